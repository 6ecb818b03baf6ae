import type { Contract, Schema, SchemaNode } from "./contract.ts";
import { anySchema } from "./empty-schema.ts";
import { mergeSchemas } from "./merge.ts";
import { resolveSchema } from "./resolve.ts";

// By schema, within one contract: readonly data in, so the same answer for as long as both live.
const flattened = new WeakMap<Contract, WeakMap<Schema, Schema>>();

/**
 * One schema that says what the node and all members of its `allOf` say together: properties, required names, bounds.
 * Alternatives (`oneOf`, `anyOf`) stay what they are, but for a single one, which is as good as a member. What cannot
 * be merged stays in `allOf`. Properties are not flattened in their turn. Safe where schemas contain themselves.
 */
export function flattenSchema(contract: Contract, node: SchemaNode): Schema {
  let known = flattened.get(contract);
  if (known === undefined) {
    known = new WeakMap();
    flattened.set(contract, known);
  }
  // By what is behind the names, so that all references to a schema give the same object.
  const schema = resolveSchema(contract, node);
  const before = known.get(schema);
  if (before !== undefined) return before;
  const flat = flatten(contract, schema);
  known.set(schema, flat);
  return flat;
}

function flatten(contract: Contract, schema: Schema): Schema {
  if (membersOf(schema).length === 0) return schema;
  const parts = collectParts(contract, schema);
  const [first = anySchema(schema.span), ...others] = parts;
  const merged = others.reduce(mergeSchemas, first);
  return { ...merged, nullable: isNullable(parts), ...settleRequired(merged) };
}

// Members of members, each once: that ends circles, and keeps the work linear in what is written.
function collectParts(contract: Contract, schema: Schema): readonly Schema[] {
  const parts: Schema[] = [];
  const seen = new Set<Schema>();
  const open: { schema: Schema; nullable: boolean }[] = [{ schema, nullable: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next.schema)) continue;
    seen.add(next.schema);
    // `null` that is allowed around a reference is allowed behind it as well.
    const nullable = next.nullable || next.schema.nullable;
    const members = membersOf(next.schema);
    parts.push({ ...withoutMembers(next.schema), nullable });
    for (const member of members.toReversed())
      open.push({ schema: resolveSchema(contract, member), nullable });
  }
  return parts;
}

function membersOf(schema: Schema): readonly SchemaNode[] {
  return [
    ...schema.allOf,
    ...(schema.oneOf.length === 1 ? schema.oneOf : []),
    ...(schema.anyOf.length === 1 ? schema.anyOf : []),
  ];
}

function withoutMembers(schema: Schema): Schema {
  return {
    ...schema,
    allOf: [],
    oneOf: schema.oneOf.length === 1 ? [] : schema.oneOf,
    anyOf: schema.anyOf.length === 1 ? [] : schema.anyOf,
  };
}

// Those that say nothing about types allow null anyhow.
function isNullable(parts: readonly Schema[]): boolean {
  const strict = parts.filter(
    (part) => part.types.length > 0 || part.enum !== undefined || part.const !== undefined,
  );
  if (strict.length > 0) return strict.every((part) => part.nullable);
  return parts.some((part) => part.nullable);
}

function settleRequired(merged: Schema): Pick<Schema, "properties" | "alsoRequired"> {
  const required = new Set(merged.alsoRequired);
  const names = new Set(merged.properties.map((property) => property.name));
  return {
    properties: merged.properties.map((property) =>
      required.has(property.name) && !property.required ? { ...property, required: true } : property,
    ),
    alsoRequired: [...required].filter((name) => !names.has(name)),
  };
}
