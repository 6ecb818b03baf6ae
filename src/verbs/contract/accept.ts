import { cleanLine, digest, type Finding, hasErrors } from "#base";
import {
  type Acceptance,
  type AcceptanceDraft,
  type AcceptancePlan,
  contentFile,
  entryFile,
  type History,
  historyFolder,
  planAcceptance,
  printEntry,
} from "#contract";
import type { FileChange, Workspace } from "#workspace";
import type { Verb, VerbContext, VerbResult } from "../verb.ts";
import type { ContractAcceptInput } from "./accept-input.ts";
import { type Chosen, chooseNamed, splitNames } from "./choose-named.ts";
import { classifyItems } from "./classify-items.ts";
import { readHistoryFiles } from "./history-files.ts";
import { noDocuments } from "./no-documents.ts";
import { type RegistryReading, readRegistry } from "./registry-files.ts";
import { findName } from "./who.ts";

export type ContractAcceptValue =
  | { readonly kind: "accepted"; readonly entry: Acceptance; readonly findings: readonly Finding[] }
  | { readonly kind: "nothing"; readonly findings: readonly Finding[] }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/** Others that accept at this moment are waited for; a build may take longer, and is told. */
const patienceMs = 30_000;
const longestReason = 2_000;

/** Records the present state of the contracts as a version. What was recorded before is never touched. */
export const contractAccept: Verb<ContractAcceptInput, ContractAcceptValue> = {
  async run(workspace, input, context) {
    const why = cleanLine(input.why ?? "").slice(0, longestReason);
    const by = await findName(workspace, input.by);
    if (why === "") return refused([missing("why the contract is so now is not told", "--why TEXT")]);
    if (by === undefined) return refused([missing("who accepts is not known here", "--by NAME")]);
    const lock = await workspace.lock({ purpose: "another acceptance", waitMs: patienceMs });
    if (!lock.ok) return refused([unwritten(lock.message)]);
    try {
      return await accept(workspace, context, { why, by, names: splitNames(input.names ?? []) });
    } finally {
      lock.release();
    }
  },
};

interface Wanted {
  readonly why: string;
  readonly by: string;
  readonly names: readonly string[];
}

async function accept(
  workspace: Workspace,
  context: VerbContext,
  { why, by, names }: Wanted,
): Promise<VerbResult<ContractAcceptValue>> {
  const reading = await readRegistry(workspace);
  const history = readHistoryFiles(workspace);
  if (history.damaged) return refused(history.findings);
  const { registry, places } = reading;
  if (registry.documents.length === 0) return refused([noDocuments(places)]);
  const chosen = names.length === 0 ? undefined : chooseNamed(names, registry, history);
  const wrong = [...(chosen?.findings ?? []), ...faultsOf(reading, chosen)];
  if (wrong.length > 0) return refused(wrong);
  const plan = planAcceptance({
    registry,
    history,
    contractOf: reading.contractOf,
    ...(chosen && { only: chosen }),
  });
  if (plan.items.length === 0) return { exitCode: 0, value: { kind: "nothing", findings: [] } };
  const { items, findings } = await classifyItems(workspace, context, history, plan);
  const draft = { parents: history.heads, when: workspace.now(), by, why, items };
  return write(workspace, history, { draft, plan, findings });
}

/** Errors that leave open what is promised: of all documents, or of those that speak of what is named. */
function faultsOf({ registry, findings }: RegistryReading, chosen: Chosen | undefined): readonly Finding[] {
  const isError = ({ severity }: Finding): boolean => severity === "error";
  // What is gone may stand in a document that cannot be read.
  if (chosen === undefined || chosen.gone.length > 0) return findings.filter(isError);
  const files = new Set(chosen.items.flatMap(({ said }) => said.map(({ file }) => file)));
  const own = registry.documents.filter(({ file }) => files.has(file)).flatMap((each) => each.findings);
  const places = new Set(chosen.items.flatMap(({ contradicted }) => contradicted.map(({ span }) => span)));
  const apart = registry.findings.filter(
    ({ rule, span }) => rule === "contract/contradiction" && span && places.has(span),
  );
  return [...own.filter(isError), ...apart];
}

interface Recording {
  readonly draft: AcceptanceDraft;
  readonly plan: AcceptancePlan;
  readonly findings: readonly Finding[];
}

function write(
  workspace: Workspace,
  history: History,
  { draft, plan: { contents }, findings }: Recording,
): VerbResult<ContractAcceptValue> {
  const text = printEntry(draft);
  const name = digest(text);
  const file = `${historyFolder}/${entryFile(name)}`;
  const changes: FileChange[] = [{ kind: "write", path: file, text }];
  for (const [its, content] of contents) {
    const path = `${historyFolder}/${contentFile(its)}`;
    if (!workspace.exists(path)) changes.push({ kind: "write", path, text: content });
  }
  const written = workspace.apply(changes);
  if (!written.ok) return refused([unwritten(written.message)]);
  const entry = { ...draft, digest: name, file };
  return {
    exitCode: 0,
    value: {
      kind: "accepted",
      entry,
      findings: [...history.findings.filter((each) => !settles(draft, each)), ...findings],
    },
  };
}

/** What was accepted side by side before is decided by this entry, where it speaks of it. */
function settles({ items }: AcceptanceDraft, { rule, message }: Finding): boolean {
  return (
    rule === "contract/concurrent-acceptance" && items.some(({ name }) => message.startsWith(`${name} `))
  );
}

function refused(findings: readonly Finding[]): VerbResult<ContractAcceptValue> {
  return { exitCode: hasErrors(findings) ? 2 : 1, value: { kind: "refused", findings } };
}

function missing(message: string, option: string): Finding {
  return {
    rule: "contract/unexplained-acceptance",
    severity: "error",
    message: `${message}: the history is read long after everybody has forgotten`,
    mend: `say it with ${option}`,
  };
}

function unwritten(message: string): Finding {
  return { rule: "contract/not-recorded", severity: "error", message, mend: "try again" };
}
