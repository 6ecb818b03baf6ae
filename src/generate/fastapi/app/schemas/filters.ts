import {
  type Bounds,
  comparedType,
  type Entity,
  elementField,
  type Filter,
  type FilterLanguage,
  fieldOf,
  type ReportBehaviour,
  type ScalarType,
  type SeveralValues,
  type Sorting,
} from "#domain";
import { imported, type JsonLike, literal, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { sharesPages } from "../../pages.ts";
import { attributeName } from "../../tables.ts";
import { pathKeyKind } from "../keys.ts";
import { aliasOf, longString } from "../names.ts";
import { annotate, choiceType, looseLimits } from "../value-types.ts";
import { base, type NamedClass } from "./field-line.ts";
import { ownPage } from "./page.ts";
import { languageLine } from "./terms.ts";

/** Query parameters of a list with filters, or with pages of its own; a list that is only paged takes the shared page. */
export function queryClass(blueprint: Blueprint, operation: OperationBlueprint): readonly NamedClass[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "report" && operation.queryClass !== undefined)
    return [[operation.queryClass, rangeFilters(blueprint, operation.queryClass, behaviour)]];
  if (behaviour.kind === "list-lines" && behaviour.language && operation.queryClass !== undefined)
    return [
      [
        operation.queryClass,
        lineFilters(blueprint, operation, behaviour.language, behaviour.required !== false),
      ],
    ];
  if (behaviour.kind !== "list" || operation.queryClass === undefined || operation.queryClass === "Page")
    return [];
  const { pagination, filters, language, sorting } = behaviour;
  const entity = entityNamed(blueprint, behaviour.entity);
  const shares = pagination !== undefined && sharesPages(blueprint.domain, pagination);
  // What must be given comes before what may be left out.
  const ordered = filters.toSorted((one, other) => Number(other.required) - Number(one.required));
  return [
    [
      operation.queryClass,
      py`
        class ${name(operation.queryClass)}(${base(shares ? "Page" : "RequestModel")}):
            ${ordered.map((filter) => filterLine(blueprint, entity, filter))}
            ${language && languageLine(blueprint, language, operation.termsClass ?? "")}
            ${sorting && sortLines(blueprint, sorting)}
            ${pagination && !shares && ownPage(blueprint, pagination)}`,
    ],
  ];
}

/** The ends of a range, those first that must be given. */
function rangeFilters(
  blueprint: Blueprint,
  title: string,
  { entity: entityName, filters }: ReportBehaviour,
): Py {
  const entity = entityNamed(blueprint, entityName);
  const ordered = filters.toSorted((one, other) => Number(other.required) - Number(one.required));
  return py`
    class ${name(title)}(${base("RequestModel")}):
        ${ordered.map((filter) => filterLine(blueprint, entity, filter))}`;
}

function lineFilters(
  blueprint: Blueprint,
  { queryClass: title = "", termsClass = "" }: OperationBlueprint,
  language: FilterLanguage,
  required: boolean,
): Py {
  return py`
    class ${name(title)}(${base("RequestModel")}):
        ${languageLine(blueprint, language, termsClass, required)}`;
}

