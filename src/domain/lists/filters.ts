import { splitWords } from "#base";
import type { Parameter } from "#contract";
import type { Filter, FilterTarget } from "../behaviour.ts";
import { comparedType } from "../compared-type.ts";
import type { Entity, Field, ScalarType } from "../domain.ts";
import { type Draft, entityNamed } from "../draft.ts";
import { evidence, step } from "../evidence.ts";
import { readBounds } from "../field-values.ts";
import { fieldOf } from "../fields.ts";
import { namesMembership } from "../memberships.ts";
import { sameElement, sameName, sharesWord } from "../names.ts";
import { lineAbout } from "../text-lines.ts";
import { bindDay } from "./days.ts";
import { readFallback } from "./fallbacks.ts";
import { bindNamed } from "./named.ts";
import { readObjects } from "./objects.ts";
import { type ParameterValue, readValue } from "./parameter-values.ts";
import { readOwnRange, readRange } from "./ranges.ts";
import { readSearch } from "./search.ts";

/** Filters, and the parameters that are none, each with what is not clear about it. */
export interface FilterReading {
  readonly filters: readonly Filter[];
  readonly unbound: readonly { readonly parameter: Parameter; readonly reason: string }[];
}

/** Binds each parameter to a field or relation by its name. Those it cannot bind are given back. */
export function readFilters(
  parameters: readonly Parameter[],
  entity: Entity,
  draft: Draft,
  text = "",
): FilterReading {
  const names = parameters.map(({ name }) => name);
  const read = parameters.map((parameter) => ({
    parameter,
    filter: readFilter({ parameter, line: lineAbout(text, parameter.name) }, names, entity, draft),
  }));
  return {
    filters: read.flatMap(({ filter }) => (typeof filter === "string" ? [] : [filter])),
    unbound: read.flatMap(({ parameter, filter }) =>
      typeof filter === "string" ? [{ parameter, reason: filter }] : [],
    ),
  };
}

interface Bound {
  readonly by: FilterTarget;
  readonly says: string;
  /** The type that values are compared with. */
  readonly type?: ScalarType;
  /** The values that the field can have, where they are listed. */
  readonly values?: readonly string[];
}

/** A parameter, and the line that the text of the operation has of it. */
interface Told {
  readonly parameter: Parameter;
  readonly line: string;
}

function readFilter(
  { parameter, line }: Told,
  names: readonly string[],
  entity: Entity,
  draft: Draft,
): Filter | string {
  const value = readValue(parameter, draft);
  if (!value) return `nothing says how the query parameter ${parameter.name} is spelled`;
  const bound = bind({ parameter, line }, value, entity, draft);
  if (typeof bound === "string") return bound;
  const fallback = readFallback(
    parameter,
    value,
    names.filter((name) => name !== parameter.name),
  );
  if (fallback === "unknown") return `nothing says what the query parameter ${parameter.name} defaults to`;
  const listed = value.schema.enum?.map(String);
  const everything = listed?.find(
    (each) => allWords.has(each.toLowerCase()) && !bound.values?.includes(each),
  );
  const strange = listed?.find((each) => each !== everything && bound.values?.includes(each) === false);
  if (strange !== undefined)
    return `nothing says which rows the value ${strange} of the query parameter ${parameter.name} asks for`;
  return {
    parameter: parameter.name,
    description: parameter.description,
    required: parameter.required,
    ...(value.several && { several: value.several }),
    ...(fallback !== "none" && { fallback }),
    ...(everything !== undefined && { everything }),
    ...(listed && value.type === "string" && { values: listed }),
    type: value.type,
    ...((value.schema.format === "int32" || value.schema.format === "int64") && {
      format: value.schema.format,
    }),
    ...boundsOf(value, listed !== undefined),
    by: bound.by,
    evidence: evidence(
      `${parameter.name} ${bound.says}`,
      step(`query parameter ${parameter.name}`, parameter.span),
    ),
  };
}

/** The limits of a text or a number; a format says what a value is, and a list of values leaves nothing to limit. */
function boundsOf({ schema, type }: ParameterValue, isListed: boolean): Pick<Filter, "bounds"> {
  if (isListed || (type !== "string" && type !== "integer" && type !== "number")) return {};
  const { format: _, ...bounds } = readBounds(schema);
  return Object.keys(bounds).length > 0 ? { bounds } : {};
}

