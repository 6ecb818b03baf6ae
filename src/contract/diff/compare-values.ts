import { equalValues } from "../document/json-value.ts";
import type { JsonType, JsonValue, Schema } from "../schema.ts";
import type { Effect } from "./effects.ts";

/** A difference in which values a schema allows, its parts aside. */
export interface ValueDifference {
  readonly kind: string;
  readonly says: string;
  readonly effect: Effect;
}

/** How the values that two schemas allow by themselves differ: types, `null`, choices, forms and bounds. */
export function compareValues(before: Schema, after: Schema): readonly ValueDifference[] {
  const types = compareTypes(before.types, after.types);
  return [
    ...types,
    ...compareNull(before, after),
    ...compareChoices(before, after),
    // Of another type, bounds and forms have nothing in common.
    ...(types.some(({ effect }) => effect === "otherwise")
      ? []
      : [...compareForms(before, after), ...compareBounds(before, after)]),
  ];
}

function compareTypes(before: readonly JsonType[], after: readonly JsonType[]): readonly ValueDifference[] {
  const wider = !isWithin(after, before);
  const narrower = !isWithin(before, after);
  if (!wider && !narrower) return [];
  const says = `was ${nameTypes(before)}, and is ${nameTypes(after)}`;
  const effect = wider && narrower ? "otherwise" : wider ? "loosened" : "tightened";
  return [{ kind: effect === "otherwise" ? "type-changed" : `type-${effect}`, says, effect }];
}

function isWithin(inner: readonly JsonType[], outer: readonly JsonType[]): boolean {
  if (outer.length === 0) return true;
  if (inner.length === 0) return false;
  return inner.every((type) => outer.includes(type) || (type === "integer" && outer.includes("number")));
}

function nameTypes(types: readonly JsonType[]): string {
  return types.length === 0 ? "of any type" : types.join(" or ");
}

function compareNull(before: Schema, after: Schema): readonly ValueDifference[] {
  const was = allowsNull(before);
  const is = allowsNull(after);
  if (was === is) return [];
  return is
    ? [{ kind: "became-nullable", says: "may be null now", effect: "loosened" }]
    : [{ kind: "became-not-nullable", says: "may no longer be null", effect: "tightened" }];
}

function allowsNull({ nullable, types, const: only }: Schema): boolean {
  return nullable || types.length === 0 || only === null;
}

function compareChoices(before: Schema, after: Schema): readonly ValueDifference[] {
  const was = choicesOf(before);
  const is = choicesOf(after);
  if (was === undefined && is === undefined) return [];
  if (was === undefined)
    return [{ kind: "enum-added", says: `allows only ${listed(is)} now`, effect: "tightened" }];
  if (is === undefined)
    return [{ kind: "enum-removed", says: `allows more than ${listed(was)} now`, effect: "loosened" }];
  const added = is.filter((value) => !was.some((other) => equalValues(value, other)));
  const removed = was.filter((value) => !is.some((other) => equalValues(value, other)));
  return [
    ...added.map((value) => ({
      kind: "enum-value-added",
      says: `may be ${shown(value)} now`,
      effect: "more-values" as const,
    })),
    ...removed.map((value) => ({
      kind: "enum-value-removed",
      says: `may no longer be ${shown(value)}`,
      effect: "tightened" as const,
    })),
  ];
}

function choicesOf(schema: Schema): readonly JsonValue[] | undefined {
  if (schema.enum !== undefined) return schema.enum;
  return schema.const === undefined || schema.const === null ? undefined : [schema.const];
}

function listed(values: readonly JsonValue[] = []): string {
  const told = values.slice(0, 5).map(shown).join(", ");
  return values.length > 5 ? `${told} and ${values.length - 5} more` : told;
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function compareForms(before: Schema, after: Schema): readonly ValueDifference[] {
  return (["format", "pattern"] as const).flatMap((keyword): readonly ValueDifference[] => {
    const was = before[keyword];
    const is = after[keyword];
    if (was === is || (keyword === "format" && isSizeAlone(was, is))) return [];
    if (was === undefined)
      return [{ kind: `${keyword}-added`, says: `has the ${keyword} "${is}" now`, effect: "tightened" }];
    if (is === undefined)
      return [
        { kind: `${keyword}-removed`, says: `no longer has the ${keyword} "${was}"`, effect: "more-values" },
      ];
    const says = `had the ${keyword} "${was}", and has "${is}"`;
    return [{ kind: `${keyword}-changed`, says, effect: "otherwise" }];
  });
}

// What any number is by itself: to name or leave it changes nothing that travels.
function isSizeAlone(was: string | undefined, is: string | undefined): boolean {
  const plain = [undefined, "int64", "double"];
  return plain.includes(was) && plain.includes(is);
}

const upper = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"] as const;
const lower = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"] as const;

function compareBounds(before: Schema, after: Schema): readonly ValueDifference[] {
  return [
    ...upper.flatMap((keyword) => compareBound(keyword, before[keyword], after[keyword], 1)),
    ...lower.flatMap((keyword) => compareBound(keyword, before[keyword], after[keyword], -1)),
    ...compareStep(before.multipleOf, after.multipleOf),
    ...(before.uniqueItems === after.uniqueItems
      ? []
      : [
          after.uniqueItems
            ? { kind: "unique-items-added", says: "has no item twice now", effect: "tightened" as const }
            : {
                kind: "unique-items-removed",
                says: "may have an item twice now",
                effect: "more-values" as const,
              },
        ]),
  ];
}

function compareBound(
  keyword: string,
  was: number | undefined,
  is: number | undefined,
  direction: 1 | -1,
): readonly ValueDifference[] {
  if (was === is) return [];
  const none = direction * Number.POSITIVE_INFINITY;
  const isWider =
    direction * ((is ?? none) === (was ?? none) ? 0 : (is ?? none) > (was ?? none) ? 1 : -1) > 0;
  const told = (bound: number | undefined) => (bound === undefined ? "none" : String(bound));
  return [
    {
      kind: `${keyword}-${isWider ? "loosened" : "tightened"}`,
      says: `has the ${keyword} ${told(is)}, and had ${told(was)}`,
      effect: isWider ? "more-values" : "tightened",
    },
  ];
}

function compareStep(was: number | undefined, is: number | undefined): readonly ValueDifference[] {
  if (was === is) return [];
  const says = `is a multiple of ${is ?? "anything"}, and was of ${was ?? "anything"}`;
  if (is === undefined || (was !== undefined && was % is === 0))
    return [{ kind: "multipleOf-loosened", says, effect: "more-values" }];
  if (was === undefined || is % was === 0)
    return [{ kind: "multipleOf-tightened", says, effect: "tightened" }];
  return [{ kind: "multipleOf-changed", says, effect: "otherwise" }];
}
