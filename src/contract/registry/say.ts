import { digest } from "#base";
import type { Contract, Operation } from "../contract.ts";
import type { ContractEvent } from "../events.ts";
import type { JsonValue, Schema, SchemaNode } from "../schema.ts";

/**
 * What a part of a contract says, without where: plain JSON with sorted keys in which equal promises are equal. Types
 * that it names stand in full beside it, each once.
 */
export interface Said {
  readonly says: JsonValue;
  readonly types: { readonly [name: string]: JsonValue };
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

export function digestOf({ says, types }: Said): string {
  return digest(JSON.stringify([says, types]));
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
  const types = new Map<string, JsonValue>();
  const open: string[] = [];
  const named = new Set<string>();
  const meet = (name: string): void => {
    if (named.has(name)) return;
    named.add(name);
    open.push(name);
  };
  const says = plain(value, meet);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const schema = contract.schemas.get(name);
    if (schema !== undefined) types.set(name, plain({ ...schema, name: undefined }, meet));
  }
  return { says, types: Object.fromEntries([...types].sort(([one], [other]) => compare(one, other))) };
}

/** Any part of a contract as plain JSON: keys sorted, places and what is absent left out. */
function plain(value: unknown, meet: (name: string) => void): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number")
    return value;
  if (Array.isArray(value)) return value.map((each) => plain(each, meet));
  if (value instanceof Map)
    return sorted([...value].map(([key, each]) => [String(key), plain(each, meet)] as const));
  if (typeof value !== "object") return null;
  if (isReference(value)) {
    meet(value.name);
    return { ref: value.name };
  }
  return sorted(
    Object.entries(value)
      .filter(([key, each]) => each !== undefined && !silent.has(key) && !isEmpty(each))
      .map(([key, each]) => [key, plainAt(key, each, meet)] as const),
  );
}

/** Values of the document's own stay as they are, but for the order of keys; order is no promise where none is meant. */
function plainAt(key: string, value: unknown, meet: (name: string) => void): JsonValue {
  if (key === "default" || key === "const") return sortKeys(value as JsonValue);
  if (key === "enum") return (value as readonly JsonValue[]).map(sortKeys).toSorted(compareJson);
  const told = plain(value, meet);
  return key === "properties" && Array.isArray(told) ? told.toSorted(compareJson) : told;
}

function sortKeys(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map(sortKeys);
  return sorted(Object.entries(value).map(([key, each]) => [key, sortKeys(each)] as const));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function sorted(entries: readonly (readonly [string, JsonValue])[]): JsonValue {
  return Object.fromEntries(entries.toSorted(([one], [other]) => compare(one, other)));
}

function compareJson(one: JsonValue, other: JsonValue): number {
  return compare(JSON.stringify(one), JSON.stringify(other));
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