/** Values that ask for all rows. */
const allWords: ReadonlySet<string> = new Set(["all", "any", "*"]);

function bind(
  { parameter, line }: Told,
  value: ParameterValue,
  entity: Entity,
  draft: Draft,
): Bound | string {
  const found =
    bindField(parameter, value, entity, draft) ??
    bindDay({ parameter, line }, value, entity, draft) ??
    bindParent(parameter, entity, draft) ??
    bindValues(parameter, entity) ??
    readObjects(parameter, entity, draft) ??
    bindNamed(parameter, value, entity, draft) ??
    bindMember(parameter, value, entity, draft) ??
    bindPresent(parameter, value, entity) ??
    bindSearch({ parameter, line }, value, entity) ??
    bindRange(parameter, value, entity);
  if (typeof found === "string") return found;
  if (!found) return `nothing says what the query parameter ${parameter.name} does to the list`;
  const fits =
    found.type === undefined ||
    value.type === found.type ||
    value.type === "string" ||
    isWhole(value.type, found.type);
  return fits
    ? found
    : `the query parameter ${parameter.name} cannot be compared with what it is called after`;
}

function isWhole(given: ScalarType, own: ScalarType): boolean {
  const numbers: readonly ScalarType[] = ["integer", "number", "decimal"];
  return (numbers.includes(given) && numbers.includes(own)) || (given === "date" && own === "date-time");
}

/** The field that a parameter is called after: by its own name, after the entity's, or as several of it. */
function findField({ name }: Parameter, { several }: ParameterValue, entity: Entity): Field | undefined {
  const called = (test: (field: Field) => boolean): Field | undefined => entity.fields.find(test);
  return (
    called((field) => sameName(field.name, name)) ??
    called((field) => sameName(`${entity.name}_${field.name}`, name)) ??
    (several
      ? called((field) => field.meaning.kind !== "values" && sameElement(field.name, name))
      : undefined)
  );
}

/** What a field shows of another one, it asks of that one. */
function keptUnder(field: Field | undefined, entity: Entity): Field | undefined {
  return field?.meaning.kind === "also" ? fieldOf(entity, field.meaning.of) : field;
}

/** The value of a field, a bound of it, or a part of its text. */
function bindScalar(parameter: Parameter, value: ParameterValue, field: Field, type: ScalarType): Bound {
  if (isPartial(parameter, value, field))
    return {
      by: { kind: "search", fields: [field.name] },
      says: `is looked for in ${field.name}, whatever the case`,
    };
  const range = value.several ? undefined : readOwnRange(parameter, field);
  if (range) return { by: range, type, says: `bounds the field ${field.name}` };
  return { by: { kind: "field", field: field.name }, type, says: `is the field ${field.name}` };
}

