import { openNameBook, properName, snakeCase, splitWords } from "#base";
import type { Contract, Property } from "#contract";
import type { MembershipRelation } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { hasWord, sharesStem, stem } from "./names.ts";
import { isBelowRow } from "./places.ts";
import type { Resource } from "./resources.ts";
import { type OperationShape, propertySchema } from "./shapes.ts";
import { isStateWord, undoesState } from "./states.ts";
import { undoes } from "./undoing.ts";

/** A pair of operations by which the caller enters and leaves a relation to a row. */
export interface MembershipDraft {
  readonly relation: MembershipRelation;
  readonly add: OperationShape;
  readonly remove: OperationShape;
}

/**
 * Finds toggle pairs: POST or PUT and DELETE on one literal below an item, neither with a body, each answering the
 * item (or nothing), where the item shows a flag that no input sets.
 */
export function findMemberships(
  contract: Contract,
  shapes: readonly OperationShape[],
  resources: readonly Resource[],
): readonly MembershipDraft[] {
  const found = shapes.flatMap((add): readonly MembershipDraft[] => {
    if (!isHalf(add) || !["post", "put"].includes(add.operation.method)) return [];
    const remove = shapes.find((shape) => isHalf(shape) && takesBack(shape, add));
    const target = resources.find((resource) =>
      resource.collections.includes(add.place.above?.collection ?? ""),
    );
    if (!remove || !target?.shapes.includes(add)) return [];
    return [{ relation: describe(contract, add, remove, target), add, remove }];
  });
  return nameApart(found, resources);
}

/** Whether callers leave by it what they enter by another one: on the same path, or by the word that undoes it. */
function takesBack({ operation, place }: OperationShape, add: OperationShape): boolean {
  if (operation.method === "delete" && operation.path === add.operation.path) return true;
  const isBeside = place.above?.collection === add.place.above?.collection;
  return (
    isBeside && operation.method !== "get" && !undoesState(place.name) && undoes(place.name, add.place.name)
  );
}

/** Relations of one name to several entities, or with the name of an entity, are called after their target too. */
function nameApart(
  found: readonly MembershipDraft[],
  resources: readonly Resource[],
): readonly MembershipDraft[] {
  const book = openNameBook(resources.map(({ name }) => snakeCase(name)));
  const counts = new Map<string, number>();
  for (const { relation } of found) counts.set(relation.name, (counts.get(relation.name) ?? 0) + 1);
  return found.map((draft) => {
    const { relation } = draft;
    const longer = `${snakeCase(relation.target)}_${relation.name}`;
    const isShared = (counts.get(relation.name) ?? 0) > 1;
    const name = isShared ? book.take(longer) : book.take(relation.name, longer);
    return { ...draft, relation: { ...relation, name } };
  });
}

function isHalf({ operation, place, body }: OperationShape): boolean {
  const { security } = operation;
  const signedIn = security.length > 0 && security.every((requirement) => requirement.size > 0);
  return (
    signedIn &&
    place.kind === "tail" &&
    body === undefined &&
    operation.requestBody === undefined &&
    isBelowRow(place) &&
    !isStateWord(place.name)
  );
}

function describe(
  contract: Contract,
  add: OperationShape,
  remove: OperationShape,
  target: Resource,
): MembershipRelation {
  const tail = add.place.name;
  const flag = pick(computed(contract, target, "boolean"), tail);
  const count = pickCount(computed(contract, target, "integer"), tail);
  return {
    name: snakeCase(properName(tail)),
    target: target.name,
    ...(flag && { flag: flag.name }),
    ...(count && { count: count.name }),
    evidence: evidence(
      `callers ${tail} ${target.name} rows, once each`,
      step(`${add.operation.id} enters`, add.operation.span),
      step(`${remove.operation.id} leaves`, remove.operation.span),
      ...(flag ? [step(`${flag.name} shows it and no input sets it`, flag.span)] : []),
      ...(count ? [step(`${count.name} counts it`, count.span)] : []),
    ),
  };
}

/** Properties of one type that the resource answers and that no input of it sets. */
function computed(contract: Contract, resource: Resource, type: "boolean" | "integer"): readonly Property[] {
  const given = new Set(
    resource.inputs.flatMap(({ schema }) => schema.properties.map((property) => property.name)),
  );
  return resource.answers
    .flatMap(({ schema }) => schema.properties)
    .filter((property, index, all) => all.findIndex((other) => other.name === property.name) === index)
    .filter((property) => !given.has(property.name))
    .filter((property) => propertySchema(contract, property.schema).types.includes(type));
}

/** The property that the tail names; if none does, the only one there is. */
function pick(properties: readonly Property[], tail: string): Property | undefined {
  const named = properties.find((property) => sharesStem(property.name, tail));
  return named ?? (properties.length === 1 ? properties[0] : undefined);
}

const countWords = new Set(["count", "counts", "total", "number", "tally", "num"]);

/** The number that the tail names; if none does, the only one, where it calls itself a count. */
function pickCount(properties: readonly Property[], tail: string): Property | undefined {
  const named = properties.find((property) => sharesStem(property.name, tail));
  const [only] = properties;
  return named ?? (properties.length === 1 && only && hasWord(only.name, countWords) ? only : undefined);
}

/** Whether a parameter speaks of a relation: the flag's own name, or a form of the relation's. */
export function namesMembership(relation: MembershipRelation, parameter: string): boolean {
  return parameter === relation.flag || stem(parameter) === stem(splitWords(relation.name).at(-1) ?? "");
}
