import fc from "fast-check";
import type { JsonValue } from "#contract";
import { nastyTexts } from "../python/texts.ts";

/** One change to a document: which of its nodes, what is done there, and with what. */
export interface Mutation {
  readonly node: number;
  readonly kind: (typeof kinds)[number];
  readonly other: number;
  readonly text: string;
  readonly value: JsonValue;
}

const kinds = ["drop", "double", "swap", "copy", "replace", "rename", "text"] as const;

/** What stands in contracts where something else should, and what is in none. */
const values: readonly JsonValue[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "date",
  [],
  {},
  [[]],
  ["string", "null"],
  { type: "null" },
  { type: "string" },
  { type: "integer", minimum: 3, maximum: 2 },
  { type: "string", format: "uuid", readOnly: true },
  { type: "array", items: { type: "array", items: {} } },
  { type: "object", additionalProperties: { type: "integer" } },
  { oneOf: [{ type: "string" }, { type: "object" }] },
  { allOf: [{ type: "object", properties: { id: { type: "integer" } } }, { nullable: true }] },
  { enum: [] },
  { enum: ["None", "none", 1, null] },
  { const: "class" },
  { type: "string", pattern: "^(a|b)[" },
  { type: "string", minLength: 5, maxLength: 4 },
  { $ref: "#/components/schemas/Missing" },
  { $ref: "#" },
  { $ref: "https://nobody.test/schema.json" },
  { $ref: "../../../etc/passwd" },
];

const names = [
  ...nastyTexts,
  ...["id", "Id", "ID", "self", "cls", "class", "None", "model_config", "metadata", "registry", "session"],
  ...["__proto__", "constructor", "__init__", "имя", "名前", "../up", "a/b", "a.b", "{x}", "%2e%2e", "con"],
];

export const anyMutation: fc.Arbitrary<Mutation> = fc.record({
  node: fc.nat(1_000_000),
  kind: fc.constantFrom(...kinds),
  other: fc.nat(1_000_000),
  text: fc.oneof(fc.constantFrom(...names), fc.string({ unit: "grapheme", maxLength: 12 })),
  value: fc.constantFrom(...values),
});

interface Place {
  readonly holder: JsonValue[] | { [key: string]: JsonValue };
  readonly key: string | number;
}

/** The document with each of the changes made to it, one after the other. */
export function mutate(document: JsonValue, mutations: readonly Mutation[]): JsonValue {
  const whole: { [key: string]: JsonValue } = { root: structuredClone(document) };
  for (const mutation of mutations) mutateOnce(whole, mutation);
  return whole["root"] ?? null;
}

function mutateOnce(whole: { [key: string]: JsonValue }, mutation: Mutation): void {
  const places: Place[] = [];
  collect(whole["root"] ?? null, places);
  const place = places[mutation.node % Math.max(1, places.length)];
  const other = places[mutation.other % Math.max(1, places.length)];
  if (!place || !other) return;
  const here = read(place);
  if (mutation.kind === "drop") drop(place);
  else if (mutation.kind === "double") double(place, mutation.text);
  else if (mutation.kind === "copy") write(place, structuredClone(read(other)));
  else if (mutation.kind === "replace") write(place, mutation.value);
  else if (mutation.kind === "text") write(place, mutation.text);
  else if (mutation.kind === "rename") rename(place, mutation.text);
  else {
    const there = structuredClone(read(other));
    write(other, structuredClone(here));
    write(place, there);
  }
}

function collect(value: JsonValue, places: Place[]): void {
  if (typeof value !== "object" || value === null) return;
  const holder = value as Place["holder"];
  for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
    const place: Place = { holder, key };
    places.push(place);
    collect(read(place), places);
  }
}

function read({ holder, key }: Place): JsonValue {
  return (holder as { [key: string | number]: JsonValue })[key] ?? null;
}

function write({ holder, key }: Place, value: JsonValue): void {
  // Defined and not assigned: the key may be `__proto__`.
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}

function drop({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function double(place: Place, name: string): void {
  const value = structuredClone(read(place));
  if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 0, value);
  else write({ holder: place.holder, key: `${place.key}${name}` }, value);
}

function rename(place: Place, name: string): void {
  if (Array.isArray(place.holder)) write(place, name);
  else {
    const value = read(place);
    drop(place);
    write({ holder: place.holder, key: name }, value);
  }
}
