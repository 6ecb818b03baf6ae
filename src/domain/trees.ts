import { singular, snakeCase, splitWords } from "#base";
import { type Contract, type Property, type Schema, templateOf } from "#contract";
import type { Entity, Field, FieldMeaning } from "./domain.ts";
import { findSelector } from "./identity.ts";
import { objectSchema } from "./kinds.ts";
import { hasWord, sameName } from "./names.ts";
import type { AnsweredSchema, Resource } from "./resources.ts";
import { givenProperties, isSameSchema, propertySchema } from "./schemas.ts";
import type { OperationShape } from "./shapes.ts";

/** Rows of one kind that stand below one another: what they show of that, by the names of the fields. */
export type TreeFields = ReadonlyMap<string, TreeMeaning>;

type TreeMeaning = Extract<FieldMeaning, { readonly kind: "tree" | "children" }>;
type Entry = readonly [string, TreeMeaning];

/**
 * The fields by which rows show where they stand, if some operation makes a row below another one of its kind and one
 * makes rows at the top: no body gives them.
 */
export function findTree(
  contract: Contract,
  resources: readonly Resource[],
  resource: Resource,
): TreeFields | undefined {
  const { inputs, answers, shapes } = resource;
  const key = keyOf(contract, resources, resource);
  const makesTop = inputs.some(({ creates, shape }) => creates && shape.place.kind === "literal");
  if (!key || !makesTop || !shapes.some((shape) => makesBelow(shape, resource))) return undefined;
  const given = new Set(
    inputs.flatMap(({ schema }) => givenProperties(contract, schema).map(({ name }) => name)),
  );
  const shown = answers
    .flatMap(({ schema }) => schema.properties)
    .filter(({ name }) => !given.has(name))
    .map((property) => ({ name: property.name, schema: propertySchema(contract, property.schema) }));
  const above = shown.find(({ name, schema }) => isAbove(name, schema, key, resource));
  if (!above) return undefined;
  const told = (read: (property: Shown) => Tells | undefined): readonly Entry[] => {
    const found = shown.flatMap((property): readonly Entry[] => {
      const tells = read(property);
      return tells ? [[property.name, { kind: "tree", tells }]] : [];
    });
    return found.slice(0, 1);
  };
  return new Map<string, TreeMeaning>([
    [above.name, { kind: "tree", tells: { is: "above", type: typeOf(key) } }],
    ...told(({ name, schema }) => levelOf(name, schema)),
    ...told(({ name, schema }) => pathOf(name, schema, key)),
    ...answers.flatMap((answer) => childrenOf(answer, contract)),
  ]);
}

/** Whether an operation makes a row below another one of its kind: `POST /topics/{id}/subtopics`. */
export function makesBelow(
  { operation, place, body, answer }: OperationShape,
  { name, collections }: Pick<Resource, "name" | "collections">,
): boolean {
  if (operation.method !== "post" || place.kind !== "tail" || !body || answer.kind !== "row") return false;
  if (!collections.includes(place.above?.collection ?? "")) return false;
  const word = singular(snakeCase(place.name).replace(/^sub_?/, ""));
  return word === "child" || word === snakeCase(name) || isLastOf(collections, word);
}

function isLastOf(collections: readonly string[], word: string): boolean {
  return collections.some(
    (path) => !path.includes("{") && singular(snakeCase(path.split("/").at(-1) ?? "")) === word,
  );
}

type Shown = Pick<Property, "name"> & { readonly schema: Schema };

function keyOf(contract: Contract, resources: readonly Resource[], resource: Resource): Schema | undefined {
  const selector = findSelector(resources, resource);
  const property = resource.answers
    .flatMap(({ schema }) => schema.properties)
    .find(({ name }) => name === selector?.field);
  const schema = property && propertySchema(contract, property.schema);
  return schema && ["integer", "string"].some((type) => schema.types.includes(type as "integer"))
    ? schema
    : undefined;
}

function typeOf(key: Schema): "integer" | "uuid" | "string" {
  if (key.types.includes("integer")) return "integer";
  return key.format === "uuid" ? "uuid" : "string";
}

/** `parentId`, `parent_topic_id`, `parent`: a key like that of the rows, which those at the top have none of. */
function isAbove(name: string, schema: Schema, key: Schema, resource: Resource): boolean {
  const own = snakeCase(resource.name);
  const names = ["parent", "parent_id", `parent_${own}`, `parent_${own}_id`];
  if (!names.some((each) => sameName(each, name)) || !schema.nullable) return false;
  return schema.types.some((type) => key.types.includes(type)) && typeOf(schema) === typeOf(key);
}

const levelWords: ReadonlySet<string> = new Set(["level", "depth"]);
const topText =
  /\b(\d+) (?:for|at|is|means) (?:the |a )?(?:roots?|top)\b|\b(?:roots?|top)(?:[- ]level)?(?: \w+)?(?: is| are| have| has| stands?| starts?)?(?: at| with| of)?(?: level| depth)? (\d+)\b/i;

