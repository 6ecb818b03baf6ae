import {
  type BodyShape,
  type Bounds,
  type Entity,
  type Field,
  type Filter,
  givenField,
  lowerBounds,
  type ScalarValue,
  upperBounds,
} from "#domain";
import type { Kit } from "./kit.ts";

/** The field as no operation refuses it: a value that a test sends to several of them has to suit all. */
export function suitingAll(kit: Kit, entity: Entity, field: Field): Field {
  const bodies = bodiesOf(kit, entity).flatMap((body) => {
    const isLimited = body.fields.some((given) => given.field === field.name && given.limits);
    return isLimited ? (givenField(entity, body, field.name) ?? []) : [];
  });
  const asked = filtersOf(kit, entity, field).flatMap((filter) => filter.bounds ?? []);
  const bounds = [...bodies.map((body) => body.bounds), ...asked];
  const choices = bodies.flatMap(({ meaning }) => (meaning.kind === "enum" ? [meaning.values] : []));
  if (bounds.length + choices.length === 0) return field;
  return {
    ...field,
    bounds: bounds.reduce(within, field.bounds),
    meaning: choices.reduce(among, field.meaning),
  };
}

function bodiesOf({ domain }: Kit, entity: Entity): readonly Pick<BodyShape, "fields">[] {
  return domain.operations.flatMap(({ behaviour }): readonly Pick<BodyShape, "fields">[] =>
    "body" in behaviour && "entity" in behaviour && behaviour.entity === entity.name
      ? [behaviour.body, ...(behaviour.body.kinds ?? [])]
      : [],
  );
}

function filtersOf({ domain }: Kit, entity: Entity, { name }: Field): readonly Filter[] {
  return domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "list" && behaviour.entity === entity.name
      ? behaviour.filters.filter(({ by }) => by.kind === "field" && by.field === name)
      : [],
  );
}

function within(one: Bounds, other: Bounds): Bounds {
  const pick = (choose: (...all: number[]) => number, ...both: readonly (number | undefined)[]): number =>
    choose(...both.filter((each) => each !== undefined));
  const tighter = [
    ...lowerBounds.map((name) => [name, pick(Math.max, one[name], other[name])] as const),
    ...upperBounds.map((name) => [name, pick(Math.min, one[name], other[name])] as const),
  ].filter(([, value]) => Number.isFinite(value));
  return { ...other, ...one, ...Object.fromEntries(tighter) };
}

function among(meaning: Field["meaning"], allowed: readonly ScalarValue[]): Field["meaning"] {
  if (meaning.kind !== "enum") return meaning;
  const values = meaning.values.filter((value) => allowed.includes(value));
  return values.length > 0 ? { kind: "enum", values } : meaning;
}
