import type { EvidenceStep } from "#base";
import {
  acceptsValue,
  type Contract,
  exampleOf,
  flattenSchema,
  type JsonValue,
  type Schema,
  type SchemaNode,
} from "#contract";
import { type ErrorPart, type ErrorProperty, messagePath } from "./error-form.ts";
import { type ErrorPlace, fits, isText, messageNames, roleOf, squash } from "./error-roles.ts";
import { step } from "./evidence.ts";
import { isObject } from "./shapes.ts";

/** An error schema being read; what nothing tells is noted. */
interface Reading {
  readonly contract: Contract;
  readonly isProblem: boolean;
  readonly guesses: EvidenceStep[];
}

interface Position {
  readonly depth: number;
  readonly isListed: boolean;
}

export interface ErrorBody {
  readonly part: ErrorPart;
  /** Places that must say something and of which nothing tells what. */
  readonly guesses: readonly EvidenceStep[];
}

/** How an error schema is filled: each place by what its name and type say of it. */
export function readErrorBody(contract: Contract, node: SchemaNode, isProblem: boolean): ErrorBody {
  const reading: Reading = { contract, isProblem, guesses: [] };
  const schema = flattenSchema(contract, node);
  const part = readPart(reading, schema, { depth: 0, isListed: false }) ?? constant(reading, schema);
  return { part, guesses: reading.guesses };
}

const deepest = 5;

function readPart(reading: Reading, schema: Schema, position: Position): ErrorPart | undefined {
  if (position.depth > deepest) return undefined;
  if (isObject(schema)) return readObject(reading, schema, position);
  if (schema.types.includes("array")) return readList(reading, schema, position);
  const alternatives = [...schema.oneOf, ...schema.anyOf];
  if (alternatives.length > 0) return readAlternatives(reading, alternatives, position);
  return isText(schema) ? message(reading, schema) : undefined;
}

/** The first alternative that has a place for the words, else the first that can be filled. */
function readAlternatives(
  reading: Reading,
  nodes: readonly SchemaNode[],
  position: Position,
): ErrorPart | undefined {
  const read = nodes.flatMap((node) => {
    const trial: Reading = { ...reading, guesses: [] };
    const next = { ...position, depth: position.depth + 1 };
    const part = readPart(trial, flattenSchema(reading.contract, node), next);
    return part ? [{ part, guesses: trial.guesses }] : [];
  });
  const chosen = read.find(({ part }) => messagePath(part)) ?? read[0];
  reading.guesses.push(...(chosen?.guesses ?? []));
  return chosen?.part;
}

function message({ contract }: Reading, schema: Schema): ErrorPart | undefined {
  const { maxLength } = schema;
  const part: ErrorPart = { kind: "message", ...(maxLength !== undefined && { maxLength }) };
  return fits(contract, schema, part) ? part : undefined;
}

function readList(reading: Reading, schema: Schema, position: Position): ErrorPart | undefined {
  if (!schema.items) return { kind: "each", item: { kind: "message" }, placed: false };
  const inner = { depth: position.depth + 1, isListed: true };
  const item = readPart(reading, flattenSchema(reading.contract, schema.items), inner);
  return item && messagePath(item) ? { kind: "each", item, placed: false } : undefined;
}

