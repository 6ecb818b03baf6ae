import type { Contract, MediaType, Operation, Response, Schema, SchemaNode } from "./contract.ts";
import { anySchema, saysNothing } from "./empty-schema.ts";

/**
 * The schema that a node stands for, shared names followed, names that merely stand for other names too. A circle of
 * mere names says nothing, so it gives a schema that allows everything.
 */
export function resolveSchema(contract: Contract, node: SchemaNode): Schema {
  const seen = new Set<string>();
  let current = node;
  for (;;) {
    if (current.kind === "schema") {
      const other = mereReference(current);
      if (other === undefined) return current;
      current = other;
      continue;
    }
    const target = seen.has(current.name) ? undefined : contract.schemas.get(current.name);
    if (target === undefined) return anySchema(node.span);
    seen.add(current.name);
    current = target;
  }
}

/**
 * The shared name behind a node: of a reference, of a named schema, or of a schema that only adds words or `null` to
 * a reference, as `{ allOf: [{ $ref }], nullable: true }` does.
 */
export function sharedNameOf(node: SchemaNode): string | undefined {
  if (node.kind === "ref") return node.name;
  const [only, ...others] = node.allOf;
  const wraps =
    node.name === undefined &&
    only?.kind === "ref" &&
    others.length === 0 &&
    saysNothing({ ...node, allOf: [] });
  return wraps ? only.name : node.name;
}

/** The JSON among what can travel: `application/json`, then its kin (`…+json`), then what allows any type. */
export function jsonMedia(content: readonly MediaType[]): MediaType | undefined {
  const kinds = [/^application\/json$/, /^[^;]+\+json$/, /^(?:\*|application)\/\*$/];
  for (const kind of kinds) {
    const media = content.find((each) => kind.test((each.type.split(";")[0] ?? "").trim().toLowerCase()));
    if (media !== undefined) return media;
  }
  return undefined;
}

/** The answers that mean success, in document order: `2…`; `default` only where no 2 or 3 is listed. */
export function successResponses(operation: Operation): readonly Response[] {
  const successes = operation.responses.filter((response) => response.status.startsWith("2"));
  if (successes.length > 0 || operation.responses.some((response) => response.status.startsWith("3")))
    return successes;
  return operation.responses.filter((response) => response.status === "default");
}

function mereReference(schema: Schema): SchemaNode | undefined {
  const [only, ...others] = schema.allOf;
  if (only?.kind !== "ref" || others.length > 0 || schema.nullable || schema.examples.length > 0)
    return undefined;
  const isPlain =
    schema.description === "" &&
    schema.title === undefined &&
    schema.default === undefined &&
    schema.xml === undefined &&
    schema.unknown === undefined &&
    !schema.readOnly &&
    !schema.reopened &&
    !schema.writeOnly &&
    !schema.deprecated;
  return isPlain && saysNothing({ ...schema, allOf: [] }) ? only : undefined;
}
