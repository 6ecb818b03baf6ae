import { digest, type Finding } from "#base";
import { type Acceptance, type Entry, planAcceptance, printEntry } from "#contract";
import type { FileChange, Workspace } from "#workspace";
import { readHistoryFiles } from "./history-files.ts";
import { proposalFile } from "./proposals.ts";
import type { RegistryReading } from "./registry-files.ts";

/** The proposal of what is registered, to be written together with its document: both, or neither. */
export function proposalOf(
  workspace: Workspace,
  { registry, contractOf }: Pick<RegistryReading, "registry" | "contractOf">,
  { by, why, entries }: { readonly by: string; readonly why: string; readonly entries: readonly Entry[] },
): { readonly entry: Acceptance; readonly change: FileChange } | Finding {
  const history = readHistoryFiles(workspace);
  const [damaged] = history.damaged ? history.findings : [];
  if (damaged !== undefined) return damaged;
  const wanted = new Set(entries.map(({ kind, key, file }) => JSON.stringify([kind, key, file])));
  const items = registry.items.filter(({ said }) =>
    said.some(({ kind, key, file }) => wanted.has(JSON.stringify([kind, key, file]))),
  );
  const plan = planAcceptance({ registry, history, contractOf, only: { items, gone: [] } });
  const draft = { parents: history.heads, when: workspace.now(), by, why, items: plan.items };
  const text = printEntry(draft);
  const name = digest(text);
  const file = proposalFile(name);
  return { entry: { ...draft, digest: name, file }, change: { kind: "write", path: file, text } };
}
