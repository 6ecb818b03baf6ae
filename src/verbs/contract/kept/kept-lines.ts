import { digest } from "#base";
import { parseJson, type Workspace } from "#workspace";
import { isTextList } from "./are-values.ts";
import { printKeptFields } from "./kept-fields.ts";
import { seal, unseal } from "./seal.ts";

/** What is kept of one file. */
export interface KeptLines {
  /** How the file was marked when it was read; empty where that could not be told. */
  readonly mark: string;
  readonly digest: string;
  /** The document, packed; empty where the file is none. */
  readonly document: string;
  /** Its fields, packed, where they are at hand. */
  readonly fields?: string;
}

/** Never more than this in one file. */
const longest = 60_000_000;

/** One of 64 places, so that ever new folders do not fill the cache. */
export function linesPath({ cacheFolder }: Workspace, question: string): string {
  const place = (Number.parseInt(question.slice(0, 2), 16) % 64).toString().padStart(2, "0");
  return `${cacheFolder}/registries/${place}`;
}

/**
 * A first line with the digest of what follows: what was cut off or overwritten counts for nothing. Then one that says for
 * which question it was made; then two lines for each document. Fields lie in a file of their own.
 */
export function writeKeptLines(
  workspace: Workspace,
  path: string,
  question: string,
  documents: readonly (readonly [file: string, lines: KeptLines])[],
): void {
  const fields = printKeptFields(
    documents.flatMap(([file, own]) =>
      own.fields === undefined || own.document === ""
        ? []
        : [{ file, said: saidDigest(own.document), fields: own.fields }],
    ),
  );
  const lines = documents.flatMap(([file, own]) => [
    JSON.stringify([file, own.mark, own.digest]),
    own.document,
  ]);
  const text = seal([JSON.stringify([question]), ...lines].join("\n"));
  if (text.length > longest || fields.length > longest) return;
  // Where the cache cannot be written the next run is slower, no more.
  workspace.at(workspace.cacheFolder).apply([
    { kind: "write", path, text },
    { kind: "write", path: fieldsPath(path), text: fields },
  ]);
}

/** Of each file what was kept of it; undefined where nothing was for this question. */
export function readKeptLines(
  workspace: Workspace,
  path: string,
  question: string,
): ReadonlyMap<string, KeptLines> | undefined {
  const body = unseal(workspace.readText(path));
  if (body === undefined) return undefined;
  const [head, ...lines] = body.split("\n");
  const said = parseJson(head);
  if (!isTextList(said) || said[0] !== question) return undefined;
  const documents = new Map<string, KeptLines>();
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const own = parseJson(lines[at]);
    if (!isTextList(own)) return undefined;
    const [file = "", mark = "", its = ""] = own;
    documents.set(file, { mark, digest: its, document: lines[at + 1] ?? "" });
  }
  return documents;
}

export function fieldsPath(path: string): string {
  return `${path}.fields`;
}

/** What stands for all that is kept of a document but its fields; empty where a file is none. */
export function saidDigest(packed: string): string {
  return packed === "" ? "" : digest(packed);
}
