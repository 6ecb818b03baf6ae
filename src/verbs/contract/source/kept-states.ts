import { digest, type Span } from "#base";
import { parseJson, type Workspace } from "#workspace";
import { listPythonFiles, readPythonFiles } from "../../python-files.ts";
import type { VerbContext } from "../../verb.ts";
import { isFindingList, isText } from "../kept/are-values.ts";
import { seal, unseal } from "../kept/seal.ts";
import type { SourceState, SourceStates } from "./source-state.ts";

/** What is known of the source without reading it. */
export type RecalledStates =
  | { readonly known: "yes"; readonly states: SourceStates }
  /** `changed`: documents, settings or source are no longer what they were; `never`: nobody has compared them. */
  | { readonly known: "changed" | "never" };

/** What was compared, as it was: all that a comparison rests on. */
export interface ComparedFiles {
  /** Digest of the documents and the settings. */
  readonly documents: string;
  /** Digest of what was read of the source. */
  readonly source: string;
  /** Marks of its files, which hold while nothing is touched; empty where they cannot be relied on. */
  readonly marks: string;
}

/** To be called before the source is read: what changes in between has another mark by the next run. */
export function sourceMarks(workspace: Workspace): string {
  const marks: string[] = [];
  for (const file of listPythonFiles(workspace)) {
    const stamp = workspace.stamp(file);
    // A link has no mark of what it leads to.
    if (stamp?.settled !== true) return "";
    marks.push(file, stamp.mark);
  }
  return digest(marks.join("\n"));
}

export function sourceDigest(texts: ReadonlyMap<string, string>): string {
  return digest(JSON.stringify([...texts].map(([file, text]) => [file, digest(text)])));
}

/** Keeps what was found for look-ups to come. Where the cache cannot be written they know less, no more. */
export function keepStates(
  workspace: Workspace,
  context: VerbContext,
  files: ComparedFiles,
  states: SourceStates,
): void {
  const own = placeOf(workspace, context);
  if (own === undefined) return;
  const { documents, source, marks } = files;
  const head = JSON.stringify([own.question, documents, source, marks]);
  const text = seal(`${head}\n${JSON.stringify([...states])}`);
  if (text.length > longest) return;
  workspace.at(workspace.cacheFolder).apply([{ kind: "write", path: own.path, text }]);
}

/**
 * What the last comparison found, where documents, settings and source are what they were then: each is asked for by its mark,
 * and read where that does not tell. Without a comparison nothing is asked.
 */
export function recallStates(
  workspace: Workspace,
  context: VerbContext,
  readDocuments: () => string,
): RecalledStates {
  const own = placeOf(workspace, context);
  const body = own && unseal(workspace.readText(own.path));
  if (own === undefined || body === undefined) return { known: "never" };
  const end = body.indexOf("\n");
  const head = parseJson(body.slice(0, end));
  if (!Array.isArray(head) || !head.every(isText) || head[0] !== own.question) return { known: "never" };
  const [, documents = "", source = "", marks = ""] = head;
  if (documents !== readDocuments()) return { known: "changed" };
  const now = sourceMarks(workspace);
  const isSame = (marks !== "" && now === marks) || sourceDigest(readPythonFiles(workspace).texts) === source;
  if (!isSame) return { known: "changed" };
  const states = unpackStates(parseJson(body.slice(end + 1)));
  if (states === undefined) return { known: "never" };
  if (now !== marks) keepStates(workspace, context, { documents, source, marks: now }, states);
  return { known: "yes", states };
}

/** Never more than this in one file. */
const longest = 60_000_000;

/** One of 64 places, so that ever new folders do not fill the cache; none for a program that may change under our feet. */
function placeOf(workspace: Workspace, { version, runtime }: VerbContext) {
  const program = runtime.digest?.();
  if (program === undefined) return undefined;
  const question = digest(JSON.stringify(["states", workspace.root, program, version, runtime.version]));
  const place = (Number.parseInt(question.slice(0, 2), 16) % 64).toString().padStart(2, "0");
  return { question, path: `${workspace.cacheFolder}/comparisons/${place}` };
}

/** What an earlier run wrote, where it has the form of states; of anything else nothing is taken. */
function unpackStates(value: unknown): SourceStates | undefined {
  if (!Array.isArray(value)) return undefined;
  const pairs = value as unknown[];
  if (!pairs.every((pair) => Array.isArray(pair) && isText(pair[0]) && isState(pair[1]))) return undefined;
  return new Map(pairs as (readonly [string, SourceState])[]);
}

function isState(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { kept, tested, at, drifts } = value as Readonly<Record<string, unknown>>;
  return (
    ["yes", "partly", "no"].includes(kept as string) &&
    (tested === undefined || typeof tested === "boolean") &&
    (at === undefined || isPlace(at)) &&
    Array.isArray(drifts) &&
    drifts.every(isDrift)
  );
}

/** A difference has the parts of a finding, and two places. */
function isDrift(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { severity, message, document, source } = value as Readonly<Record<string, unknown>>;
  return (
    isFindingList([{ rule: "", severity, message }]) &&
    [document, source].every((place) => place === undefined || isPlace(place))
  );
}

function isPlace(value: unknown): value is Span {
  return isFindingList([{ rule: "", severity: "note", message: "", span: value }]);
}
