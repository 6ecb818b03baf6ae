import type { Call } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import { type Column, choicesOf } from "../../django/columns/column.ts";
import type { ModelColumns, ReverseColumn } from "../../django/columns/model-columns.ts";
import { keyword, positional, textOf } from "../../literals.ts";
import type { ParameterFact } from "../../operation.ts";
import { spanOf } from "../../places.ts";
import type { TypeFact } from "../../type.ts";
import { readType } from "../../types.ts";
import { modelBehind } from "../schemas/declared-field.ts";
import type { FieldOwner } from "../schemas/field.ts";
import { readOptions } from "../schemas/field-options.ts";
import { metaOption } from "../schemas/meta.ts";
import { decoratedType, overrideOf, toldAt } from "../schemas/overrides.ts";
import type { Place, PlaceOf } from "../schemas/place.ts";
import { any, listOf, scalar, unknown, valuesType } from "../schemas/plain-types.ts";
import { classAt, flagAt, placeIn, type RestSource, textsAt, typePlace, valueAt } from "../schemas/source.ts";
import { typeOfColumn } from "../schemas/type-of-column.ts";
import { typeSettings } from "../schemas/type-settings.ts";
import type { Filters } from "./filtered.ts";
import { viewSpan } from "./named-class.ts";
import type { RestView } from "./view.ts";

/** What one filter of a set takes: by the name of its class. */
const kinds: Readonly<Record<string, string>> = {
  CharFilter: "text",
  BooleanFilter: "boolean",
  DateFilter: "date",
  DateTimeFilter: "date-time",
  IsoDateTimeFilter: "date-time",
  TimeFilter: "time",
  UUIDFilter: "uuid",
  DurationFilter: "duration",
  OrderingFilter: "text",
  TimeRangeFilter: "time",
  DateFromToRangeFilter: "date",
  IsoDateTimeFromToRangeFilter: "date-time",
  DateTimeFromToRangeFilter: "date-time",
};

/** The parameters of the filter set of a view: https://django-filter.readthedocs.io/en/stable/guide/rest_framework.html */
export function filterParameters(view: RestView): Filters {
  const none: Filters = { parameters: [], isPartial: false };
  const { source, model } = view;
  if (model === undefined)
    return { parameters: [], isPartial: view.attribute("filterset_class") !== undefined };
  const named = view.attribute("filterset_class") ?? view.attribute("filter_class");
  const read = named && classAt(source, named);
  if (typeof read === "object") return setParameters(view, read, model);
  if (named !== undefined && named.expression.kind !== "constant") return { parameters: [], isPartial: true };
  const fields = view.attribute("filterset_fields") ?? view.attribute("filter_fields");
  return fields === undefined ? none : columnParameters(view, fields, model, new Set());
}

/** The filters that a set declares and those that its `Meta` makes of columns. */
function setParameters(view: RestView, read: ProjectClass, of: ModelColumns): Filters {
  const { source } = view;
  const declared = new Map<string, readonly ParameterFact[]>();
  let isPartial = false;
  for (const owner of read.lineage.toReversed()) {
    if (typeof owner === "string") {
      if (!/^django_filters\.|^rest_framework_filters\.|^object$|Mixin$/.test(owner)) isPartial = true;
      continue;
    }
    for (const [name, binding] of owner.scope.names) {
      if (binding.kind !== "value" || binding.value === undefined) continue;
      const found = declaredFilter(
        view,
        read,
        name,
        { place: placeIn(owner), expression: binding.value },
        of,
      );
      if (found !== undefined) declared.set(name, found);
      else if (binding.value.kind === "constant") declared.delete(name);
    }
  }
  const rows = metaOption(source, read, "model");
  const model = (rows && modelBehind(source, rows)) ?? of;
  const fields = metaOption(source, read, "fields");
  const made =
    fields === undefined || rows === undefined
      ? { parameters: [], isPartial: false }
      : columnParameters(view, fields, model, new Set(declared.keys()));
  return {
    parameters: [...made.parameters, ...[...declared.values()].flat()],
    isPartial: isPartial || made.isPartial,
  };
}

function filterClass(made: ProjectClass | string | undefined): string | undefined {
  const lineage = made === undefined ? [] : typeof made === "string" ? [made] : made.lineage;
  for (const base of lineage) {
    if (typeof base === "string" && /^(?:django_filters|rest_framework_filters)\b.*Filter$/.test(base))
      return base.slice(base.lastIndexOf(".") + 1);
  }
  return undefined;
}

