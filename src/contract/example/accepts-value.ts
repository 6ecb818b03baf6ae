import type { Contract, JsonType, JsonValue, Schema, SchemaNode } from "../contract.ts";
import { equalValues, isList, isMap } from "../document/json-value.ts";
import { resolveSchema } from "../resolve.ts";
import { hasFormat } from "./formats.ts";
import { allowsNumber } from "./make-number.ts";
import { matchesPattern } from "./match-pattern.ts";

/** How many schemas may still be held against values: alternatives within alternatives multiply. */
export interface Budget {
  left: number;
}

interface Check {
  readonly contract: Contract;
  readonly budget: Budget;
}

/**
 * Whether a schema allows a value. Bounded: what cannot be told within the budget, and patterns that are not
 * understood, count as allowed.
 */
export function acceptsValue(
  contract: Contract,
  node: SchemaNode,
  value: JsonValue,
  budget: Budget = { left: 100_000 },
): boolean {
  return accepts({ contract, budget }, node, value, new Map());
}

// `known` is about this one value: a schema that comes back to itself holds if the rest of it does.
function accepts(check: Check, node: SchemaNode, value: JsonValue, known: Map<Schema, boolean>): boolean {
  const schema = resolveSchema(check.contract, node);
  const before = known.get(schema);
  check.budget.left -= 1;
  if (before !== undefined || check.budget.left < 0) return before ?? true;
  known.set(schema, true);
  const holds = (value === null && schema.nullable) || holdsFor(check, schema, value, known);
  known.set(schema, holds);
  return holds;
}

function holdsFor(check: Check, schema: Schema, value: JsonValue, known: Map<Schema, boolean>): boolean {
  if (schema.types.length > 0 && !schema.types.some((type) => isOfType(value, type))) return false;
  if (schema.const !== undefined && !equalValues(schema.const, value)) return false;
  if (schema.enum !== undefined && !schema.enum.some((each) => equalValues(each, value))) return false;
  if (typeof value === "string" && !allowsText(schema, value)) return false;
  if (typeof value === "number" && !allowsNumber(schema, value)) return false;
  if (isList(value) && !allowsList(check, schema, value)) return false;
  if (isMap(value) && !allowsMap(check, schema, value)) return false;
  const holds = (node: SchemaNode) => accepts(check, node, value, known);
  return (
    schema.allOf.every(holds) &&
    (schema.anyOf.length === 0 || schema.anyOf.some(holds)) &&
    (schema.oneOf.length === 0 || schema.oneOf.filter(holds).length === 1)
  );
}

function isOfType(value: JsonValue, type: JsonType): boolean {
  if (type === "array") return isList(value);
  if (type === "object") return isMap(value);
  if (type === "integer") return Number.isInteger(value);
  return type === "null" ? value === null : typeof value === type;
}

function allowsText(schema: Schema, text: string): boolean {
  const length = [...text].length;
  return (
    length >= (schema.minLength ?? 0) &&
    length <= (schema.maxLength ?? Infinity) &&
    (schema.pattern === undefined || matchesPattern(schema.pattern, text) !== false) &&
    (schema.format === undefined || hasFormat(schema.format, text))
  );
}

function allowsList(check: Check, schema: Schema, list: readonly JsonValue[]): boolean {
  if (list.length < (schema.minItems ?? 0) || list.length > (schema.maxItems ?? Infinity)) return false;
  if (schema.uniqueItems && new Set(list.map((item) => JSON.stringify(item))).size < list.length)
    return false;
  const { items } = schema;
  return items === undefined || list.every((item) => accepts(check, items, item, new Map()));
}

function allowsMap(check: Check, schema: Schema, map: { readonly [key: string]: JsonValue }): boolean {
  const keys = Object.keys(map);
  if (keys.length < (schema.minProperties ?? 0) || keys.length > (schema.maxProperties ?? Infinity))
    return false;
  if (schema.alsoRequired?.some((name) => !Object.hasOwn(map, name)) === true) return false;
  const declared = new Set<string>();
  for (const property of schema.properties) {
    declared.add(property.name);
    if (!Object.hasOwn(map, property.name)) {
      if (property.required) return false;
    } else if (!accepts(check, property.schema, map[property.name] ?? null, new Map())) return false;
  }
  const others = schema.additionalProperties;
  if (others === undefined || others === true) return true;
  const undeclared = keys.filter((key) => !declared.has(key));
  if (others === false) return undeclared.length === 0;
  return undeclared.every((key) => accepts(check, others, map[key] ?? null, new Map()));
}