/** How deep a row stands, where words or limits say how deep the first ones do. */
function levelOf(name: string, { types, description, minimum }: Schema): Tells | undefined {
  if (!types.includes("integer") || !hasWord(name, levelWords)) return undefined;
  const found = topText.exec(description);
  const first = found ? Number(found[1] ?? found[2]) : minimum;
  return first === 0 || first === 1 ? { is: "level", first } : undefined;
}

type Tells = Extract<FieldMeaning, { readonly kind: "tree" }>["tells"];

const pathWords: ReadonlySet<string> = new Set(["path", "lineage", "trail", "ancestry"]);

/** The keys from the top down to the row, where its example shows how they are put together. */
function pathOf(name: string, schema: Schema, key: Schema): Tells | undefined {
  if (!schema.types.includes("string") || !hasWord(name, pathWords)) return undefined;
  const [example] = schema.examples;
  if (typeof example !== "string") return undefined;
  const found = ["/", ".", ">", ","].flatMap((separator) => {
    const leads = example.startsWith(separator);
    const parts = (leads ? example.slice(1) : example).split(separator);
    const isPath = parts.every((part) => isKeyText(part, key)) && (leads || parts.length > 1);
    return isPath ? [{ is: "path", separator, leads } as const] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

const uuidText = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text may be a key: of those that are made by a template, what begins as they do, as examples are written. */
function isKeyText(text: string, key: Schema): boolean {
  if (key.types.includes("integer")) return /^\d+$/.test(text);
  if (key.format === "uuid") return uuidText.test(text);
  const [first] = templateOf(key) ?? [];
  const begins = first?.kind === "fixed" ? first.text : "";
  return text.startsWith(begins) && /^[\w-]+$/.test(text.slice(begins.length));
}

/** The field by which rows show the one that they stand below. */
export function aboveField({ fields }: Pick<Entity, "fields">): Field | undefined {
  return fields.find(({ meaning }) => meaning.kind === "tree" && meaning.tells.is === "above");
}

const treeWords: ReadonlySet<string> = new Set(["tree", "hierarchy", "nested", "forest"]);

/** Whether a path says no more than that all rows of a collection are shown as they stand below one another. */
export function isTreePath(
  { place }: OperationShape,
  entity: Entity,
  collections: readonly string[],
): boolean {
  const above = place.collection.slice(0, place.collection.lastIndexOf("/"));
  const words = splitWords(place.name).map((word) => singular(word));
  const own = splitWords(entity.name).map((word) => singular(word.toLowerCase()));
  return (
    aboveField(entity) !== undefined &&
    place.kind === "literal" &&
    collections.includes(above) &&
    words.some((word) => treeWords.has(word)) &&
    words.every((word) => treeWords.has(word) || own.includes(word))
  );
}

/** Of a plain list that is called a tree, the field by which each row comes right after the one above it. */
export function orderOfTree({ place }: OperationShape, { fields }: Entity): string | undefined {
  const isCalled = splitWords(place.name).some((word) => treeWords.has(singular(word)));
  const way = fields.find(
    ({ meaning }) =>
      meaning.kind === "tree" && meaning.tells.is === "path" && meaning.tells.separator !== ">",
  );
  return isCalled ? way?.name : undefined;
}

/** What is shown in one another without end no program can show, nor read. */
export const deepest = 100;

/** Whether some form of a row shows those below it, and these in turn. */
export function isShownNested({ fields }: Entity): boolean {
  return fields.some(({ meaning }) => meaning.kind === "children");
}

/** The field by which it is known how deep a row stands. */
export function depthField({ fields }: Pick<Entity, "fields">): Field | undefined {
  const told = (is: "level" | "path"): Field | undefined =>
    fields.find(({ meaning }) => meaning.kind === "tree" && meaning.tells.is === is);
  return told("level") ?? told("path");
}

/** Of a list, the field that holds the rows below each, where the form in which it shows rows has one. */
export function nestedField(entity: Entity, representation: string): string | undefined {
  const form = entity.representations.find(({ name }) => name === representation);
  const nesting = entity.fields.filter(({ meaning }) => meaning.kind === "children");
  return form?.fields.find(({ field }) => nesting.some(({ name }) => name === field))?.field;
}

/** The list of rows of the very form that it stands in. */
function childrenOf({ schema, name: representation }: AnsweredSchema, contract: Contract): readonly Entry[] {
  return schema.properties.flatMap(({ name, schema: node }): readonly Entry[] => {
    const { types, items, nullable } = propertySchema(contract, node);
    const item = types.join() === "array" && !nullable && items ? objectSchema(contract, items) : undefined;
    return item && isSameSchema(item, schema) ? [[name, { kind: "children", representation }]] : [];
  });
}
