import type { Schema, SchemaNode } from "../contract.ts";
import { saysNothing } from "../empty-schema.ts";

/** Brings `oneOf: [X, { type: "null" }]` and its kin to a schema that is nullable. */
export function collapseNull(schema: Schema): Schema {
  return collapse(collapse(schema, "oneOf"), "anyOf");
}

function collapse(schema: Schema, key: "oneOf" | "anyOf"): Schema {
  const branches = schema[key].filter((branch) => !isNullOnly(branch));
  if (branches.length === schema[key].length) return withNullableBranch(schema, key);
  const [only, ...others] = branches;
  if (only === undefined) return { ...schema, [key]: [], const: null, nullable: true };
  if (others.length > 0) return { ...schema, [key]: branches, nullable: true };
  const rest: Schema = { ...schema, [key]: [], nullable: true };
  if (only.kind === "ref" || !saysNothing(rest)) return { ...rest, allOf: [...rest.allOf, only] };
  return describeAnew(only, rest);
}

// One alternative that allows null makes the whole allow it, unless the whole says what it must be.
function withNullableBranch(schema: Schema, key: "oneOf" | "anyOf"): Schema {
  if (schema.types.length > 0 || !schema[key].some((branch) => branch.kind === "schema" && branch.nullable))
    return schema;
  return { ...schema, nullable: true };
}

function isNullOnly(node: SchemaNode): boolean {
  return node.kind === "schema" && node.const === null;
}

// What stands around the alternatives describes the whole, so it wins over the alternative's own description.
function describeAnew(inner: Schema, outer: Schema): Schema {
  return {
    ...inner,
    nullable: true,
    description: outer.description || inner.description,
    examples: outer.examples.length > 0 ? outer.examples : inner.examples,
    readOnly: outer.readOnly || inner.readOnly,
    writeOnly: outer.writeOnly || inner.writeOnly,
    deprecated: outer.deprecated || inner.deprecated,
    span: outer.span,
    ...(outer.title === undefined ? {} : { title: outer.title }),
    ...(outer.unknown === undefined ? {} : { unknown: outer.unknown }),
    ...(outer.default === undefined ? {} : { default: outer.default }),
  };
}