interface Candidate {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

function readObject(reading: Reading, schema: Schema, position: Position): ErrorPart {
  const candidates = propertiesOf(reading.contract, schema);
  const roles = new Map(candidates.map((each) => [each, propertyRole(reading, each, candidates, position)]));
  const text = findText(reading, candidates, roles);
  const properties = candidates.flatMap((candidate): readonly ErrorProperty[] => {
    const { name, required } = candidate;
    const part =
      candidate === text
        ? message(reading, candidate.schema)
        : (roles.get(candidate) ?? readInner(reading, candidate, position, text !== undefined));
    if (part) return [{ name, required, part }];
    if (!required) return [];
    const words = isText(candidate.schema) && messageNames.includes(squash(name));
    const again = words ? message(reading, candidate.schema) : undefined;
    return [{ name, required, part: again ?? constant(reading, candidate.schema, name) }];
  });
  return { kind: "object", properties };
}

function propertiesOf(contract: Contract, schema: Schema): readonly Candidate[] {
  const [alternative] = [...schema.oneOf, ...schema.anyOf];
  const more = alternative ? flattenSchema(contract, alternative).properties : [];
  const known = new Set(schema.properties.map(({ name }) => name));
  return [...schema.properties, ...more.filter(({ name }) => !known.has(name))].map((property) => ({
    name: property.name,
    required: property.required,
    schema: flattenSchema(contract, property.schema),
  }));
}

function propertyRole(
  { contract, isProblem }: Reading,
  { name, schema }: Candidate,
  siblings: readonly Candidate[],
  { isListed }: Position,
): ErrorPart | undefined {
  const place: ErrorPlace = { contract, name, schema, siblings, isListed, isProblem };
  if (isListed && squash(name) === "loc" && schema.types.includes("array")) {
    const steps: ErrorPart = { kind: "place", as: "steps" };
    return fits(contract, schema, steps) ? steps : undefined;
  }
  return roleOf(place);
}

/** The property for the words: by its name, else the first text that nothing else is known of. */
function findText(
  reading: Reading,
  candidates: readonly Candidate[],
  roles: ReadonlyMap<Candidate, ErrorPart | undefined>,
): Candidate | undefined {
  const free = candidates.filter(
    (each) => !roles.get(each) && isText(each.schema) && message(reading, each.schema),
  );
  const ranked = messageNames.flatMap((name) => free.filter((each) => squash(each.name) === name));
  return ranked[0] ?? free.find(({ required, schema }) => required && schema.types.includes("string"));
}

/** What stands deeper: lists and objects that have a place for the words, and maps by place. */
function readInner(
  reading: Reading,
  { name, schema }: Candidate,
  position: Position,
  isTold: boolean,
): ErrorPart | undefined {
  const map = readMap(reading, name, schema, isTold);
  if (map) return map;
  const isDeeper = isObject(schema) || schema.types.includes("array") || schema.types.length === 0;
  if (!isDeeper) return undefined;
  const trial: Reading = { ...reading, guesses: [] };
  const part = readPart(trial, schema, { ...position, depth: position.depth + 1 });
  if (!part || !messagePath(part)) return undefined;
  // Beside a text that says all of it, only a list that is there for what is wrong says it again.
  if (isTold && !hasPlace(part.kind === "each" ? part.item : part) && !listNames.has(squash(name)))
    return undefined;
  reading.guesses.push(...trial.guesses);
  if (part.kind !== "each" || !isTold || !hasPlace(part.item)) return part;
  return (schema.minItems ?? 0) > 0 ? part : { ...part, placed: true };
}

const listNames = new Set([
  "errors",
  "messages",
  "details",
  "issues",
  "violations",
  "problems",
  "causes",
  "reasons",
]);

/** Whether an item says where something is wrong. */
export function hasPlace(item: ErrorPart): boolean {
  if (item.kind === "place") return true;
  return item.kind === "object" && item.properties.some(({ part }) => hasPlace(part));
}

const mapNames = new Set([
  "errors",
  "fielderrors",
  "fields",
  "violations",
  "validationerrors",
  "invalidparams",
]);

/** `{"errors": {"title": ["must not be blank"]}}` */
function readMap(
  { contract }: Reading,
  name: string,
  schema: Schema,
  isTold: boolean,
): ErrorPart | undefined {
  if (!schema.types.includes("object") || schema.properties.length > 0 || !mapNames.has(squash(name)))
    return undefined;
  const { additionalProperties: values } = schema;
  if (values === false) return undefined;
  const value = typeof values === "object" ? flattenSchema(contract, values) : undefined;
  const isPlain = value?.types.includes("string") === true;
  const sample: JsonValue = { title: isPlain ? "must not be blank" : ["must not be blank"] };
  if (!acceptsValue(contract, schema, sample)) return undefined;
  return { kind: "by-place", many: !isPlain, placed: isTold };
}

/** What is always said where nothing tells what to say. */
function constant(reading: Reading, schema: Schema, name = "an error body"): ErrorPart {
  const { contract } = reading;
  const neutral: readonly JsonValue[] = ["", 0, false, [], {}];
  const known = [schema.default, schema.const, schema.enum?.[0]].filter((value) => value !== undefined);
  const value = [...known, ...(schema.nullable ? [null] : []), ...neutral].find((each) =>
    acceptsValue(contract, schema, each),
  );
  const chosen = value ?? exampleOf(contract, schema, { direction: "response", optional: false });
  const text = `nothing tells what ${name} is to say: it is always ${JSON.stringify(chosen)}`;
  reading.guesses.push(step(text, schema.span));
  return { kind: "constant", value: chosen };
}
