import type { Finding, Span } from "#base";
import type { DocumentFormat, Entry, FieldPlace, RegistryDocument } from "#contract";
import { isFindingList, isText, isTextList, isWhole } from "./are-values.ts";

const kinds = ["operation", "event", "type"] as const;
const formats: readonly DocumentFormat[] = ["openapi", "asyncapi", "json-schema", "overlay", "record"];

/** A document without its fields as one line of JSON; undefined where it holds what is not kept. */
export function packDocument(document: RegistryDocument): string | undefined {
  const { file, format, label, title, version, digest, entries, findings, others } = document;
  const { overlays = [], extends: its } = document;
  // Mends by the program are not kept: no reader of contracts gives one.
  if (findings.some(({ fix }) => fix !== undefined)) return undefined;
  const own = { service: entries[0]?.service ?? title, version, file };
  const packed = entries.map((entry) => packEntry(entry, own));
  const pairs = others.map((other) => [other.file, other.digest]);
  const extended = its === undefined ? null : [its.file, its.isBuilt === true, ...packSpan(its.span, file)];
  const head = [file, format, label, title, version, digest, own.service];
  return JSON.stringify([...head, packed, findings, pairs, overlays, extended]);
}

/** What it says, where it has the form of a document; of anything else nothing is taken. Fields are made when asked for. */
export function unpackDocument(
  packed: unknown,
  fieldsOf: (file: string) => readonly FieldPlace[],
): RegistryDocument | undefined {
  if (!Array.isArray(packed)) return undefined;
  const [file, kind, label, title, version, digest, service, rows, findings, pairs, overlays, its] =
    packed as unknown[];
  const format = formats.find((each) => each === kind);
  if (format === undefined || !isTextList([file, label, title, version, digest, service])) return undefined;
  if (!Array.isArray(rows) || !isFindingList(findings) || !Array.isArray(pairs)) return undefined;
  const extended = unpackExtends(its, isText(file) ? file : "");
  if (!Array.isArray(overlays) || !isTextList(overlays) || extended === undefined) return undefined;
  const own = { service, version, file } as OwnWords;
  const entries = rows.map((row) => unpackEntry(row, own));
  const others = pairs.map((pair) =>
    isTextList(pair) ? { file: pair[0] ?? "", digest: pair[1] ?? "" } : undefined,
  );
  if (!isDense(entries) || !isDense(others)) return undefined;
  const [path, itsLabel, itsTitle, itsDigest] = [file, label, title, digest] as string[];
  return {
    file: path ?? "",
    format,
    label: itsLabel ?? "",
    title: itsTitle ?? "",
    version: own.version,
    digest: itsDigest ?? "",
    entries,
    get fields() {
      return fieldsOf(own.file);
    },
    findings: findings as readonly Finding[],
    others,
    ...(overlays.length > 0 && { overlays }),
    ...(extended !== null && { extends: extended }),
  };
}

function unpackExtends(packed: unknown, own: string): RegistryDocument["extends"] | null | undefined {
  if (packed === null) return null;
  if (!Array.isArray(packed)) return undefined;
  const [file, isBuilt, ...place] = packed as unknown[];
  const span = unpackSpan(place, own);
  if (!isText(file) || typeof isBuilt !== "boolean" || span === undefined) return undefined;
  return { file, span, ...(isBuilt && { isBuilt }) };
}

/** What nearly all entries of a document have in common. */
export type OwnWords = Pick<Entry, "service" | "version" | "file">;

type Further = Partial<
  Pick<Entry, "service" | "version" | "file" | "producers" | "consumers" | "givenBy" | "fullPath">
>;

export function packEntry(entry: Entry, own: OwnWords): readonly unknown[] {
  const { kind, name, key, id, summary, deprecated, digest, span, service, version, file } = entry;
  const { producers, consumers, givenBy, fullPath } = entry;
  const further: Further = {
    ...(service === own.service ? {} : { service }),
    ...(version === own.version ? {} : { version }),
    ...(file === own.file ? {} : { file }),
    ...(producers && { producers }),
    ...(consumers && { consumers }),
    ...(givenBy && { givenBy }),
    ...(fullPath === undefined ? {} : { fullPath }),
  };
  const place = packSpan(span, own.file);
  const row = [kinds.indexOf(kind), name, key, id, summary, deprecated, digest, ...place];
  return Object.keys(further).length === 0 ? row : [...row, further];
}

export function unpackEntry(row: unknown, own: OwnWords): Entry | undefined {
  if (!Array.isArray(row)) return undefined;
  const [number, name, key, id, summary, deprecated, digest, spanFile, line, column, offset, end] =
    row as unknown[];
  const kind = kinds[isWhole(number) ? number : -1];
  const span = unpackSpan([spanFile, line, column, offset, end], own.file);
  if (kind === undefined || span === undefined || typeof deprecated !== "boolean") return undefined;
  if (!isText(name) || !isText(key) || !isText(id) || !isText(summary) || !isText(digest)) return undefined;
  const further = unpackFurther(row[12]);
  return further && { ...own, kind, name, key, id, summary, deprecated, digest, span, ...further };
}

function unpackFurther(value: unknown): Further | undefined {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null) return undefined;
  const isRight = Object.entries(value).every(([key, each]) =>
    ["producers", "consumers", "givenBy"].includes(key)
      ? isTextList(each)
      : ["service", "version", "file", "fullPath"].includes(key) && isText(each),
  );
  return isRight ? (value as Further) : undefined;
}

function packSpan({ file, line, column, offset, end }: Span, own: string): readonly unknown[] {
  return [file === own ? 0 : file, line, column, offset, end];
}

function unpackSpan([file, line, column, offset, end]: readonly unknown[], own: string): Span | undefined {
  if (!isWhole(line) || !isWhole(column) || !isWhole(offset) || !isWhole(end)) return undefined;
  return file === 0 || isText(file)
    ? { file: file === 0 ? own : file, line, column, offset, end }
    : undefined;
}

export function isDense<T>(list: readonly (T | undefined)[]): list is readonly T[] {
  return !list.includes(undefined);
}
