import { digest } from "#base";
import { describeModule, type WrittenModule } from "#python";
import { parseJson, type Workspace } from "#workspace";
import { writtenFile } from "./written-file.ts";

/** What was written into a project, and from what: lost, everything there counts as edited by hand. */
export interface Written {
  readonly format: 2;
  readonly tool: string;
  readonly contract: string;
  readonly stack: string;
  readonly database: string;
  readonly files: ReadonlyMap<string, WrittenText>;
}

/** A file as it was written; of Python also its symbols, unless an older version of this program wrote it. */
export interface WrittenText {
  /** SHA-256. */
  readonly digest: string;
  readonly module?: WrittenModule;
}

export function describeText(path: string, text: string): WrittenText {
  return { digest: textDigest(text), ...(path.endsWith(".py") && { module: describeModule(text) }) };
}

/** Line ends are a matter of the checkout, not of the text. */
export function textDigest(text: string): string {
  return digest(text.replaceAll("\r\n", "\n"));
}

export function readWritten(workspace: Workspace): Written | undefined {
  const value: unknown = parseJson(workspace.readText(writtenFile));
  if (!isRecord(value) || (value["format"] !== 1 && value["format"] !== 2) || !isRecord(value["files"]))
    return undefined;
  const files = Object.entries(value["files"]).flatMap(([path, entry]) => {
    const text = readEntry(entry);
    return text ? [[path, text] as const] : [];
  });
  const word = (key: string): string => (typeof value[key] === "string" ? value[key] : "");
  return {
    format: 2,
    tool: word("tool"),
    contract: word("contract"),
    stack: word("stack"),
    database: word("database"),
    files: new Map(files),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The older form is a mere digest, and for what is not Python it still is. An entry that is neither is none. */
function readEntry(entry: unknown): WrittenText | undefined {
  if (typeof entry === "string") return { digest: entry };
  if (!isRecord(entry) || typeof entry["digest"] !== "string") return undefined;
  const { imports, symbols } = entry;
  const isModule =
    Array.isArray(imports) &&
    imports.every((name) => typeof name === "string") &&
    isRecord(symbols) &&
    Object.values(symbols).every((known) => typeof known === "string");
  if (!isModule) return { digest: entry["digest"] };
  return {
    digest: entry["digest"],
    module: { imports, symbols: symbols as Readonly<Record<string, string>> },
  };
}

/** One line for each thing that was written, so that versions of the file merge. */
export function printWritten({ files, ...written }: Written): string {
  const entries = [...files]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, { digest: known, module }]) => [path, module ? { digest: known, ...module } : known]);
  return `${JSON.stringify({ ...written, files: Object.fromEntries(entries) }, null, 2)}\n`;
}
