import { cleanLine, digest, type Finding, hasErrors } from "#base";
import {
  type Acceptance,
  type AcceptanceDraft,
  type AcceptancePlan,
  type AcceptedItem,
  type History,
  lineKey,
  planAcceptance,
  type RegistryDocument,
} from "#contract";
import type { Workspace } from "#workspace";
import type { Verb, VerbContext, VerbResult } from "../verb.ts";
import type { ContractAcceptInput } from "./accept-input.ts";
import { type Chosen, chooseNamed, splitNames } from "./choose-named.ts";
import { classifyItems } from "./classify-items.ts";
import { readHistoryFiles } from "./history-files.ts";
import { noDocuments } from "./no-documents.ts";
import { chooseProposed, findProposal, isSamePerson, ownProposal } from "./proposals.ts";
import { recordAcceptance, recordProposal, unwritten } from "./record.ts";
import { type RegistryReading, readRegistry } from "./registry-files.ts";
import { findName } from "./who.ts";

export type ContractAcceptValue =
  | {
      /** `proposed`: left for somebody else to accept. */
      readonly kind: "accepted" | "proposed";
      readonly entry: Acceptance;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "nothing"; readonly findings: readonly Finding[] }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

/** Others that accept at this moment are waited for; a build may take longer, and is told. */
const patienceMs = 30_000;
const longestReason = 2_000;

/** Records the present state of the contracts as a version. What was recorded before is never touched. */
export const contractAccept: Verb<ContractAcceptInput, ContractAcceptValue> = {
  async run(workspace, input, context) {
    const { proposal: id, propose = false, alone = false } = input;
    const names = splitNames(input.names ?? []);
    const why = cleanLine(input.why ?? "").slice(0, longestReason);
    const by = await findName(workspace, input.by);
    if (id !== undefined && (propose || names.length > 0)) return refused([unclear()]);
    if (why === "" && id === undefined)
      return refused([missing("why the contract is so now is not told", "--why TEXT")]);
    if (by === undefined) return refused([missing("who accepts is not known here", "--by NAME")]);
    const asked = { why, by, names, propose, alone, ...(id !== undefined && { id: id.toLowerCase() }) };
    return acceptInTurn(workspace, asked, () => prepare(workspace, context, asked));
  },
};

/** Then all is done in one turn: whoever accepts again and again keeps nobody out. */
const mostAttempts = 3;

/**
 * Comparing takes seconds, in which others may accept: it is done before, and again where in the meantime the history or a
 * document has changed.
 */
async function acceptInTurn(
  workspace: Workspace,
  wanted: Wanted,
  make: () => Promise<Prepared | VerbResult<ContractAcceptValue>>,
): Promise<VerbResult<ContractAcceptValue>> {
  for (let attempt = 1; ; attempt += 1) {
    const early = attempt < mostAttempts ? await make() : undefined;
    if (early && "exitCode" in early) return early;
    const lock = await workspace.lock({ purpose: "another acceptance", waitMs: patienceMs });
    if (!lock.ok) return refused([unwritten(lock.message)]);
    try {
      if (early !== undefined && hasMoved(workspace, early)) continue;
      const prepared = early ?? (await make());
      return "exitCode" in prepared ? prepared : record(workspace, wanted, prepared);
    } finally {
      lock.release();
    }
  }
}

interface Wanted {
  readonly why: string;
  readonly by: string;
  readonly names: readonly string[];
  readonly propose: boolean;
  readonly alone: boolean;
  /** Of the proposal that is accepted. */
  readonly id?: string;
}

/** All that an acceptance says, but when. */
interface Prepared {
  readonly proposal: Acceptance | undefined;
  readonly history: History;
  readonly documents: readonly RegistryDocument[];
  readonly plan: AcceptancePlan;
  readonly items: readonly AcceptedItem[];
  readonly findings: readonly Finding[];
}

/** Whether what was prepared rests on a history, a proposal or a document of before. */
function hasMoved(workspace: Workspace, { proposal, history, documents }: Prepared): boolean {
  const now = readHistoryFiles(workspace);
  if (now.damaged || now.heads.join() !== history.heads.join()) return true;
  if (proposal !== undefined && "rule" in findProposal(workspace, proposal.digest)) return true;
  return documents.some(({ file, digest: its }) => {
    const read = workspace.readUntrusted(file, ["."]);
    return !read.ok || digest(read.text) !== its;
  });
}

async function prepare(
  workspace: Workspace,
  context: VerbContext,
  { id, names, by, alone }: Wanted,
): Promise<Prepared | VerbResult<ContractAcceptValue>> {
  const proposal = id === undefined ? undefined : findProposal(workspace, id);
  if (proposal && "rule" in proposal) return refused([proposal]);
  if (proposal && !alone && isSamePerson(proposal.by, by)) return refused([ownProposal(proposal)]);
  const reading = await readRegistry(workspace);
  const history = readHistoryFiles(workspace);
  if (history.damaged) return refused(history.findings);
  const { registry, places } = reading;
  if (registry.documents.length === 0) return refused([noDocuments(places)]);
  const named = names.length === 0 ? undefined : chooseNamed(names, registry, history);
  const chosen = proposal === undefined ? named : chooseProposed(proposal, registry, history);
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
  return { proposal, history, documents: registry.documents, plan, items, findings };
}

function record(
  workspace: Workspace,
  wanted: Wanted,
  { proposal, history, plan, items, findings }: Prepared,
): VerbResult<ContractAcceptValue> {
  const { propose } = wanted;
  const draft = draftOf({ ...wanted, proposal }, { parents: history.heads, when: workspace.now(), items });
  const entry = propose
    ? recordProposal(workspace, draft)
    : recordAcceptance(workspace, draft, plan.contents);
  if ("rule" in entry) return refused([entry]);
  const kind = propose ? "proposed" : "accepted";
  const told = history.findings.filter((each) => propose || !settles(draft, each));
  return { exitCode: 0, value: { kind, entry, findings: [...told, ...findings] } };
}

function draftOf(
  { why, by, proposal }: Pick<Wanted, "why" | "by"> & Pick<Prepared, "proposal">,
  known: Pick<AcceptanceDraft, "parents" | "when"> & { readonly items: readonly AcceptedItem[] },
): AcceptanceDraft {
  if (proposal === undefined) return { ...known, by, why };
  const { by: proposer, digest } = proposal;
  return { ...known, by, why: why === "" ? proposal.why : why, proposal: { by: proposer, digest } };
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

/** What was accepted side by side before is decided by this entry, where it speaks of it. */
function settles({ items }: AcceptanceDraft, { rule, about }: Finding): boolean {
  return rule === "contract/concurrent-acceptance" && items.some(({ line }) => lineKey(line) === about);
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

function unclear(): Finding {
  return {
    rule: "contract/unexplained-acceptance",
    severity: "error",
    message: "a proposal is accepted as a whole: with --proposal neither names nor --propose have a meaning",
    mend: "keelback contract accept --proposal ID, or accept the names without it",
  };
}
