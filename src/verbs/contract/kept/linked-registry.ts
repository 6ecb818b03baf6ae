import { digest, type Finding } from "#base";
import { type Entry, itemKinds, type Registry, type RegistryDocument, type RegistryItem } from "#contract";
import { parseJson, type Workspace } from "#workspace";
import { isFindingList, isText, isTextList } from "./are-values.ts";
import { LinkedItem } from "./linked-item.ts";
import { type OwnWords, packDocument, packEntry, unpackDocument, unpackEntry } from "./pack-document.ts";
import { seal, unseal } from "./seal.ts";

/** A file that was looked at, as it was: with what it says as a document, or what shows that it is none. */
export interface LinkedFile {
  readonly file: string;
  readonly mark: string;
  /** Of the packed document; empty where it is none. */
  readonly said: string;
}

/** The registry of a repository of which nothing has changed, of which only what is asked for is unpacked. */
export interface LinkedRegistry {
  readonly files: readonly LinkedFile[];
  readonly registry: Registry;
  /** Whether something that was asked for turned out to be no item or document. */
  isBroken(): boolean;
}

/** Never more than this in one file. */
const longest = 60_000_000;

/** Fields lie in a file of their own. */
export type OpenFields = (file: string) => RegistryDocument["fields"];

/** First a line with the files and documents, then one with the names of all items, then one for each item. */
export function writeLinked(
  workspace: Workspace,
  path: string,
  question: string,
  files: readonly LinkedFile[],
  { documents, items, findings }: Registry,
): void {
  const numbers = new Map(documents.map(({ file }, number) => [file, number]));
  const heads = documents.map(packHead);
  if (findings.some(({ fix }) => fix !== undefined) || heads.some((head) => head === undefined)) return;
  const owns = documents.map(ownWords);
  const lines = items.map(({ said }) =>
    JSON.stringify(
      said.map((entry) => {
        const number = numbers.get(entry.file) ?? -1;
        return [number, packEntry(entry, owns[number] ?? nobody)];
      }),
    ),
  );
  const text = seal(
    [
      JSON.stringify([
        question,
        files.map(({ file, mark, said }) => [file, mark, said]),
        heads.map((head) => parseJson(head)),
        findings,
      ]),
      JSON.stringify([
        items.map(({ kind }) => itemKinds.indexOf(kind)).join(""),
        items.map(({ name }) => name),
        items.map(({ name, id }) => (id === name ? "" : id)),
      ]),
      ...lines,
    ].join("\n"),
  );
  if (text.length > longest) return;
  workspace.at(workspace.cacheFolder).apply([{ kind: "write", path, text }]);
}

/** A document without what is unpacked when it is asked for. */
function packHead(document: RegistryDocument): string | undefined {
  const { file, format, label, title, version, digest: its, findings, others, overlays } = document;
  const { extends: extended } = document;
  return packDocument({
    ...{ file, format, label, title, version, digest: its, findings, others, entries: [], fields: [] },
    ...(overlays && { overlays }),
    ...(extended && { extends: extended }),
  });
}

const nobody: OwnWords = { service: "", version: "", file: "" };

function ownWords({ title, version, file }: RegistryDocument): OwnWords {
  return { service: title, version, file };
}

/** What was written for this question; undefined where it is anything else. */
export function readLinked(
  workspace: Workspace,
  path: string,
  question: string,
  openFields: OpenFields,
): LinkedRegistry | undefined {
  const [head, columns, ...lines] = unseal(workspace.readText(path))?.split("\n") ?? [];
  const said = parseJson(head);
  if (!Array.isArray(said) || said[0] !== question) return undefined;
  const [, rows, heads, findings] = said as unknown[];
  const files = readFiles(rows);
  const names = readNames(parseJson(columns), lines.length);
  if (files === undefined || names === undefined || !Array.isArray(heads) || !isFindingList(findings))
    return undefined;
  let isBroken = false;
  const orBroken = <T>(value: T | undefined): T | undefined => {
    if (value === undefined) isBroken = true;
    return value;
  };
  const entries = (): readonly Entry[] => items.flatMap((item) => item.said);
  const documents = heads.map((row) => openDocument(row, openFields, entries));
  if (documents.some((document) => document === undefined)) return undefined;
  const whole = documents.filter((document) => document !== undefined);
  const owns = whole.map(ownWords);
  const entriesOf = (row: number): readonly Entry[] | undefined => {
    const entries = readEntries(parseJson(lines[row]), owns);
    const [first] = entries ?? [];
    const isRight = first !== undefined && first.name === names[row]?.name && first.id === names[row]?.id;
    return orBroken(isRight && first.kind === names[row]?.kind ? entries : undefined);
  };
  const items: readonly RegistryItem[] = names.map((each, row) => new LinkedItem(each, row, entriesOf));
  return {
    files,
    registry: { documents: whole, items, findings: findings as readonly Finding[] },
    isBroken: () => isBroken,
  };
}

function readFiles(rows: unknown): readonly LinkedFile[] | undefined {
  if (!Array.isArray(rows) || !rows.every((row) => isTextList(row) && row.length === 3)) return undefined;
  return (rows as readonly (readonly [string, string, string])[]).map(([file, mark, said]) => ({
    file,
    mark,
    said,
  }));
}

type Names = Pick<RegistryItem, "kind" | "name" | "id">;

function readNames(columns: unknown, length: number): readonly Names[] | undefined {
  if (!Array.isArray(columns)) return undefined;
  const [kinds, names, ids] = columns as unknown[];
  if (!isText(kinds) || !isTextList(names) || !isTextList(ids)) return undefined;
  if (kinds.length !== length || names.length !== length || ids.length !== length) return undefined;
  if (!/^[0-2]*$/.test(kinds)) return undefined;
  return names.map((name, row) => ({
    kind: itemKinds[Number(kinds[row])] ?? "type",
    name,
    id: ids[row] === "" ? name : (ids[row] ?? name),
  }));
}

function openDocument(
  row: unknown,
  fields: OpenFields,
  entries: () => readonly Entry[],
): RegistryDocument | undefined {
  const document = unpackDocument(row, fields);
  if (document === undefined) return undefined;
  const { file, format, label, title, version, digest: its, findings, others, overlays } = document;
  const { extends: extended } = document;
  return {
    ...{ file, format, label, title, version, digest: its, findings, others },
    get entries() {
      return entries().filter((entry) => entry.file === file);
    },
    get fields() {
      return fields(file);
    },
    ...(overlays && { overlays }),
    ...(extended && { extends: extended }),
  };
}

function readEntries(said: unknown, owns: readonly OwnWords[]): readonly Entry[] | undefined {
  if (!Array.isArray(said)) return undefined;
  const entries = said.map((pair: unknown) => {
    if (!Array.isArray(pair)) return undefined;
    const own = owns[pair[0] as number] ?? nobody;
    return unpackEntry(pair[1], own);
  });
  return entries.some((entry) => entry === undefined)
    ? undefined
    : entries.filter((entry) => entry !== undefined);
}

/** What stands for a document in the list of files. */
export function saidDigest(packed: string): string {
  return packed === "" ? "" : digest(packed);
}
