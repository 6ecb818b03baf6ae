import { digest, remember } from "#base";
import type { Contract, Operation } from "../contract.ts";
import type { ContractEvent } from "../events.ts";
import type { JsonValue, Schema, SchemaNode } from "../schema.ts";

/**
 * What a part of a contract says, without where: JSON with sorted keys that is the same text for equal promises. Types that it
 * names stand in full beside it, each once.
 */
export interface Said {
  readonly text: string;
  readonly types: readonly string[];
}

/** Everything that an operation promises. Its id and its tags are names in the document, and no promise. */
export function sayOperation(contract: Contract, operation: Operation): Said {
  const { declaredId, id, tags, span, segments, security, ...promises } = operation;
  const asked = security.map((alternative) =>
    Object.fromEntries(
      [...alternative].map(([name, scopes]) => [
        name,
        { scheme: contract.securitySchemes.get(name), scopes: scopes.toSorted() },
      ]),
    ),
  );
  return say(contract, {
    ...promises,
    path: `${contract.basePath}${namelessPath(operation)}`,
    parameters: operation.parameters.toSorted((one, other) => compare(keyOf(one), keyOf(other))),
    responses: operation.responses.toSorted((one, other) => compare(one.status, other.status)),
    security: asked,
  });
}

/** What an event carries, and how; who gives and takes it is told by each of them, and is not part of it. */
export function sayEvent(contract: Contract, event: ContractEvent): Said {
  const { contentType, payload, headers, correlation, channel, deprecated } = event;
  const carried = channel && {
    address: channel.address,
    parameters: channel.parameters.map(({ name, schema }) => ({ name, schema })),
  };
  return say(contract, { contentType, payload, headers, correlation, deprecated, channel: carried });
}

export function sayType(contract: Contract, schema: Schema): Said {
  return say(contract, { schema: { ...schema, name: undefined } });
}

export function digestOf({ text }: Said): string {
  return digest(text);
}

/** `/orders/{}`: how parameters of a path are called is part of the operation, not of what it is. */
export function namelessPath({ segments, path }: Operation): string {
  return segments.length === 0 ? path : path.replace(/\{[^{}]*\}/g, "{}");
}

function keyOf({ in: place, name }: { readonly in: string; readonly name: string }): string {
  return `${place} ${name}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function say(contract: Contract, value: unknown): Said {
  const known = toldTypes(contract);
  const types = new Set<string>();
  const open: string[] = [];
  const meet = (name: string): void => {
    if (types.has(name)) return;
    types.add(name);
    open.push(name);
  };
  const says = tell(value, meet);
  const texts = new Map<string, string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const told = known(name);
    if (told === undefined) continue;
    texts.set(name, told.text);
    for (const other of told.names) meet(other);
  }
  return { text: `[${says},${object(texts)}]`, types: [...texts.keys()] };
}

interface ToldType {
  readonly text: string;
  /** Types that it names itself. */
  readonly names: readonly string[];
}

/** Many operations name the same types, whose texts are made once for each contract. */
const toldByContract = new WeakMap<Contract, Map<string, ToldType>>();

function toldTypes(contract: Contract): (name: string) => ToldType | undefined {
  const told = toldByContract.get(contract) ?? new Map<string, ToldType>();
  toldByContract.set(contract, told);
  return (name) => {
    const known = told.get(name);
    const schema = contract.schemas.get(name);
    if (known !== undefined || schema === undefined) return known;
    const names = new Set<string>();
    const text = tell({ ...schema, name: undefined }, (other) => names.add(other));
    const made = { text, names: [...names] };
    told.set(name, made);
    return made;
  };
}

/** Parts of contracts have few names, again and again. */
const quote = remember((key) => JSON.stringify(key));

type Meet = (name: string) => void;

/** Any part of a contract as JSON: keys sorted, places and what is absent left out. */
function tell(value: unknown, meet: Meet): string {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each) => tell(each, meet)).join()}]`;
  if (value instanceof Map)
    return object(new Map([...value].map(([key, each]) => [String(key), tell(each, meet)] as const)));
  if (typeof value !== "object") return "null";
  if (isReference(value)) {
    meet(value.name);
    return `{"ref":${JSON.stringify(value.name)}}`;
  }
  let text = "";
  for (const key of Object.keys(value).sort()) {
    const each = (value as Readonly<Record<string, unknown>>)[key];
    if (each === undefined || silent.has(key) || isEmpty(each)) continue;
    text += `${text === "" ? "" : ","}${quote(key)}:${tellAt(key, each, meet)}`;
  }
  return `{${text}}`;
}

/** Values of the document's own stay as they are, but for the order of keys; order is no promise where none is meant. */
function tellAt(key: string, value: unknown, meet: Meet): string {
  if (key === "default" || key === "const") return tellValue(value as JsonValue);
  if (key === "enum") return `[${(value as readonly JsonValue[]).map(tellValue).sort().join()}]`;
  return key === "properties" && Array.isArray(value)
    ? `[${value
        .map((each) => tell(each, meet))
        .sort()
        .join()}]`
    : tell(value, meet);
}

function tellValue(value: JsonValue): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(tellValue).join()}]`;
  return object(new Map(Object.entries(value).map(([key, each]) => [key, tellValue(each)] as const)));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** An object of texts with its keys in the order that any object of the language has: whole numbers first, then by letters. */
function object(texts: ReadonlyMap<string, string>): string {
  const sorted = [...texts.keys()].sort();
  const keys = sorted.some((key) => /^\d/.test(key))
    ? Object.keys(Object.fromEntries(sorted.map((key) => [key, 0])))
    : sorted;
  return `{${keys.map((key) => `${JSON.stringify(key)}:${texts.get(key) ?? ""}`).join()}}`;
}

const silent = new Set(["span", "kind", "summary", "description", "title", "examples", "unknown"]);

/** An empty list or text says the same as none; `false` and 0 do not. */
function isEmpty(value: unknown): boolean {
  return (
    value === "" || (Array.isArray(value) && value.length === 0) || (value instanceof Map && value.size === 0)
  );
}

function isReference(value: object): value is Extract<SchemaNode, { kind: "ref" }> {
  return "kind" in value && value.kind === "ref" && "name" in value;
}
