import { snakeCase } from "#base";
import { acceptsValue, type Contract, flattenSchema, type Property, type Schema } from "#contract";
import { isFine, isHeading, isSentence, messageWords, statusWords, successWords } from "./answer-words.ts";
import type { Telling, TellingPart, ToldValue } from "./answers.ts";

const typeWords: readonly string[] = ["type", "kind", "result", "outcome", "level"];
const mediaWords: readonly string[] = ["type", "content_type", "mime_type", "media_type", "mimetype", "mime"];
const sizeWords: readonly string[] = ["size", "length", "bytes", "file_size", "content_length"];
const fileWords: readonly string[] = ["file", "file_name", "filename", "name", "original_name"];

/** What an answer may tell beside how it went. */
export type TellingOf = "anything" | "file" | "rows";

/**
 * Reads an object that only tells how something went: a code, a kind, a message. Undefined where it holds anything else,
 * or something that nothing explains. `of`: of a file that was stored, also its type, its size and its name; of several rows, how many they were.
 */
export function readTelling(
  contract: Contract,
  schema: Schema,
  status: number,
  of: TellingOf = "anything",
): Telling | undefined {
  const all = schema.properties.map(({ name }) => snakeCase(name));
  const parts = schema.properties.map((property) => readPart(contract, property, { all, status, of }));
  const read = parts.filter((part) => part !== undefined);
  if (read.length === 0 || read.length < parts.length) return undefined;
  const says = all.some((name) => saysHow(name) || isSentence(name, all));
  if (of === "rows" && read.some(({ is }) => is.kind === "rows"))
    return { ...(schema.name !== undefined && { schemaName: schema.name }), parts: read };
  if (!says && of !== "file") return undefined;
  return { ...(schema.name !== undefined && { schemaName: schema.name }), parts: read };
}

function saysHow(name: string): boolean {
  return messageWords.includes(name) || successWords.includes(name);
}

/** What stands around a part: the names of all of them, the status of the answer, and what it tells of. */
interface Around {
  readonly all: readonly string[];
  readonly status: number;
  readonly of: TellingOf;
}

function readPart(
  contract: Contract,
  { name, required, schema: node }: Property,
  { all, status, of }: Around,
): TellingPart | undefined {
  const schema = flattenSchema(contract, node);
  const word = snakeCase(name);
  const stored =
    of === "file" ? storedPart(word, schema) : of === "rows" ? countPart(word, schema) : undefined;
  const format = schema.format === undefined ? {} : { format: schema.format };
  if (stored) return { name, required, is: stored, ...format };
  const only = schema.enum !== undefined || schema.const !== undefined;
  const value = toldValues(word, schema, { all, status }).find((each) => acceptsValue(contract, node, each));
  return value === undefined
    ? undefined
    : { name, required, is: { kind: "constant", value, only }, ...format };
}

/** What is told of a file that was stored. */
function storedPart(word: string, { types, enum: choices, format }: Schema): ToldValue | undefined {
  if (choices) return undefined;
  if (types.includes("integer")) return sizeWords.includes(word) ? { kind: "size" } : undefined;
  if (!types.includes("string") || format !== undefined) return undefined;
  if (mediaWords.includes(word)) return { kind: "media-type" };
  return fileWords.includes(word) ? { kind: "file-name" } : undefined;
}

const countWords: ReadonlySet<string> = new Set(
  "affected changed count deleted items modified number of records removed rows total updated".split(" "),
);

/** How many rows something was done to: `deleted`, `deletedCount`, `affected_rows`. */
function countPart(word: string, { types }: Schema): ToldValue | undefined {
  return types.includes("integer") && word.split("_").every((each) => countWords.has(each))
    ? { kind: "rows" }
    : undefined;
}

/** What could stand there after a success, the likeliest first. */
function toldValues(
  word: string,
  schema: Schema,
  { all, status }: Pick<Around, "all" | "status">,
): readonly (string | number | boolean)[] {
  const shown = [schema.const, schema.default, ...schema.examples, ...(schema.enum ?? [])];
  const texts = shown.filter((value) => typeof value === "string");
  const numbers = shown.filter((value) => typeof value === "number");
  if (schema.types.includes("boolean")) return successWords.includes(word) ? [true] : [];
  if (schema.types.includes("integer") || schema.types.includes("number"))
    return statusWords.includes(word) ? [...numbers.filter(isFine), status, 0] : [];
  if (!schema.types.includes("string")) return [];
  if (messageWords.includes(word)) return [...texts, "OK"];
  if (isHeading(word, all)) return texts;
  if (isSentence(word, all)) return texts.filter((text) => /\S\s+\S/.test(text));
  if (statusWords.includes(word) || typeWords.includes(word))
    return [...texts.filter((text) => /^(?:success|succeeded|ok|done|info)/i.test(text)), "success", "ok"];
  return [];
}
