import type { Finding } from "#base";
import { type Entry, itemKinds, type Registry, type RegistryDocument, type RegistryItem } from "#contract";
import { parseJson, type Workspace } from "#workspace";
import { isFindingList, isText, isTextList, isWhole } from "./are-values.ts";
import { LinkedItem } from "./linked-item.ts";
import { type OwnWords, packDocument, packEntry, unpackDocument, unpackEntry } from "./pack-document.ts";
import { seal, sealOf, unseal } from "./seal.ts";

/** A file that was looked at, as it was: with what it says as a document, or what shows that it is none. */
export interface LinkedFile {
  readonly file: string;
  readonly mark: string;
  /** Of the packed document; empty where it is none. */
  readonly said: string;
  /** Digest of what reading it gave, for files of which no mark tells that. */
  readonly read: string;
}

/** The registry of a repository of which nothing has changed, of which only what is asked for is unpacked. */
export interface LinkedRegistry {
  readonly files: readonly LinkedFile[];
  readonly registry: Registry;
  /** Digest of all that is kept of it. */
  readonly digest: string;
  /** Whether something that was asked for turned out to be no item or document. */
  isBroken(): boolean;
}

/** Never more than this in one file. */
const longest = 60_000_000;

/** Fields lie in a file of their own; they are asked for by the document, and what else it says. */
export type OpenFields = (file: string, said: string) => RegistryDocument["fields"];

/**
 * First a line with the files and documents, then one with the names of all items, then one for each item. Gives the digest of all;
 * nothing where it is not kept.
 */
export function writeLinked(
  workspace: Workspace,
  path: string,
  question: string,
  files: readonly LinkedFile[],
  { documents, items, findings }: Registry,
): string | undefined {
  const numbers = new Map(documents.map(({ file }, number) => [file, number]));
  const heads = documents.map(packHead);
  if (findings.some(({ fix }) => fix !== undefined) || heads.some((head) => head === undefined))
    return undefined;
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
        files.map(({ file, mark, said, read }) => [file, mark, said, read]),
        heads.map((head) => parseJson(head)),
        findings,
      ]),
      JSON.stringify([
        items.map(({ kind }) => itemKinds.indexOf(kind)).join(""),
        items.map(({ name }) => name),
        items.map(({ name, id }) => (id === name ? "" : id)),
        items.flatMap(({ fullPath }, row) => (fullPath === undefined ? [] : [[row, fullPath]])),
      ]),
      ...lines,
    ].join("\n"),
  );
  if (text.length > longest) return undefined;
  workspace.at(workspace.cacheFolder).apply([{ kind: "write", path, text }]);
  return sealOf(text);
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
  const text = workspace.readText(path);
  const [head, columns, ...lines] = unseal(text)?.split("\n") ?? [];
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
  const saidOf = new Map(files.map(({ file, said }) => [file, said]));
  const fieldsOf = (file: string) => openFields(file, saidOf.get(file) ?? "");
  const documents = heads.map((row) => openDocument(row, fieldsOf, entries));
  if (documents.some((document) => document === undefined)) return undefined;
  const whole = documents.filter((document) => document !== undefined);
  const owns = whole.map(ownWords);
  const entriesOf = (row: number): readonly Entry[] | undefined => {
    const entries = readEntries(parseJson(lines[row]), owns);
    const [first] = entries ?? [];
    return orBroken(first !== undefined && isCalled(first, names[row]) ? entries : undefined);
  };
  const items: readonly RegistryItem[] = names.map((each, row) => new LinkedItem(each, row, entriesOf));
  return {
    files,
    digest: sealOf(text ?? ""),
    registry: { documents: whole, items, findings: findings as readonly Finding[] },
    isBroken: () => isBroken,
  };
}

function readFiles(rows: unknown): readonly LinkedFile[] | undefined {
  if (!Array.isArray(rows) || !rows.every((row) => isTextList(row) && row.length === 4)) return undefined;
  return (rows as readonly (readonly [string, string, string, string])[]).map(([file, mark, said, read]) => ({
    file,
    mark,
    said,
    read,
  }));
}

type Names = Pick<RegistryItem, "kind" | "name" | "id" | "fullPath">;

function isCalled(entry: Entry, names: Names | undefined): boolean {
  const { kind, name, id, fullPath } = entry;
  return kind === names?.kind && name === names.name && id === names.id && fullPath === names.fullPath;
}

function readNames(columns: unknown, length: number): readonly Names[] | undefined {
  if (!Array.isArray(columns)) return undefined;
  const [kinds, names, ids, paths] = columns as unknown[];
  if (!isText(kinds) || !isTextList(names) || !isTextList(ids)) return undefined;
  if (kinds.length !== length || names.length !== length || ids.length !== length) return undefined;
  if (!/^[0-2]*$/.test(kinds) || !Array.isArray(paths) || !paths.every(isPathOfRow)) return undefined;
  const fullPaths = new Map(paths);
  return names.map((name, row) => ({
    kind: itemKinds[Number(kinds[row])] ?? "type",
    name,
    id: ids[row] === "" ? name : (ids[row] ?? name),
    fullPath: fullPaths.get(row),
  }));
}

function isPathOfRow(pair: unknown): pair is readonly [number, string] {
  return Array.isArray(pair) && pair.length === 2 && isWhole(pair[0]) && isText(pair[1]);
}

function openDocument(
  row: unknown,
  fields: (file: string) => RegistryDocument["fields"],
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