function declaredFilter(
  view: RestView,
  set: ProjectClass,
  name: string,
  { place, expression }: PlaceOf,
  of: ModelColumns,
): readonly ParameterFact[] | undefined {
  if (expression.kind !== "call") return undefined;
  const { source, schemas } = view;
  const owner: FieldOwner = { source, schemas, model: of };
  const inner = expression.callee.kind === "call" ? expression.args[0]?.value : undefined;
  const around =
    inner?.kind === "call" && expression.callee.kind === "call"
      ? toldAt(owner, place, expression.callee)
      : undefined;
  const call = around !== undefined && inner?.kind === "call" ? inner : expression;
  const made = classAt(source, { place, expression: call.callee });
  const lineage = made === undefined ? [] : typeof made === "string" ? [made] : made.lineage;
  const kind = filterClass(made);
  if (kind === undefined) return undefined;
  const told =
    around ??
    (typeof made === "object" ? overrideOf(owner, made) : undefined) ??
    methodTold(owner, set, call);
  const types = lineage.some(
    (base) => typeof base === "string" && /\.Base(?:CSV|In|Range)Filter$/.test(base),
  );
  const isMany = types || /Multiple/.test(kind);
  const one = told ?? filterType(view, kind, name, place, call, of);
  const required = flagAt(source, placed(place, keyword(call, "required"))) === true;
  const span = spanOf(place.module, call);
  return suffixesOf(kind, name).map((each) => ({
    name: each,
    in: "query",
    type: listOf(one, isMany),
    required,
    span,
  }));
}

function placed(place: Place, expression: PlaceOf["expression"] | undefined): PlaceOf | undefined {
  return expression && { place, expression };
}

/** A range has a name for each of its ends. */
function suffixesOf(kind: string, name: string): readonly string[] {
  if (/^(?:Date|DateTime|IsoDateTime)FromToRangeFilter$|^TimeRangeFilter$/.test(kind))
    return [`${name}_after`, `${name}_before`];
  return /^(?:Numeric)?RangeFilter$/.test(kind) ? [`${name}_min`, `${name}_max`] : [name];
}

/** What the method of a filter says of what it is given, by its decorator or its annotation. */
function methodTold(owner: FieldOwner, set: ProjectClass, call: Call): TypeFact | undefined {
  const named = textOf(keyword(call, "method"));
  const member = named === undefined ? undefined : findMember(set, named);
  if (member?.binding.kind !== "function") return undefined;
  const { node } = member.binding;
  const at = placeIn(member.owner);
  const told = decoratedType(owner, at, node.decorators);
  if (told !== undefined) return told;
  const annotation = node.parameters.find((each) => each.name === "value")?.annotation;
  if (annotation === undefined) return undefined;
  const hinted = readType(owner.source.reading, typePlace(at), annotation);
  return hinted.kind === "scalar" || hinted.kind === "map" ? hinted : scalar("text");
}

function filterType(
  view: RestView,
  kind: string,
  name: string,
  place: Place,
  call: Call,
  of: ModelColumns,
): TypeFact {
  const { source } = view;
  const plain = kinds[kind];
  if (plain !== undefined) return scalar(plain);
  const path = (
    textOf(keyword(call, "field_name") ?? keyword(call, "name") ?? positional(call)[0]) ?? name
  ).split("__");
  const column = columnAt(source, of, path);
  if (/^(?:Number|NumericRange)Filter$/.test(kind)) return numberType(column);
  const choices = keyword(call, "choices");
  if (choices !== undefined) {
    const read =
      readOptions(source, new Map([["choices", { place, expression: choices }]])).choices ?? "open";
    const isOpen = read === "open";
    if (!isOpen) return valuesType(read);
    return column === undefined ? unknown : baseType(source, column);
  }
  const to = textOf(keyword(call, "to_field_name"));
  const target = to === undefined ? column : columnAt(source, of, [...path, to]);
  return target === undefined ? (kind === "Filter" ? any : unknown) : baseType(source, target);
}

function numberType(column: Column | undefined): TypeFact {
  if (column === undefined) return scalar("number");
  if (/(?:Integer|Auto)Field$/.test(column.type)) return scalar("integer");
  return scalar(column.type === "FloatField" ? "float" : "number");
}