function bindField(
  parameter: Parameter,
  value: ParameterValue,
  entity: Entity,
  draft: Draft,
): Bound | undefined {
  const field = keptUnder(findField(parameter, value, entity), entity);
  switch (field?.meaning.kind) {
    case "scalar":
      return bindScalar(parameter, value, field, field.meaning.type);
    case "identity":
    case "owner-key":
      return {
        by: { kind: "field", field: field.name },
        type: field.meaning.type,
        says:
          field.meaning.kind === "identity" ? `is the identity ${field.name}` : `is ${field.name}, the maker`,
      };
    case "own-key":
      return {
        by: { kind: "field", field: field.meaning.of },
        type: field.meaning.type,
        says: `is the identity ${field.meaning.of}`,
      };
    case "parent-key": {
      const parent = entityNamed(draft, field.meaning.entity);
      return parent && aboveOf(parent, field.meaning.type);
    }
    case "enum": {
      const type = comparedType(field);
      return type
        ? {
            by: { kind: "field", field: field.name },
            type,
            values: field.meaning.values.map(String),
            says: `is the field ${field.name}`,
          }
        : undefined;
    }
    case "reference": {
      const target = entityNamed(draft, field.meaning.entity);
      const key = target?.identity.field;
      return target && key !== undefined
        ? {
            by: { kind: "reference", field: field.name, entity: target.name, key },
            says: `is ${field.name}, by its ${key}`,
          }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** The row that a row lives below, by its name and its key: `userId`. */
function bindParent({ name }: Parameter, entity: Entity, draft: Draft): Bound | undefined {
  const parent = entity.parent && entityNamed(draft, entity.parent.entity);
  if (!parent) return undefined;
  const key = parent.identity.field;
  const isNamed = [key, `${parent.name}_${key}`, `${parent.name}_id`, parent.name].some((each) =>
    sameName(each, name),
  );
  return isNamed ? aboveOf(parent) : undefined;
}

function aboveOf({ name, identity: { field: key } }: Entity, type?: ScalarType): Bound {
  return {
    by: { kind: "parent", entity: name, key },
    ...(type && { type }),
    says: `is the ${name} above, by its ${key}`,
  };
}

function bindValues(parameter: Parameter, entity: Entity): Bound | undefined {
  const lists = entity.fields.filter(({ meaning }) => meaning.kind === "values");
  const values =
    lists.find(({ name }) => sameElement(name, parameter.name)) ??
    onlyOne(
      lists.filter(({ name }) => sharesWord(name, parameter.name) && !isRangeName(parameter.name, name)),
    );
  return values?.meaning.kind === "values"
    ? {
        by: { kind: "contains", field: values.name },
        type: values.meaning.of,
        says: `is one of ${values.name}`,
      }
    : undefined;
}

/** Whether the name has a word of a bound beside the field's. */
function isRangeName(name: string, field: string): boolean {
  return (
    splitWords(name).length > splitWords(field).length &&
    /^(?:start|end|from|to|min|max|since|until)|(?:after|before|from|to)$/i.test(name)
  );
}

/** What is the only one of its kind; of several, none. */
function onlyOne<T>(candidates: readonly T[]): T | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

function bindMember(
  parameter: Parameter,
  value: ParameterValue,
  entity: Entity,
  draft: Draft,
): Bound | undefined {
  const found = draft.memberships.find(
    ({ relation }) => relation.target === entity.name && namesMembership(relation, parameter.name),
  );
  const account =
    draft.accounts &&
    draft.entities[
      draft.resources.findIndex(({ shapes }) => draft.accounts && shapes.includes(draft.accounts.login))
    ];
  if (!found || !account || value.type !== "string" || value.several) return undefined;
  const key = account.identity.field;
  return {
    by: { kind: "member", relation: found.relation.name, key },
    says: `names an account in "${found.relation.name}", by its ${key}`,
  };
}

/** `hasDiscount`: whether a field that may be missing is there. */
function bindPresent({ name }: Parameter, { type }: ParameterValue, entity: Entity): Bound | undefined {
  const field = entity.fields.find(
    (each) => each.meaning.kind === "scalar" && each.nullable && sameName(`has_${each.name}`, name),
  );
  return field && type === "boolean"
    ? { by: { kind: "present", field: field.name }, says: `tells whether ${field.name} is there` }
    : undefined;
}

/** A text that is looked for in the row's texts. */
/** Words for a value of which a part is enough. */
const partialText =
  /(?<!\p{L})(?:partial(?:ly)?|partially|contains?|containing|substring|sub-string|part of|parcial|contenga|contiene|contém|partielle?|contient|enthält|teilweise|содержит|частичн\p{L}*)(?!\p{L})/iu;

/** Whether a text is looked for in the field, and need not be all of it. */
function isPartial({ description }: Parameter, { type, several }: ParameterValue, field: Field): boolean {
  const isText = type === "string" && field.meaning.kind === "scalar" && field.meaning.type === "string";
  return isText && !several && partialText.test(description) && !/\bcase[- ]sensitive/i.test(description);
}

function bindSearch(
  { parameter, line }: Told,
  { type, several }: ParameterValue,
  entity: Entity,
): Bound | undefined {
  const fields =
    type === "string" && !several ? readSearch(parameter, entity, line).map(({ name }) => name) : [];
  return fields.length > 0
    ? { by: { kind: "search", fields }, says: `is looked for in ${fields.join(", ")}, whatever the case` }
    : undefined;
}

function bindRange(parameter: Parameter, value: ParameterValue, entity: Entity): Bound | string | undefined {
  const range = readRange(parameter, value, entity);
  if (!range) return undefined;
  if (range.kind === "unsure")
    return `nothing says which of ${range.fields.map(({ name }) => name).join(" and ")} the query parameter ${parameter.name} bounds`;
  const { field, target } = range;
  const side = target.edge === "least" ? "lower" : "upper";
  return {
    by: target,
    says: `is the ${side} bound of ${field.name}${target.inclusive ? "" : ", which itself is out"}`,
  };
}
