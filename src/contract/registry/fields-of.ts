import type { Contract } from "../contract.ts";
import { sharedNameOf } from "../resolve.ts";
import type { Schema, SchemaNode } from "../schema.ts";
import type { FieldPlace } from "./entry.ts";

/** Levels of objects within objects that are looked through; what lies deeper is read by its type's name. */
const deepest = 6;

/** Every field that a contract names: of types, of parameters, and of bodies and payloads that have no type of their own. */
export function fieldsOf(contract: Contract): readonly FieldPlace[] {
  return typedFieldsOf(contract).map(({ node: _, ...place }) => place);
}

/** The same with the schema of each. */
export function typedFieldsOf(contract: Contract): readonly (FieldPlace & { readonly node: SchemaNode })[] {
  const places: (FieldPlace & { readonly node: SchemaNode })[] = [];
  const walk = (owner: string, node: SchemaNode | undefined, depth: number): void => {
    if (node === undefined || node.kind === "ref" || depth > deepest) return;
    for (const { name, required, schema, span } of node.properties) {
      places.push({ field: name, owner, type: tellType(schema), required, span, node: schema });
      walk(`${owner}.${name}`, schema, depth + 1);
    }
    for (const part of [...node.allOf, ...node.oneOf, ...node.anyOf]) walk(owner, part, depth + 1);
    if (node.items !== undefined) walk(`${owner}[]`, node.items, depth + 1);
  };
  for (const [name, schema] of contract.schemas) walk(name, schema, 0);
  for (const operation of contract.operations) {
    const name = `${operation.method.toUpperCase()} ${operation.path}`;
    for (const parameter of operation.parameters)
      places.push({
        field: parameter.name,
        owner: `${name} ${parameter.in}`,
        type: tellType(parameter.schema),
        required: parameter.required,
        span: parameter.span,
        node: parameter.schema,
      });
    for (const media of operation.requestBody?.content ?? []) walk(`${name} body`, media.schema, 0);
    for (const { status, content } of operation.responses)
      for (const media of content) walk(`${name} ${status}`, media.schema, 0);
  }
  for (const event of contract.events) {
    walk(`${event.name} payload`, event.payload, 0);
    walk(`${event.name} headers`, event.headers, 0);
  }
  return places;
}

/** A type in a few words: `string (uuid)`, `array of Order`, `Order`, `string or null`. */
export function tellType(node: SchemaNode): string {
  const name = sharedNameOf(node);
  if (node.kind === "ref" || (name !== undefined && node.name === undefined)) return name ?? "";
  const nullable = node.nullable && node.types.length > 0 ? " or null" : "";
  return `${tellSchema(node)}${nullable}`;
}

function tellSchema(schema: Schema): string {
  const choices = [...schema.oneOf, ...schema.anyOf];
  if (schema.items !== undefined)
    return `array of ${schema.items.kind === "ref" ? schema.items.name : tellType(schema.items)}`;
  if (schema.types.length > 0) {
    const format = schema.format === undefined ? "" : ` (${schema.format})`;
    return `${schema.types.join(" or ")}${format}`;
  }
  if (choices.length > 0) return choices.map((each) => tellType(each)).join(" or ");
  if (schema.allOf.length > 0) return schema.allOf.map((each) => tellType(each)).join(" and ");
  if (schema.properties.length > 0) return "object";
  return schema.const === null ? "null" : "any";
}
