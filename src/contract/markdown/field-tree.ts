import type { Span } from "#base";
import type { JsonValue } from "../contract.ts";
import type { MapNode, Node } from "../document/node.ts";
import { type Context, type Draft, tell } from "./context.ts";
import { type Field, fieldSchema } from "./field.ts";
import { listOf, mapOf, nodeOf, textNode } from "./make-node.ts";
import { typesOf } from "./read-value.ts";

/** What is said of a value and of what lies within it. */
interface Tree {
  field: Field | undefined;
  readonly properties: Map<string, Tree>;
  items: Tree | undefined;
  values: Tree | undefined;
}

const makeTree = (): Tree => ({
  field: undefined,
  properties: new Map(),
  items: undefined,
  values: undefined,
});

/** Levels of fields within fields; what is deeper is told and left out. */
const deepest = 40;

/**
 * The schema that fields make together, as nodes: an object, or a list where their names begin with brackets. `whole` is
 * what is said of the whole, if anything is.
 */
export function schemaOfFields(
  context: Context,
  fields: readonly Field[],
  span: Span,
  whole: Draft = {},
): MapNode {
  const root = makeTree();
  for (const field of fields) put(context, root, field);
  return schemaOf(context, root, whole, span);
}

function put(context: Context, root: Tree, field: Field): void {
  if (field.steps.length > deepest) {
    tell(context, field.span, {
      rule: "too-deep",
      message: `a field within more than ${deepest} others: it is left out`,
      mend: "describe the inner parts as types of their own",
    });
    return;
  }
  let tree = root;
  for (const step of field.steps) tree = stepInto(tree, step);
  if (tree.field === undefined) tree.field = field;
  else
    tell(context, field.span, {
      rule: "duplicate-field",
      message: `this field is described already on line ${tree.field.span.line}: only the first description counts`,
      mend: "remove one of the two, or write the whole path: address.city",
    });
}

function stepInto(tree: Tree, step: Field["steps"][number]): Tree {
  if (step.kind === "items") {
    tree.items ??= makeTree();
    return tree.items;
  }
  if (step.kind === "values") {
    tree.values ??= makeTree();
    return tree.values;
  }
  let inner = tree.properties.get(step.name);
  if (inner === undefined) {
    inner = makeTree();
    tree.properties.set(step.name, inner);
  }
  return inner;
}

function schemaOf(context: Context, tree: Tree, said: Draft, place: Span): MapNode {
  const span = tree.field?.span ?? place;
  const isLeaf = tree.properties.size === 0 && tree.items === undefined && tree.values === undefined;
  if (isLeaf) return mapOf(span, entriesOf(said, span));
  const types = typesOf(said);
  const isList = tree.items !== undefined || types.includes("array");
  if (isList) return listSchema(context, tree, said, span);
  const inner = [...tree.properties].map(([name, each]) => ({
    name,
    node: schemaOf(context, each, own(each), span),
    isRequired: each.field?.required === true,
    span: each.field?.span ?? span,
  }));
  const required = inner.filter(({ isRequired }) => isRequired).map((each) => textNode(each.name, each.span));
  if (types.length > 0 && !types.includes("object")) tellNoObject(context, span, types);
  const nullable = types.includes("null") ? { type: ["object", "null"] } : { type: "object" };
  return mapOf(span, [
    ...entriesOf({ ...withReference(said), ...nullable }, span),
    [
      "properties",
      inner.length === 0
        ? undefined
        : mapOf(
            span,
            inner.map(({ name, node }) => [name, node]),
          ),
    ],
    ["required", required.length === 0 ? undefined : listOf(span, required)],
    ["additionalProperties", tree.values && schemaOf(context, tree.values, own(tree.values), span)],
  ]);
}

// `items.sku` of a list is said of its items, as is `items[].sku`.
function listSchema(context: Context, tree: Tree, said: Draft, span: Span): MapNode {
  const items = tree.items ?? makeTree();
  for (const [name, inner] of tree.properties)
    if (!items.properties.has(name)) items.properties.set(name, inner);
  items.values ??= tree.values;
  const known = said["items"];
  const base = items.field ? own(items) : isDraft(known) ? known : {};
  const types = typesOf(said);
  return mapOf(span, [
    ...entriesOf({ ...said, type: types.includes("null") ? ["array", "null"] : "array" }, span),
    ["items", schemaOf(context, items, base, span)],
  ]);
}

// Beside fields of its own, a shared type is one that it adds to.
function withReference(said: Draft): Draft {
  const { $ref: reference, ...rest } = said;
  return reference === undefined ? said : { ...rest, allOf: [{ $ref: reference }] };
}

function own({ field }: Tree): Draft {
  return field === undefined ? {} : fieldSchema(field);
}

function isDraft(value: JsonValue | undefined): value is Draft {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(draft: Draft, span: Span): readonly (readonly [string, Node])[] {
  return Object.entries(draft).map(([key, value]) => [key, nodeOf(value, span)] as const);
}

function tellNoObject(context: Context, span: Span, types: readonly string[]): void {
  tell(context, span, {
    rule: "fields-of-no-object",
    message: `fields are described within this one, but its type is ${types.join(" or ")}: it is taken as an object`,
    mend: "write object or array of object as its type",
  });
}
