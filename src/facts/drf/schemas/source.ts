import type { Expression } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import { type Definition, defineExpression } from "../../definitions.ts";
import { plainValue } from "../../django/columns/column.ts";
import type { ColumnReader } from "../../django/columns/model-columns.ts";
import type { Plain } from "../../django/migrations/plain.ts";
import type { Reading } from "../../front-end.ts";
import type { PlainValue } from "../../plain-value.ts";
import { readPlainValue } from "../../read-plain-value.ts";
import type { TypePlace } from "../../type-place.ts";
import type { Place, PlaceOf } from "./place.ts";
import type { RestSettings } from "./rest-settings.ts";

/** What is needed to read what views and serializers say. */
export interface RestSource {
  readonly reading: Reading;
  readonly columns: ColumnReader;
  readonly settings: RestSettings;
}

export function typePlace({ module, class: owner }: Place): TypePlace {
  return owner === undefined ? { module } : { module, scopes: [owner.scope] };
}

export function placeIn(owner: ProjectClass): Place {
  return { module: owner.module, class: owner };
}

/** What a name or a dotted expression means where it stands. */
export function defineAt(source: RestSource, { place, expression }: PlaceOf): Definition | undefined {
  const given = expression.kind === "name" ? place.handed?.get(expression.id) : undefined;
  if (given !== undefined) return defineAt(source, given);
  const { module, scopes } = typePlace(place);
  return defineExpression(source.reading.project, module, expression, scopes);
}

/** The class that an expression means; of a package, its dotted name. */
export function classAt(source: RestSource, at: PlaceOf): ProjectClass | string | undefined {
  const meant = defineAt(source, at);
  if (meant?.kind === "external") return meant.path;
  if (meant?.kind === "class") return source.reading.classes.read(meant);
  if (meant === undefined) return heldClass(source, at);
  if (meant.kind !== "value" || meant.binding.value === undefined) return undefined;
  const { value } = meant.binding;
  if (value.kind !== "name" && value.kind !== "attribute") return undefined;
  return classAt(source, { place: { module: meant.module }, expression: value });
}

/** `Order.Status`: a class within a class. */
function heldClass(source: RestSource, { place, expression }: PlaceOf): ProjectClass | undefined {
  const { classes } = source.reading;
  const holder =
    expression.kind === "attribute" ? classAt(source, { place, expression: expression.value }) : undefined;
  if (expression.kind !== "attribute" || typeof holder !== "object") return undefined;
  const member = findMember(holder, expression.name);
  return member?.binding.kind === "class"
    ? classes.read({ kind: "class", module: member.owner.module, node: member.binding.node })
    : undefined;
}

/** An attribute of a class, from the first of its lineage that sets it. */
export function memberAt(read: ProjectClass, name: string): PlaceOf | undefined {
  const member = findMember(read, name);
  if (member?.binding.kind !== "value" || member.binding.value === undefined) return undefined;
  return { place: placeIn(member.owner), expression: member.binding.value };
}

export function plainAt(source: RestSource, { place, expression }: PlaceOf): Plain | undefined {
  const { module, class: owner } = place;
  return source.columns.plain.evaluate(
    owner === undefined ? { module } : { module, class: owner },
    expression,
  );
}

/** A value as JSON has it; undefined where it is worked out. */
export function valueAt(source: RestSource, at: PlaceOf): PlainValue | undefined {
  const { place, expression } = at;
  return readPlainValue(source.reading, typePlace(place), expression) ?? plainValue(plainAt(source, at));
}

export function flagAt(source: RestSource, at: PlaceOf | undefined): boolean | undefined {
  if (at === undefined) return undefined;
  const value = valueAt(source, at);
  return value === undefined ? undefined : value === true || value === 1;
}

export function textAt(source: RestSource, at: PlaceOf | undefined): string | undefined {
  const value = at && valueAt(source, at);
  return typeof value === "string" ? value : undefined;
}

/** A text as a person reads it, also within the function that translates it. */
export function wordsAt(source: RestSource, at: PlaceOf | undefined): string | undefined {
  if (at === undefined) return undefined;
  const { place, expression } = at;
  const [first] = expression.kind === "call" ? expression.args : [];
  const isTranslated =
    expression.kind === "call" &&
    expression.callee.kind === "name" &&
    /gettext|^_$/.test(expression.callee.id);
  return textAt(source, isTranslated && first !== undefined ? { place, expression: first.value } : at);
}

/** The texts of a list; undefined where some part of it is worked out. */
export function textsAt(source: RestSource, at: PlaceOf): readonly string[] | undefined {
  const value = valueAt(source, at);
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return undefined;
  return value.every((item): item is string => typeof item === "string") ? value : undefined;
}

/** The items of a list that is written out, those of lists that it is made of among them; undefined where it is worked out. */
export function itemsAt(source: RestSource, at: PlaceOf, depth = 0): readonly PlaceOf[] | undefined {
  const { place, expression } = at;
  if (depth > 10) return undefined;
  const below = (inner: Expression): readonly PlaceOf[] | undefined =>
    itemsAt(source, { place, expression: inner }, depth + 1);
  switch (expression.kind) {
    case "list":
    case "tuple":
    case "set": {
      const items = expression.items.map((item) =>
        item.kind === "starred" ? below(item.value) : [{ place, expression: item }],
      );
      return items.every((each) => each !== undefined) ? items.flat() : undefined;
    }
    case "binary": {
      const [left, right] = [below(expression.left), below(expression.right)];
      return expression.operator === "+" && left && right ? [...left, ...right] : undefined;
    }
    case "name":
    case "attribute": {
      const meant = defineAt(source, at);
      if (meant?.kind !== "value" || meant.binding.value === undefined) return undefined;
      const module = meant.module;
      return itemsAt(source, { place: { module }, expression: meant.binding.value }, depth + 1);
    }
    default:
      return undefined;
  }
}
