import type { Span } from "#base";
import type { Contract, MediaType, Operation } from "../contract.ts";
import { flattenSchema } from "../flatten.ts";
import { resolveSchema, sharedNameOf } from "../resolve.ts";
import type { Property, Schema, SchemaNode } from "../schema.ts";

/** A place in one version of a contract that an entry of a changelog speaks of. */
export interface Located {
  readonly span: Span;
  readonly schema?: Schema;
  /** The object that the property belongs, or would belong, to. */
  readonly around?: Schema;
  readonly property?: Property;
}

/** Operations by method and path, whatever the parameters in the path are called. */
export function findOperation(contract: Contract, method: string, path: string): Operation | undefined {
  const key = (text: string): string => text.replaceAll(/\{[^}]*\}/g, "{}");
  return contract.operations.find(
    (operation) => operation.method === method.toLowerCase() && key(operation.path) === key(path),
  );
}

/** The place within one of several bodies: how far the path leads, and whether it leads all the way. */
export function locateIn(
  contract: Contract,
  content: readonly MediaType[],
  path: readonly string[],
): { readonly place?: Located; readonly whole: boolean } {
  let best: { place?: Located; whole: boolean } = { whole: false };
  for (const { schema } of content) {
    if (schema === undefined) continue;
    const found = walk(contract, schema, path);
    if (found.whole) return found;
    if (best.place === undefined || found.place.around !== undefined) best = found;
  }
  return best;
}

/** `items/oneOf[subschema #2: Item]/note` in parts. Brackets may have slashes in them. */
export function splitPath(text: string): readonly string[] {
  return text.match(/(?:[^/[]|\[[^\]]*\])+/g) ?? [];
}

function walk(
  contract: Contract,
  root: SchemaNode,
  path: readonly string[],
): { place: Located; whole: boolean } {
  let node = root;
  let place: Located = { span: root.span };
  for (const [index, step] of path.entries()) {
    const schema = flattenSchema(contract, node);
    const property = schema.properties.find(({ name }) => name === step);
    if (property !== undefined) {
      place = {
        span: property.span,
        schema: resolveSchema(contract, property.schema),
        around: schema,
        property,
      };
      node = property.schema;
      continue;
    }
    const next = stepInto(contract, schema, step);
    if (next === undefined) {
      // Where only the last step leads nowhere, what is missing would stand here.
      const isLast = index === path.length - 1;
      return { place: { span: schema.span, ...(isLast && { around: schema }) }, whole: false };
    }
    node = next;
    place = { span: next.span, schema: resolveSchema(contract, next) };
  }
  return { place: { ...place, schema: flattenSchema(contract, node) }, whole: true };
}

function stepInto(contract: Contract, schema: Schema, step: string): SchemaNode | undefined {
  if (step === "items") return schema.items;
  if (step === "additionalProperties")
    return typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  const [, word, inner] = /^(oneOf|anyOf|allOf)\[([^\]]*)\]$/.exec(step) ?? [];
  if (word === undefined || inner === undefined) return undefined;
  const forms = schema[word as "oneOf" | "anyOf" | "allOf"];
  const number = /^subschema #(\d+)/.exec(inner)?.[1];
  if (number !== undefined) return forms[Number(number) - 1];
  const name = inner.split("/").at(-1);
  return forms.find((form) => sharedNameOf(form) === name || resolveSchema(contract, form).name === name);
}