function filterLine(blueprint: Blueprint, entity: Entity, filter: Filter): Py {
  const { parameter, description, required, several, fallback } = filter;
  const alias = aliasOf(blueprint, parameter);
  const settings = [
    ...(several && !required ? [py`default_factory=list`] : []),
    ...(alias === undefined ? [] : [py`alias=${str(alias)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  const field = settings.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${settings})`];
  const type = valueType(blueprint, entity, filter);
  const line = (whole: Py, value?: Py): Py =>
    py`${name(attributeName(parameter))}: ${whole}${value && py` = ${value}`}`;
  if (several) return line(annotate(py`list[${type}]`, [...splitting(several), tooMany(), ...field]));
  if (required) return line(annotate(type, field));
  if (fallback?.kind === "value") return line(annotate(type, field), literal(fallback.value));
  return line(annotate(py`${base("Omittable")}[${type}]`, field), py`None`);
}

/** What to sort by, and which way. */
function sortLines(blueprint: Blueprint, sorting: Sorting): readonly Py[] {
  const { parameter, description, isListed, choices, several, isText, fallback, direction } = sorting;
  const settings = (name: string, text: string, ...first: readonly Py[]): readonly Py[] => {
    const alias = aliasOf(blueprint, name);
    const all = [
      ...first,
      ...(alias === undefined ? [] : [py`alias=${str(alias)}`]),
      ...(text === "" ? [] : [py`description=${longString(text)}`]),
    ];
    return all.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${all})`];
  };
  const choice = choiceType(choices.map(({ value }) => value));
  // What the contract calls a text stays one to those who read what is published.
  const asText = py`${imported("pydantic", "WithJsonSchema")}({"type": "string"})`;
  const item = isListed || (several && isText) ? choice : annotate(choice, [asText]);
  const title = name(attributeName(parameter));
  const fields = several
    ? py`${title}: ${annotate(py`list[${item}]`, [
        ...splitting(several),
        tooMany(),
        ...(isText ? [asText] : []),
        ...settings(parameter, description, py`default_factory=list`),
      ])}`
    : fallback === undefined
      ? py`${title}: ${annotate(py`${base("Omittable")}[${item}]`, settings(parameter, description))} = None`
      : py`${title}: ${annotate(item, settings(parameter, description))} = ${str(fallback)}`;
  if (!direction) return [fields];
  const ways = choiceType([direction.ascending, direction.descending]);
  const way = name(attributeName(direction.parameter));
  const beside = settings(direction.parameter, direction.description);
  return [
    fields,
    direction.fallback === undefined
      ? py`${way}: ${annotate(py`${base("Omittable")}[${ways}]`, beside)} = None`
      : py`${way}: ${annotate(ways, beside)} = ${str(direction.fallback)}`,
  ];
}

/** Several values in one text are taken apart. */
function splitting(several: SeveralValues): readonly Py[] {
  if (several === "repeated") return [];
  return [py`${imported("pydantic", "BeforeValidator")}(${base(`split_at_${several}`)})`];
}

function tooMany(): Py {
  return py`${imported("pydantic", "AfterValidator")}(${base("refuse_many")})`;
}

/** Query values arrive as text, so numbers and flags are not held to JSON's strictness. */
function valueType(blueprint: Blueprint, entity: Entity, filter: Filter): Py {
  const own = typeOf(blueprint, entity, filter);
  const { bounds = {} } = filter;
  if (own === "string")
    return filter.values
      ? choiceType(filter.values)
      : annotate(base("Text"), filter.type === "string" ? looseLimits(bounds) : []);
  if (own === "integer" && filter.type === "integer" && (filter.format || filter.bounds))
    return wholeNumber(bounds, filter.format);
  const isNumber = filter.type === "integer" || filter.type === "number";
  const type = annotate(
    scalarType(own, filter.type),
    isNumber && numbers.has(own) ? looseLimits(bounds) : [],
  );
  // The contract may call it something else than what it is compared with.
  return isCalled(own, filter.type)
    ? type
    : annotate(type, [
        py`${imported("pydantic", "WithJsonSchema")}(${literal(publishedSchema(filter.type))})`,
      ]);
}

const numbers: ReadonlySet<ScalarType> = new Set(["integer", "number", "decimal", "decimal-text"]);

/**
 * A number of so many bits; what has more is refused, as the contract says, or as good as the most that a database holds.
 * Its limits stand before that check: only there they are published.
 */
function wholeNumber(bounds: Bounds, format: Filter["format"]): Py {
  const check =
    format === undefined
      ? "clamp_to_bigint"
      : format === "int32"
        ? "refuse_beyond_int32"
        : "refuse_beyond_int64";
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  const [low, high] = [minimum ?? exclusiveMinimum, maximum ?? exclusiveMaximum];
  const holds = format === "int32" ? 2 ** 31 : Number.MAX_SAFE_INTEGER;
  const isHeld = low !== undefined && high !== undefined && low >= -holds && high < holds;
  return annotate(py`int`, [
    ...looseLimits(bounds),
    ...(isHeld ? [] : [py`${imported("pydantic", "AfterValidator")}(${base(check)})`]),
    ...(format === undefined ? [] : [py`${base("published")}(format=${str(format)})`]),
  ]);
}

/** Whether the Python type is published as what the contract calls it. */
function isCalled(own: ScalarType, said: ScalarType): boolean {
  return own === said || (own === "date-time" && said === "date");
}

function publishedSchema(said: ScalarType): { readonly [key: string]: JsonLike } {
  const formats: readonly ScalarType[] = ["uuid", "date", "date-time"];
  return formats.includes(said) ? { type: "string", format: said } : { type: said };
}

/** The type of what the value is compared with. */
function typeOf(blueprint: Blueprint, entity: Entity, { by, type }: Filter): ScalarType {
  switch (by.kind) {
    case "field":
    case "range":
    case "contains": {
      const field =
        by.kind === "contains" ? elementField(blueprint.domain, entity, by) : fieldOf(entity, by.field);
      const own = (field && comparedType(field)) ?? "string";
      // A whole number can be compared with any other.
      return type === "integer" && (own === "number" || own === "decimal") ? "integer" : own;
    }
    case "day":
      return type;
    case "present":
      return "boolean";
    case "parent": {
      const kind = pathKeyKind(entityNamed(blueprint, by.entity));
      return kind === "text" ? "string" : kind;
    }
    case "search":
    case "reference":
    case "named":
    case "member":
      return "string";
  }
}

function scalarType(own: ScalarType, said: ScalarType): Py {
  switch (own) {
    case "integer":
      return base("BigInt");
    case "number":
      return imported("pydantic", "FiniteFloat");
    case "decimal":
    case "decimal-text":
      return imported("decimal", "Decimal");
    case "boolean":
      return py`bool`;
    case "uuid":
      return base("Uuid");
    case "date":
      return base("Date");
    case "date-time":
      return base(said === "date" ? "Date" : "Moment");
    case "string":
      return base("Text");
  }
}
