import { normalize } from "node:path";
import { cleanLine, type Finding, hasErrors } from "#base";
import { type Acceptance, type Entry, planRecord, planRegistration } from "#contract";
import type { FileChange, Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import type { Verb, VerbResult } from "../verb.ts";
import { checkRegistration } from "./check-registration.ts";
import { chooseDocument } from "./choose-document.ts";
import { noDocuments } from "./no-documents.ts";
import { proposalOf } from "./propose-registered.ts";
import type { ContractRegisterInput } from "./register-input.ts";
import { type RegistryReading, readRegistry } from "./registry-files.ts";
import { readWanted, type Wanted } from "./wanted-fragment.ts";
import { findName } from "./who.ts";

export type ContractRegisterValue =
  | {
      readonly kind: "registered";
      readonly file: string;
      readonly entries: readonly Entry[];
      /** What was left for somebody else to accept, where that was asked for. */
      readonly proposal?: Acceptance;
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "nothing"; readonly findings: readonly Finding[] }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

const patienceMs = 30_000;

/** Adds operations, events and types to the document that they belong to. Whatever stands in it stays, byte for byte. */
export const contractRegister: Verb<ContractRegisterInput, ContractRegisterValue> = {
  async run(workspace, input) {
    const { wanted, findings } = readWanted(workspace, input);
    if (wanted === undefined) return refused(findings);
    const proposer = await proposerOf(workspace, input);
    if ("rule" in proposer) return refused([proposer]);
    const lock = await workspace.lock({ purpose: "another change of the contracts", waitMs: patienceMs });
    if (!lock.ok) return refused([unwritten(lock.message)]);
    try {
      const reading = await readRegistry(workspace);
      return await register(workspace, { input, wanted, proposer, told: findings }, reading);
    } finally {
      lock.release();
    }
  },
};

interface Proposer {
  readonly by?: string;
  readonly why: string;
}

async function proposerOf(
  workspace: Workspace,
  { propose = false, why = "", by }: ContractRegisterInput,
): Promise<Proposer | Finding> {
  if (!propose) return { why: "" };
  const said = cleanLine(why);
  const name = await findName(workspace, by);
  if (said !== "" && name !== undefined) return { by: name, why: said };
  return {
    rule: "contract/unexplained-acceptance",
    severity: "error",
    message: `${said === "" ? "why it is wanted is not told" : "who proposes is not known here"}: somebody else has to decide of it`,
    mend: said === "" ? "say it with --why TEXT" : "say it with --by NAME",
  };
}

interface Request {
  readonly input: ContractRegisterInput;
  readonly wanted: Wanted;
  readonly proposer: Proposer;
  readonly told: readonly Finding[];
}

async function register(
  workspace: Workspace,
  { input, wanted, proposer, told }: Request,
  reading: RegistryReading,
): Promise<VerbResult<ContractRegisterValue>> {
  const { registry, places, sources } = reading;
  if (registry.documents.length === 0) return refused([noDocuments(places)]);
  // What lies among the contracts already is no place for itself.
  const others = registry.documents.filter(({ file }) => file !== plainPath(input.from));
  const document = chooseDocument(others, wanted, plainPath(input.document));
  if ("rule" in document) return refused([...told, document]);
  const text = sources.get(document.file) ?? "";
  const wrong = document.findings.filter(({ severity }) => severity === "error");
  const contract = reading.contractOf(document.file);
  if (wrong.length > 0 || contract === undefined) return refused(wrong);
  const { fragment, findings: own } = wanted.fragmentFor(contract);
  const findings = [...told, ...own];
  if (fragment === undefined || hasErrors(findings)) return refused(findings);
  const target = { document, text, open: openBeside(workspace, document.file) };
  const plan =
    document.format === "record"
      ? planRecord(target, fragment, contract)
      : planRegistration(target, fragment);
  if (hasErrors(plan.findings)) return refused([...findings, ...plan.findings]);
  if (plan.text === undefined) return { exitCode: 0, value: { kind: "nothing", findings } };
  const checked = await checkRegistration(workspace, reading, document, {
    ...{ text: plan.text, fragment },
    from: plainPath(input.from),
  });
  const all = [...findings, ...plan.findings, ...checked.findings];
  if (hasErrors(all)) return refused(all);
  const changes: FileChange[] = [{ kind: "write", path: document.file, text: plan.text }];
  const proposal =
    proposer.by === undefined
      ? undefined
      : proposalOf(workspace, checked.after, { ...proposer, by: proposer.by, entries: checked.added });
  if (proposal !== undefined && "rule" in proposal) return refused([...all, proposal]);
  if (proposal !== undefined) changes.push(proposal.change);
  const written = workspace.apply(changes);
  if (!written.ok) return refused([unwritten(written.message)]);
  return {
    exitCode: 0,
    value: {
      ...{ kind: "registered", file: document.file, entries: checked.added, findings: all },
      ...(proposal && { proposal: proposal.entry }),
    },
  };
}

function plainPath(path: string | undefined): string | undefined {
  return path === undefined ? undefined : normalize(path).replaceAll("\\", "/");
}

function refused(findings: readonly Finding[]): VerbResult<ContractRegisterValue> {
  return { exitCode: 2, value: { kind: "refused", findings } };
}

function unwritten(message: string): Finding {
  return { rule: "contract/not-registered", severity: "error", message, mend: "try again" };
}
