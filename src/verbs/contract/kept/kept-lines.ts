import { digest } from "#base";
import { parseJson, type Workspace } from "#workspace";
import { isTextList } from "./are-values.ts";
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

export interface KeptFile {
  readonly documents: ReadonlyMap<string, KeptLines>;
  /** Fields lie in a file of their own, which is opened when they are first asked for. */
  fieldsOf(file: string): string | undefined;
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
 * which question it was made, and which file of fields belongs to it; then two lines for each document.
 */
export function writeKeptLines(
  workspace: Workspace,
  path: string,
  question: string,
  documents: readonly (readonly [file: string, lines: KeptLines])[],
): void {
  const fields = seal(documents.map(([, own]) => own.fields ?? "").join("\n"));
  const lines = documents.flatMap(([file, own]) => [
    JSON.stringify([file, own.mark, own.digest]),
    own.document,
  ]);
  const text = seal([JSON.stringify([question, digest(fields)]), ...lines].join("\n"));
  if (text.length > longest || fields.length > longest) return;
  // Where the cache cannot be written the next run is slower, no more.
  workspace.at(workspace.cacheFolder).apply([
    { kind: "write", path, text },
    { kind: "write", path: `${path}.fields`, text: fields },
  ]);
}

export function readKeptLines(workspace: Workspace, path: string, question: string): KeptFile | undefined {
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
  let fields: ReadonlyMap<string, string> | undefined;
  const readFields = (): ReadonlyMap<string, string> => {
    const text = workspace.readText(`${path}.fields`);
    const rows = text === undefined || digest(text) !== said[1] ? [] : (unseal(text)?.split("\n") ?? []);
    const files = [...documents.keys()];
    return new Map(rows.length === files.length ? rows.map((row, index) => [files[index] ?? "", row]) : []);
  };
  return {
    documents,
    fieldsOf(file) {
      fields ??= readFields();
      return fields.get(file);
    },
  };
}
