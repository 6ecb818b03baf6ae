import type { Span } from "#base";
import type { Contract, Schema } from "#contract";
import type { Entity, Field, Identity } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { sameName, sharesWord } from "./names.ts";
import type { Resource } from "./resources.ts";
import { type OperationShape, propertySchema } from "./shapes.ts";

/** The field by which a path selects a row. */
export interface Selector {
  readonly field: string;
  readonly parameter: string;
  readonly span: Span;
}

/** The field that a path parameter of the resource selects: by its name, or as `bookId`, or `id`. */
export function findSelector(resources: readonly Resource[], resource: Resource): Selector | undefined {
  const parameters = [
    ...resource.shapes.filter(({ place }) => place.kind === "item"),
    ...selectedBelow(resources, resource),
  ].flatMap((shape) => parameterOf(shape, resource));
  const answered = resource.answers.flatMap(({ schema }) =>
    schema.properties.map((property) => property.name),
  );
  const longer = longerKeys(resource);
  for (const { name, span } of parameters) {
    const exact = answered.find((field) => sameName(field, name) && !longer.has(field));
    const prefixed = answered.find((field) => sameName(`${resource.name}_${field}`, name));
    const field = exact ?? prefixed;
    if (field !== undefined) return { field, parameter: name, span };
  }
  return undefined;
}

function selectedBelow(resources: readonly Resource[], resource: Resource): readonly OperationShape[] {
  const all = resources.flatMap(({ shapes }) => shapes);
  return all.filter(({ place }) => resource.collections.includes(place.above?.collection ?? ""));
}

function parameterOf(
  { operation, place }: OperationShape,
  resource: Resource,
): readonly { name: string; span: Span }[] {
  const name = resource.collections.includes(place.collection) ? place.parameter : place.above?.parameter;
  const parameter = operation.parameters.find(
    (candidate) => candidate.in === "path" && candidate.name === name,
  );
  return parameter ? [{ name: parameter.name, span: parameter.span }] : [];
}

/** The field by which rows show what they lie below: called as the path's parameter, or after the entity and its key. */
export function findParentKey(
  resources: readonly Resource[],
  resource: Resource,
  parent: Resource,
): string | undefined {
  const selector = findSelector(resources, parent);
  if (!selector) return undefined;
  const own = findSelector(resources, resource)?.field;
  const names = [selector.parameter, `${parent.name}_${selector.field}`];
  return resource.answers
    .flatMap(({ schema }) => schema.properties.map(({ name }) => name))
    .find(
      (name) =>
        name !== own && sharesWord(name, parent.name) && names.some((candidate) => sameName(candidate, name)),
    );
}

const identityNames = ["id", "uuid", "guid", "ulid"];
const identityFormats = ["uuid", "ulid"];

/** Whether a field is called what rows are numbered by: `id`, `uuid`, `bookId`. */
export function isIdentityName(resource: Resource, name: string): boolean {
  return identityNames.some((word) => sameName(name, word) || sameName(name, `${resource.name}_${word}`));
}

/**
 * Names under which some answers show the key that others call by a short name: a `book_id` where a new book is answered,
 * and an `id` where it is read. One form that has both speaks of two things.
 */
export function longerKeys({ name, answers }: Resource): ReadonlyMap<string, string> {
  const forms = answers.map(({ schema }) => schema.properties.map((property) => property.name));
  const answered = [...new Set(forms.flat())];
  return new Map(
    identityNames.flatMap((word) => {
      const short = answered.find((field) => sameName(field, word));
      const long = answered.find((field) => sameName(field, `${name}_${word}`));
      const isOne = short !== undefined && long !== undefined;
      return isOne && !forms.some((form) => form.includes(short) && form.includes(long))
        ? [[long, short] as const]
        : [];
    }),
  );
}

/** The identities of a resource that the server makes: the one a path selects by, and those that are called so. */
export function madeIdentities(
  contract: Contract,
  resource: Resource,
  selector: Selector | undefined,
): ReadonlySet<string> {
  const longer = longerKeys(resource);
  const answered = resource.answers.flatMap(({ schema }) => schema.properties.map(({ name }) => name));
  const candidates = answered.filter(
    (name) => !longer.has(name) && (name === selector?.field || isIdentityName(resource, name)),
  );
  return new Set(candidates.filter((name) => isMadeHere(contract, resource, name)));
}

/**
 * Whether rows get the field from the server. It does where no body that makes a row has the field, or only as one that
 * is read; and where a body may leave it out that is nothing a person would choose: then a row that comes without it
 * must get one all the same, and one that is sent is not taken, lest it be another row's.
 */
