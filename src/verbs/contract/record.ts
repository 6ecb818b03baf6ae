import { digest, type Finding } from "#base";
import {
  type Acceptance,
  type AcceptanceDraft,
  type AcceptancePlan,
  contentFile,
  entryFile,
  historyFolder,
  printEntry,
} from "#contract";
import type { FileChange, Workspace } from "#workspace";
import { proposalFile, readProposals } from "./proposals.ts";

/** Writes an acceptance with the documents that it rests on, and takes its proposal away: all of it, or nothing. */
export function recordAcceptance(
  workspace: Workspace,
  draft: AcceptanceDraft,
  contents: AcceptancePlan["contents"],
): Acceptance | Finding {
  const text = printEntry(draft);
  const name = digest(text);
  const file = `${historyFolder}/${entryFile(name)}`;
  const changes: FileChange[] = [{ kind: "write", path: file, text }];
  for (const [its, content] of contents) {
    const path = `${historyFolder}/${contentFile(its)}`;
    if (!workspace.exists(path)) changes.push({ kind: "write", path, text: content });
  }
  if (draft.proposal !== undefined)
    changes.push({ kind: "delete", path: proposalFile(draft.proposal.digest) });
  const written = workspace.apply(changes);
  return written.ok ? { ...draft, digest: name, file } : unwritten(written.message);
}

/** Leaves a proposal. The same one that stands already is enough. */
export function recordProposal(workspace: Workspace, draft: AcceptanceDraft): Acceptance | Finding {
  const what = said(draft);
  const standing = readProposals(workspace).value.find((each) => each.by === draft.by && said(each) === what);
  if (standing !== undefined) return standing;
  const text = printEntry(draft);
  const name = digest(text);
  const file = proposalFile(name);
  const written = workspace.apply([{ kind: "write", path: file, text }]);
  return written.ok ? { ...draft, digest: name, file } : unwritten(written.message);
}

function said({ items, why }: AcceptanceDraft): string {
  return JSON.stringify([why, items.map(({ line, digest: its }) => [line, its ?? null])]);
}

export function unwritten(message: string): Finding {
  return { rule: "contract/not-recorded", severity: "error", message, mend: "try again" };
}
