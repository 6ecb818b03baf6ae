import { digest, type Finding, type Read } from "#base";
import {
  lineKey,
  printReceipt,
  properTask,
  type Receipt,
  type Registry,
  type RegistryItem,
  readReceipt,
  receiptsFolder,
  registryLines,
  taskFolder,
} from "#contract";
import type { Workspace } from "#workspace";
import { isAcceptedNow } from "./choose-named.ts";
import { readHistoryFiles } from "./history-files.ts";

const patienceMs = 10_000;

/** What was looked up for a task, the earliest first; what is no receipt is told and not believed. */
export function receiptsOf(workspace: Workspace, name: string): Read<readonly Receipt[]> {
  const task = properTask(name);
  if (task === undefined) return { value: [], findings: [wrongTask()] };
  const folder = `${receiptsFolder}/${taskFolder(task)}`;
  const place = workspace.readUntrusted(folder, ["."]);
  if (place.ok || place.reason !== "folder")
    return { value: [], findings: !place.ok && place.reason === "missing" ? [] : [notOurs(folder)] };
  const receipts: Receipt[] = [];
  const findings: Finding[] = [];
  for (const path of workspace.list(folder)) {
    const file = `${folder}/${path}`;
    const reading = workspace.readUntrusted(file, ["."]);
    const its = /^([0-9a-f]{64})\.json$/.exec(path)?.[1];
    const receipt = reading.ok && its !== undefined ? readReceipt(its, reading.text) : undefined;
    if (receipt?.task === task) receipts.push(receipt);
    else findings.push(notOurs(file));
  }
  return { value: receipts.toSorted((one, other) => (one.when < other.when ? -1 : 1)), findings };
}

/** Keeps that these were looked up for a task. What was looked up before and has not changed since stands already. */
export async function recordReceipts(
  workspace: Workspace,
  name: string,
  { registry, items }: { readonly registry: Registry; readonly items: readonly RegistryItem[] },
): Promise<Read<readonly Receipt[]>> {
  const task = properTask(name);
  if (task === undefined) return { value: [], findings: [wrongTask()] };
  const lock = await workspace.lock({ purpose: "another look-up", waitMs: patienceMs });
  if (!lock.ok) return { value: [], findings: [unwritten(lock.message)] };
  try {
    const known = receiptsOf(workspace, task).value;
    const all = makeReceipts(workspace, task, registry, items).map(
      (made) =>
        known.find(
          (each) =>
            lineKey(each.line) === lineKey(made.line) &&
            each.digest === made.digest &&
            each.version === made.version,
        ) ?? made,
    );
    const written = workspace.apply(
      all
        .filter((receipt) => !known.includes(receipt))
        .map((receipt) => {
          const text = printReceipt(receipt);
          return {
            kind: "write" as const,
            path: `${receiptsFolder}/${taskFolder(task)}/${digest(text)}.json`,
            text,
          };
        }),
    );
    return written.ok ? { value: all, findings: [] } : { value: [], findings: [unwritten(written.message)] };
  } finally {
    lock.release();
  }
}

function makeReceipts(
  workspace: Workspace,
  task: string,
  registry: Registry,
  items: readonly RegistryItem[],
): readonly Receipt[] {
  const { lines: versions } = readHistoryFiles(workspace);
  const lines = registryLines(registry);
  const when = workspace.now();
  return items.map((item) => {
    const line = lines.get(item) ?? [item.kind, item.key];
    const known = versions.get(lineKey(line));
    const [current] = known?.current ?? [];
    const version = isAcceptedNow(known, item.digest) ? current?.number : undefined;
    const { name, digest: its } = item;
    return { task, line, name, digest: its, ...(version !== undefined && { version }), when };
  });
}

function wrongTask(): Finding {
  return {
    rule: "contract/wrong-task",
    severity: "error",
    message: "a task is named in one line of at most 200 characters: no receipt was recorded",
    mend: "name it as your tracker does: --for SHOP-12",
  };
}

function notOurs(file: string): Finding {
  return {
    rule: "contract/receipt-changed",
    severity: "error",
    message: `${file} is no receipt that keelback wrote, or was changed since: it is not believed`,
    mend: "take it away, and look the contract up again",
  };
}

function unwritten(message: string): Finding {
  return { rule: "contract/not-recorded", severity: "error", message, mend: "try again" };
}
