import { splitWords } from "#base";
import { type Contract, flattenSchema } from "#contract";
import type { BodyShape, DurationUnit, OwnField, StateChange } from "./behaviour.ts";
import type { Entity, Field } from "./domain.ts";
import { readBounds } from "./field-values.ts";
import { isFormOf, stem } from "./names.ts";
import type { OperationShape } from "./shapes.ts";
import { isStateName } from "./states.ts";

/** A time that is put off from now on, and the state that it is about. */
export interface Renewal {
  readonly field: Field;
  readonly sets: readonly [StateChange, ...StateChange[]];
  readonly own: OwnField;
}

const verbs: ReadonlySet<string> = new Set(["renew", "extend", "prolong"].map(stem));
const endWords: ReadonlySet<string> = new Set(["until", "till", "expires", "expiry", "ends"]);
/** Further away than that, moments are not sure to be. */
const farthest = 10_000;
const units: readonly DurationUnit[] = ["minutes", "hours", "days", "weeks"];

/** `renew` with a number of days, which has a default: the one time until which a row is something is that far from now. */
export function readRenewal(
  contract: Contract,
  { place, body: view }: OperationShape,
  entity: Entity,
  body: BodyShape | undefined,
): Renewal | undefined {
  const property = view?.schema.properties[0];
  if (!body || !property || view.schema.properties.length > 1 || !verbs.has(stem(place.name)))
    return undefined;
  const unit = units.find((each) => each === property.name.toLowerCase());
  const schema = flattenSchema(contract, property.schema);
  const usual = schema.default;
  if (!unit || !schema.types.includes("integer") || (schema.maximum ?? Number.POSITIVE_INFINITY) > farthest)
    return undefined;
  if (!Number.isSafeInteger(usual) || typeof usual !== "number") return undefined;
  const [end, ...others] = entity.fields.filter(isEnd);
  if (!end || others.length > 0) return undefined;
  const own: OwnField = {
    name: property.name,
    is: "count",
    default: usual,
    bounds: readBounds(schema),
    span: property.span,
  };
  const put: StateChange = { field: end.name, to: { kind: "after", name: property.name, unit, usual } };
  const state = stateOf(entity, end);
  return { field: state?.field ?? end, sets: state ? [state.set, put] : [put], own };
}

/** A time until which a row is something, and that nobody else sets. */
function isEnd({ name, meaning, missing }: Field): boolean {
  return (
    meaning.kind === "scalar" &&
    meaning.type === "date-time" &&
    missing !== "never" &&
    splitWords(name).some((word) => endWords.has(word))
  );
}

/** The state that the time is called after: `visible_until`, of `VISIBLE` and `EXPIRED`. */
function stateOf(
  { fields }: Entity,
  end: Field,
): { readonly field: Field; readonly set: StateChange } | undefined {
  const [first = ""] = splitWords(end.name);
  for (const field of fields.filter(({ name }) => isStateName(name))) {
    if (field.meaning.kind !== "enum") continue;
    const value = field.meaning.values.find((each) => isFormOf(first, String(each).toLowerCase()));
    if (value !== undefined) return { field, set: { field: field.name, to: { kind: "value", value } } };
  }
  return undefined;
}
