import type { Schema, SchemaNode } from "#contract";
import type { SharedShape } from "./shape.ts";

/** Shared schemas by their names, and nodes with the names that their references have in the end. */
export interface SettledNames {
  readonly schemas: ReadonlyMap<string, Schema>;
  readonly rename: <T extends SchemaNode>(node: T) => T;
}

/**
 * Gives each shape a name of its own. One that is the same both ways is one; where they differ, the name says which way. Classes of one
 * name are told apart by their files.
 */
export function settleNames(shared: ReadonlyMap<string, SharedShape>): SettledNames {
  const differing = findDiffering(shared);
  const names = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const [key, shape] of shared) {
    const isSplit = differing.has(shape.base);
    const wanted = `${shape.name}${isSplit ? (shape.way === "input" ? "-Input" : "-Output") : ""}`;
    const owner = isSplit ? key : shape.base;
    let name = wanted;
    const module = shape.file.replace(/\.py$/, "").replace(/[^\w]+/g, "__");
    for (let way = 1; (owners.get(name) ?? owner) !== owner; way += 1)
      name = `${module}__${wanted}${way === 1 ? "" : `_${way}`}`;
    owners.set(name, owner);
    names.set(key, name);
  }
  const rename = <T extends SchemaNode>(node: T): T => renameIn(node, names) as T;
  const schemas = new Map<string, Schema>();
  for (const [key, { schema }] of shared) {
    const name = names.get(key) ?? key;
    if (!schemas.has(name)) schemas.set(name, { ...rename(schema), name });
  }
  return { schemas, rename };
}

/** Those that look otherwise when they are taken in than when they are given out, or hold one that does. */
function findDiffering(shared: ReadonlyMap<string, SharedShape>): ReadonlySet<string> {
  const byBase = new Map<string, SharedShape[]>();
  const held = new Map<string, Set<string>>();
  for (const shape of shared.values()) {
    byBase.set(shape.base, [...(byBase.get(shape.base) ?? []), shape]);
    const inner = held.get(shape.base) ?? new Set<string>();
    held.set(shape.base, inner);
    const text = JSON.stringify(shape.schema, (_, value) => {
      const target = value?.kind === "ref" ? shared.get(value.name)?.base : undefined;
      if (target !== undefined) inner.add(target);
      return value;
    });
    if (text === undefined) inner.clear();
  }
  const differing = new Set<string>();
  for (const [base, [one, other]] of byBase)
    if (other !== undefined && tellBoth(shared, one) !== tellBoth(shared, other)) differing.add(base);
  for (let before = -1; before < differing.size; ) {
    before = differing.size;
    for (const [base, shapes] of byBase)
      if (shapes.length > 1 && [...(held.get(base) ?? [])].some((inner) => differing.has(inner)))
        differing.add(base);
  }
  return differing;
}

/** What a shape says, whichever way the shapes that it holds go. */
function tellBoth(shared: ReadonlyMap<string, SharedShape>, shape: SharedShape | undefined): string {
  return JSON.stringify(shape?.schema, (_, value) =>
    value?.kind === "ref" ? { ...value, name: shared.get(value.name)?.base } : value,
  );
}

function renameIn(node: SchemaNode, names: ReadonlyMap<string, string>): SchemaNode {
  if (node.kind === "ref") return { ...node, name: names.get(node.name) ?? node.name };
  const inner = (each: SchemaNode): SchemaNode => renameIn(each, names);
  const { items, additionalProperties: more } = node;
  return {
    ...node,
    properties: node.properties.map((each) => ({ ...each, schema: inner(each.schema) })),
    allOf: node.allOf.map(inner),
    anyOf: node.anyOf.map(inner),
    oneOf: node.oneOf.map(inner),
    ...(items === undefined ? {} : { items: inner(items) }),
    ...(typeof more === "object" ? { additionalProperties: inner(more) } : {}),
  };
}
