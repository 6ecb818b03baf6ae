import type { Span } from "#base";
import type { Schema } from "./contract.ts";

/** A schema that says nothing, and so allows everything. */
export function anySchema(span: Span): Schema {
  return {
    kind: "schema",
    description: "",
    types: [],
    nullable: false,
    examples: [],
    uniqueItems: false,
    properties: [],
    allOf: [],
    oneOf: [],
    anyOf: [],
    readOnly: false,
    writeOnly: false,
    deprecated: false,
    span,
  };
}

const annotations: ReadonlySet<string> = new Set([
  "kind",
  "name",
  "title",
  "description",
  "default",
  "examples",
  "readOnly",
  "reopened",
  "writeOnly",
  "deprecated",
  "nullable",
  "unknown",
  "xml",
  "span",
]);

const emptyByDefault: ReadonlySet<string> = new Set([
  "types",
  "properties",
  "allOf",
  "oneOf",
  "anyOf",
  "uniqueItems",
]);

/** Whether a schema says nothing about values, `null` aside: at most words for people. */
export function saysNothing(schema: Schema): boolean {
  return Object.entries(schema).every(([key, value]) => {
    if (annotations.has(key) || value === undefined) return true;
    return emptyByDefault.has(key) && (value === false || (Array.isArray(value) && value.length === 0));
  });
}
