import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { parse } from "yaml";

type Plain = { readonly [key: string]: unknown };

const folder = new URL("../../contract/documents/", import.meta.url);

/** Files of the contracts that others wrote, by path: `docs/museum/openapi.yaml`. */
export const files: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.ya?ml$/.test(path) && !path.endsWith("swagger.yaml"))
    .map((path) => [`docs/${path}`, readFileSync(new URL(encodeURI(path), folder), "utf8")]),
);

const parsed = new Map([...files].map(([path, text]) => [path, parse(text) as Plain]));

/** A part of a document as it is written, and the file that it stands in. */
export interface Part {
  readonly file: string;
  readonly value: Plain;
}

export const documents: readonly Part[] = [...parsed]
  .filter(([, value]) => "openapi" in value || "asyncapi" in value)
  .map(([file, value]) => ({ file, value }));

/** What a part is, references followed by nothing but paths and keys. */
export function resolve({ file, value }: Part): Part {
  const reference = value["$ref"];
  if (typeof reference !== "string") return { file, value };
  const [path = "", fragment = ""] = reference.split("#");
  const target = path === "" ? file : posix.join(posix.dirname(file), decodeURI(path));
  const start: Part = { file: target, value: parsed.get(target) ?? {} };
  const keys = fragment.split("/").slice(1);
  return resolve(keys.reduce((part, key) => at(part, plainKey(key)) ?? { file: target, value: {} }, start));
}

function plainKey(key: string): string {
  return decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The map under a key, its references followed. */
export function at(part: Part, key: string): Part | undefined {
  const { file, value } = resolve(part);
  const inner = value[key];
  return isMap(inner) ? resolve({ file, value: inner }) : undefined;
}

export function entriesAt(part: Part | undefined, key: string): readonly (readonly [string, Part])[] {
  const map = part && at(part, key);
  if (map === undefined) return [];
  return Object.keys(map.value).flatMap((name) => {
    const inner = at(map, name);
    return inner === undefined ? [] : [[name, inner] as const];
  });
}

export function itemsAt(part: Part | undefined, key: string): readonly Part[] {
  const list = part?.value[key];
  if (part === undefined || !Array.isArray(list)) return [];
  return list.filter(isMap).map((value) => resolve({ file: part.file, value }));
}

/** Names and types of the properties of a schema, those of its `allOf` among them: `id string`. */
export function propertiesOf(part: Part | undefined): readonly string[] {
  if (part === undefined) return [];
  const schema = resolve(part);
  const own = entriesAt(schema, "properties").map(([name, each]) => `${name} ${typeOf(each)}`);
  return [...new Set([...own, ...itemsAt(schema, "allOf").flatMap(propertiesOf)])].sort();
}

function typeOf(part: Part): string {
  const { type } = part.value;
  const types = (Array.isArray(type) ? type : [type]).filter(
    (each) => typeof each === "string" && each !== "null",
  );
  if (types.length > 0) return types.join("|");
  const inherited = itemsAt(part, "allOf").map(typeOf);
  return inherited.find((each) => each !== "?") ?? "?";
}

function isMap(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
