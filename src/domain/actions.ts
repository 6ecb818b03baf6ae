import { snakeCase, splitWords } from "#base";
import { type Contract, flattenSchema, type Property, type Schema } from "#contract";
import type { BodyShape, OwnField, StateChange } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import { readBounds } from "./field-values.ts";
import { isFormOf, stem } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/** How long something lasts, by its name: no row keeps that. */
export const durationWords: ReadonlySet<string> = new Set(["minutes", "hours", "days", "weeks"]);

/**
 * The properties of an action's body that rows keep. What rows show under a name of the action (`reason` of `lock`,
 * where rows show `locked_reason`) is kept there, and how long something lasts is not kept.
 */
export function keptProperties(
  contract: Contract,
  { place }: Pick<OperationShape, "place">,
  body: Schema,
  { answers, making }: { readonly answers: readonly Schema[]; readonly making: readonly Schema[] },
): Schema {
  const shown = namesIn(answers);
  const given = namesIn(making);
  const properties = body.properties.flatMap((property) => {
    const { name } = property;
    if (isDuration(contract, property) || shown.some((each) => isAfterAction(each, place.name, name)))
      return [];
    // What a row is made with stays what it is: why it was wished for is not why it is refused.
    return [given.includes(name) ? { ...property, name: snakeCase(`${place.name} ${name}`) } : property];
  });
  return { ...body, properties };
}

function namesIn(schemas: readonly Schema[]): readonly string[] {
  return schemas.flatMap(({ properties }) => properties.map(({ name }) => name));
}

function isDuration(contract: Contract, { name, schema }: Property): boolean {
  return durationWords.has(name.toLowerCase()) && flattenSchema(contract, schema).types.includes("integer");
}

/** Whether a field is called after an action and what it is given: `locked_reason`, of `lock` and `reason`. */
export function isAfterAction(field: string, action: string, given: string): boolean {
  const words = splitWords(field);
  const verbs = splitWords(action);
  const wanted = splitWords(given);
  return (
    words.length === verbs.length + wanted.length &&
    verbs.every((verb, index) => isFormOf(verb, words[index] ?? "")) &&
    wanted.every((word, index) => words[verbs.length + index] === word)
  );
}

/** What becomes of what an action is given; undefined where something of it has no place in the row. */
export function keepGiven(
  contract: Contract,
  { place, body: view }: OperationShape,
  entity: Entity,
  body: BodyShape,
  taken: ReadonlySet<string>,
): { readonly own: readonly OwnField[]; readonly sets: readonly StateChange[] } | undefined {
  const own: OwnField[] = [];
  const sets: StateChange[] = [];
  for (const { field: given } of body.fields) {
    const field = entity.fields.find(({ name }) => name === given);
    const property = view?.schema.properties.find(({ name }) => name === given);
    const after = entity.fields.find(({ name }) => isAfterAction(name, place.name, given));
    const target = after ?? field;
    if (!target || !property || taken.has(target.name) || !mayBeEmpty(target)) return undefined;
    const schema = flattenSchema(contract, property.schema);
    if (after) {
      const isPlain = schema.types.join() === "string" && schema.format === undefined && !schema.enum;
      if (!isPlain || target.meaning.kind !== "scalar" || target.meaning.type !== "string") return undefined;
      own.push({ name: given, is: "text", bounds: readBounds(schema), span: property.span });
    }
    sets.push({ field: target.name, to: { kind: "given", name: given } });
  }
  return { own, sets };
}

/**
 * What an action may set beside the state: plain, of one row, and such that rows may be without it. A choice or a flag
 * asks for something to be done, and what that is nothing says.
 */
function mayBeEmpty({ meaning, missing, unique, refersTo, unread }: Field): boolean {
  return (
    meaning.kind === "scalar" &&
    meaning.type !== "boolean" &&
    missing !== "never" &&
    !unique &&
    refersTo === undefined &&
    unread === undefined
  );
}

const decisions: ReadonlySet<string> = new Set(
  ["approve", "reject", "accept", "decline", "deny", "refuse", "resolve", "dismiss", "close", "confirm"].map(
    stem,
  ),
);
const decisionWords: ReadonlySet<string> = new Set(
  ["decided", "reviewed", "handled", "processed", "moderated", "resolved"].map(stem),
);

/** Whether a field tells when (`at`) or by whom (`by`) something like the action was done: `approved_by`, `decided_at`. */
export function tellsOf(action: string, { name }: Field, what: "at" | "by"): boolean {
  const words = splitWords(name);
  const last = words.at(-1) ?? "";
  const [verb = "", ...more] = splitWords(action);
  const told = words[0] ?? "";
  if (words.length !== 2 || more.length > 0 || !(what === "by" ? ["by"] : ["at", "on"]).includes(last))
    return false;
  return isFormOf(verb, told) || (decisions.has(stem(verb)) && decisionWords.has(stem(told)));
}
