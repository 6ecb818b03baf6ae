import { snakeCase } from "#base";
import { acceptsValue, type Contract, flattenSchema, type Property, type Schema } from "#contract";
import type { Telling, TellingPart, ToldValue } from "./answers.ts";
import { answerShape } from "./bodies.ts";
import type { AnswerShape } from "./body-shapes.ts";
import type { Draft } from "./draft.ts";
import { scalarType } from "./field-values.ts";
import type { OperationShape } from "./shapes.ts";

const healthWords: readonly string[] = ["status", "state", "health", "result", "api", "service_status"];
const databaseWords: readonly string[] = [
  "database",
  "db",
  "database_status",
  "db_status",
  "storage",
  "store",
];
const flagWords: readonly string[] = [
  "ok",
  "healthy",
  "is_healthy",
  "alive",
  "ready",
  "up",
  "success",
  "available",
];
const timeWords: readonly string[] = [
  "timestamp",
  "time",
  "now",
  "date",
  "server_time",
  "checked_at",
  "current_time",
];
const versionWords: readonly string[] = ["version", "api_version", "app_version", "release", "semver"];
const nameWords: readonly string[] = [
  "name",
  "title",
  "service",
  "app",
  "api",
  "application",
  "app_name",
  "service_name",
];
const textWords: readonly string[] = ["message", "msg", "detail", "description"];

/** What is said where all is well, the likeliest first. */
const good: readonly string[] = [
  "ok",
  "healthy",
  "up",
  "pass",
  "alive",
  "ready",
  "available",
  "running",
  "success",
];

/** What an operation that is asked about the service itself tells of it. */
export type SystemQuestion = "health" | "service";

/**
 * Reads an object that tells how the service is, or what it is. Undefined where it must hold what nothing explains; what
 * may be left out and is not explained is left out.
 */
export function readSystemTelling(
  contract: Contract,
  schema: Schema,
  about: SystemQuestion,
): Telling | undefined {
  const read = schema.properties.map((property) => readPart(contract, property, about));
  const parts = read.filter((part) => part !== undefined);
  const tells = parts.some(({ is }) => is.kind !== "left-out");
  if (!tells || parts.length < read.length) return undefined;
  return { ...(schema.name !== undefined && { schemaName: schema.name }), parts };
}

function readPart(
  contract: Contract,
  { name, required, schema: node }: Property,
  about: SystemQuestion,
): TellingPart | undefined {
  const schema = flattenSchema(contract, node);
  const format = schema.format === undefined ? {} : { format: schema.format };
  const is = readTold(contract, snakeCase(name), schema, about) ?? leftOut(required, schema);
  if (!is || (is.kind === "constant" && !acceptsValue(contract, node, is.value))) return undefined;
  return { name, required, is, ...format };
}

function readTold(
  contract: Contract,
  word: string,
  schema: Schema,
  about: SystemQuestion,
): ToldValue | undefined {
  const constant = (value: string | boolean): ToldValue => ({
    kind: "constant",
    value,
    only: schema.enum !== undefined || schema.const !== undefined,
  });
  if (schema.types.length !== 1) return undefined;
  if (schema.types[0] === "boolean")
    return about === "health" && flagWords.includes(word) ? constant(true) : undefined;
  if (schema.types[0] !== "string") return undefined;
  if (schema.format === "date-time") return timeWords.includes(word) ? { kind: "now" } : undefined;
  if (schema.format !== undefined) return undefined;
  if (about === "health" && (healthWords.includes(word) || databaseWords.includes(word)))
    return constant(goodWord(schema));
  if (versionWords.includes(word)) return contract.version === "" ? undefined : constant(contract.version);
  if (nameWords.includes(word)) return contract.title === "" ? undefined : constant(contract.title);
  if (!textWords.includes(word)) return undefined;
  if (word === "description" && contract.description !== "") return constant(contract.description);
  const [text] = textsOf(schema);
  if (about === "health") return constant(text ?? "OK");
  const said = text === undefined ? undefined : ofVersion(text, contract.version);
  return said === undefined ? undefined : constant(said);
}

/** An example of what is said of the service, about the version that it has; undefined where it names several. */
function ofVersion(text: string, version: string): string | undefined {
  const number = /\d+(?:\.\d+)+/g;
  const named = new Set(text.match(number) ?? []);
  if (named.size === 0) return text;
  return named.size === 1 && version !== "" ? text.replace(number, () => version) : undefined;
}

/** What may be left out, and nothing explains. */
function leftOut(required: boolean, schema: Schema): ToldValue | undefined {
  const [type, ...others] = schema.types;
  const isScalar = type !== undefined && type !== "array" && type !== "object" && type !== "null";
  return !required && others.length === 0 && isScalar
    ? { kind: "left-out", type: scalarType(schema) }
    : undefined;
}

/** A word for all is well, as the contract spells it. */
function goodWord(schema: Schema): string {
  const known = textsOf(schema);
  const words = good.flatMap((word) => known.find((text) => text.toLowerCase() === word) ?? []);
  return words[0] ?? known[0] ?? "ok";
}

function textsOf({ const: only, default: usual, examples, enum: choices = [] }: Schema): readonly string[] {
  return [only, ...choices, usual, ...examples].filter((value) => typeof value === "string");
}

/** The success answer of such a question: it shows no row. */
export function systemAnswer(shape: OperationShape, draft: Draft, telling: Telling | undefined): AnswerShape {
  const { representation: _, telling: __, envelopeName: ___, ...plain } = answerShape(shape, draft);
  return { ...plain, ...(telling && { telling }) };
}

/** Whether a question is about the system and nothing in it: a `GET` of a literal path, without parameters, below no rows. */
export function asksSystem({ operation, place }: OperationShape, { resources }: Draft): boolean {
  const isBelow = resources.some(({ collections }) =>
    collections.some((path) => operation.path.startsWith(`${path}/`)),
  );
  return operation.method === "get" && operation.parameters.length === 0 && place.kind !== "item" && !isBelow;
}