/** One value of a column as a filter takes it: of a relation, the key. */
function baseType(source: RestSource, column: Column): TypeFact {
  const { type } = typeOfColumn(typeSettings(source), column);
  return type.kind === "list" ? type.of : type;
}

/** The column that a lookup leads to: `customer__country`. */
function columnAt(source: RestSource, model: ModelColumns, path: readonly string[]): Column | undefined {
  let at: ModelColumns | undefined = model;
  for (const [index, part] of path.slice(0, 10).entries()) {
    if (at === undefined) return undefined;
    const column: Column | undefined =
      part === "pk" ? at.key : (at.columns.get(part) ?? at.columns.get(part.replace(/_id$/, "")));
    const reverse: ReverseColumn | undefined =
      column === undefined ? source.columns.reverse(at, part) : undefined;
    const isLast = index === path.length - 1;
    if (column !== undefined && isLast) return column;
    at =
      column !== undefined
        ? source.columns.ofId(column.relation?.to)
        : reverse && source.columns.ofClass(reverse.of);
    if (isLast && reverse !== undefined) return at?.key;
  }
  return undefined;
}

/** Lookups that take another value than the column has. */
function lookupType(source: RestSource, column: Column, lookup: string): TypeFact {
  const base = baseType(source, column);
  const [part = lookup, ...within] = lookup.split("__");
  // `created__date__gte` compares the part of a time with what such a part is.
  if (within.length > 0 && !/^(?:in|range|isnull)$/.test(within.at(-1) ?? ""))
    return lookupType(source, column, part);
  switch (lookup) {
    case "isnull":
      return scalar("boolean");
    case "in":
    case "range":
      return { kind: "list", of: comparedScalar(column, base) };
    case "year":
    case "month":
    case "day":
    case "week":
    case "week_day":
    case "hour":
    case "minute":
    case "second":
      return scalar("number");
    case "date":
      return scalar("date");
    case "exact":
      return filterScalar(column, base);
    default:
      return comparedScalar(column, base);
  }
}

/** Only one value is chosen from a list: what is compared or listed is of the column's plain type. */
function comparedScalar(column: Column, base: TypeFact): TypeFact {
  if (choicesOf(column) === "none" || column.relation !== undefined) return filterScalar(column, base);
  if (/(?:Integer|Auto)Field$/.test(column.type)) return scalar("integer");
  return /^(?:Char|Text|Slug|Email|URL)Field$/.test(column.type) ? scalar("text") : base;
}

/** What a filter that is made for a column takes, which may say less than the column. */
function filterScalar(column: Column, base: TypeFact): TypeFact {
  if (choicesOf(column) !== "none" || column.relation !== undefined) return base;
  if (/(?:Integer|Auto)Field$/.test(column.type)) return scalar("integer");
  if (column.type === "FloatField") return scalar("float");
  if (column.type === "DecimalField") return scalar("number");
  if (/^(?:Char|Text|Slug|Email|URL|FilePath|GenericIPAddress)Field$/.test(column.type))
    return scalar("text");
  return column.type === "DurationField" ? scalar("duration") : base;
}

/** Filters made of columns: `["status"]`, or `{"created": ["gte", "lte"]}`. */
function columnParameters(
  view: RestView,
  fields: PlaceOf,
  model: ModelColumns,
  declared: ReadonlySet<string>,
): Filters {
  const { source } = view;
  const span = viewSpan(view);
  const texts = textsAt(source, fields);
  const table = texts === undefined ? valueAt(source, fields) : undefined;
  const wanted: (readonly [string, string])[] = [];
  if (texts !== undefined && texts[0] !== "__all__")
    wanted.push(...texts.map((name) => [name, "exact"] as const));
  else if (typeof table === "object" && table !== null && !Array.isArray(table))
    for (const [name, lookups] of Object.entries(table))
      for (const lookup of Array.isArray(lookups) ? lookups : []) wanted.push([name, String(lookup)]);
  else return { parameters: [], isPartial: true };
  const parameters = wanted.flatMap(([name, lookup]): readonly ParameterFact[] => {
    const full = lookup === "exact" ? name : `${name}__${lookup}`;
    if (declared.has(full)) return [];
    const column = columnAt(source, model, name.split("__"));
    const type = column === undefined ? unknown : lookupType(source, column, lookup);
    const isMany = column?.relation?.kind === "many-to-many" && lookup === "exact";
    return [{ name: full, in: "query", type: listOf(type, isMany), required: false, span }];
  });
  return { parameters, isPartial: false };
}