function isMadeHere(contract: Contract, resource: Resource, field: string): boolean {
  const given = resource.inputs
    .filter(({ creates }) => creates)
    .flatMap(({ schema }) => schema.properties.filter(({ name }) => name === field))
    .map((property) => ({ required: property.required, schema: propertySchema(contract, property.schema) }))
    .filter(({ schema }) => !schema.readOnly);
  if (given.some(({ required }) => required)) return false;
  return given.every(({ schema }) => isIdentityName(resource, field) || isNumbering(schema));
}

function isNumbering(schema: Schema): boolean {
  return schema.types.includes("integer") || identityFormats.includes(schema.format ?? "");
}

/**
 * The field that is the primary key: an identity that is made here, a growing one first, or an `id` that the client
 * chooses. Of rows with neither, and of those that people name (`slug`, `username`), it is a number that nobody sees.
 */
export function primaryField({ fields, identity }: Pick<Entity, "fields" | "identity">): Field | undefined {
  const made = fields.filter(({ meaning }) => meaning.kind === "identity");
  return (
    made.find(({ meaning }) => meaning.kind === "identity" && meaning.type === "integer") ??
    made.find(({ name }) => name === identity.field) ??
    made[0] ??
    fields.find(({ name, meaning, unique }) => sameName(name, "id") && meaning.kind === "scalar" && unique)
  );
}

/** What the primary key is called; a number that nobody sees is kept off the names of fields. */
export function primaryKeyName(entity: Pick<Entity, "fields" | "identity">): string {
  const hidden = ["id", "row_id", "row_number"];
  return (
    primaryField(entity)?.name ??
    hidden.find((name) => !entity.fields.some((field) => sameName(field.name, name))) ??
    "id"
  );
}

/** Whether a field is unique among the rows below one other only. */
export function isKeyWithin({ identity }: Pick<Entity, "identity">, { name }: Pick<Field, "name">): boolean {
  return identity.within !== undefined && identity.field === name;
}

/** Whether primary keys are numbers: they tell in which order rows were made, or have at least one of their own. */
export function isOrdered(entity: Pick<Entity, "fields" | "identity">): boolean {
  const meaning = primaryField(entity)?.meaning;
  return (meaning?.kind !== "identity" && meaning?.kind !== "scalar") || meaning.type === "integer";
}

const makingNames = ["created_at", "made_at", "row_created_at"];

/** The time of making that no answer shows: kept where rows are listed and nothing else tells which came first. */
export function hiddenMoment(
  resource: Resource,
  entity: Pick<Entity, "fields" | "identity">,
): readonly Field[] {
  const listing = resource.shapes.find(({ answer }) => answer.kind === "rows");
  const has = entity.fields.some(({ meaning }) => meaning.kind === "created-at");
  const name = makingNames.find(
    (candidate) => !entity.fields.some((field) => sameName(field.name, candidate)),
  );
  if (!listing || has || name === undefined || isOrdered(entity)) return [];
  return [
    {
      name,
      meaning: { kind: "created-at" },
      nullable: false,
      optional: true,
      unique: false,
      missing: "never",
      bounds: {},
      evidence: evidence(
        `${name}: created-at`,
        step("the list has an order, which keys made by chance do not give", listing.operation.span),
      ),
    },
  ];
}

/** Which field selects a row, and who makes it. */
export function describeIdentity(
  resource: Resource,
  fields: readonly Field[],
  selector: Selector | undefined,
): Identity {
  const field = selector && fields.find(({ name }) => name === selector.field);
  if (!selector || !field) return unselected(resource, fields);
  const by = makerOf(field);
  const maker =
    typeof by === "object"
      ? `made from ${by.slugOf}`
      : { client: "chosen by the client", database: "made by the database", application: "made here" }[by];
  return {
    field: field.name,
    parameter: selector.parameter,
    by,
    evidence: evidence(
      `${field.name} selects a row; ${maker}`,
      step(`path parameter ${selector.parameter}`, selector.span),
    ),
  };
}

function makerOf({ meaning }: Field): Identity["by"] {
  if (meaning.kind === "slug") return { slugOf: meaning.of };
  if (meaning.kind !== "identity") return "client";
  return meaning.type === "integer" ? "database" : "application";
}

/** No path selects a row: an identity that answers show all the same, or a number that nobody sees. */
function unselected(resource: Resource, fields: readonly Field[]): Identity {
  const shown = fields.find(({ meaning }) => meaning.kind === "identity");
  return {
    field: shown?.name ?? "id",
    parameter: "id",
    by: shown ? makerOf(shown) : "database",
    evidence: evidence(
      shown ? `rows are told apart by ${shown.name}` : "rows are told apart by a number of the database",
      ...resource.shapes.slice(0, 1).map((shape) => step("no path selects one", shape.operation.span)),
    ),
  };
}
