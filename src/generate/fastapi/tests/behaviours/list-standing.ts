import { type Field, type Filter, fieldOf } from "#domain";
import { commaList, type JsonLike, name, type Py, py, str } from "#python";
import type { Kit, OperationOf } from "../kit.ts";
import { entityIn } from "../kit.ts";
import { sampleCalled } from "../value-samples.ts";
import { sampleElement, sampleValue } from "../values.ts";
import type { NarrowedRows } from "./narrowed-rows.ts";
import { queryValue } from "./query-value.ts";

/** What every test of a list asks for and gives its rows, so that its defaults and what must be given hide none. */
export interface Standing {
  readonly query: readonly (readonly [parameter: string, value: Py])[];
  readonly values: readonly (readonly [Field, JsonLike])[];
  /** What rows are made with besides: rows that they name. */
  readonly details: readonly Py[];
}

export function standingOf(kit: Kit, operation: OperationOf<"list">, narrowed?: NarrowedRows): Standing {
  const { filters, entity } = operation.meaning.behaviour;
  const parts = filters.flatMap((filter) => {
    const { by, fallback } = filter;
    const field = "field" in by ? fieldOf(entityIn(kit, entity), by.field) : undefined;
    const found = field && standing(kit, entity, filter, field, fallback);
    return found ? [found] : [];
  });
  return {
    query: parts.flatMap(({ query }) => query),
    values: [...parts.flatMap(({ values }) => values), ...(narrowed?.values ?? [])],
    details: narrowed?.details ?? [],
  };
}

function standing(
  kit: Kit,
  entity: string,
  filter: Filter,
  field: Field,
  fallback: Filter["fallback"],
): Omit<Standing, "details"> | undefined {
  const { parameter, by, required, type } = filter;
  if (by.kind === "range" && (fallback?.kind === "moment" || required)) {
    const [first, last] =
      type === "date" || type === "string"
        ? ["0001-01-01", "9999-12-31"]
        : ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"];
    const isTime = type === "date" || type === "date-time" || type === "string";
    const value: JsonLike = isTime
      ? by.edge === "least"
        ? first
        : last
      : by.edge === "least"
        ? -(10 ** 6)
        : 10 ** 6;
    return { query: [[parameter, queryValue(value)]], values: [] };
  }
  const called =
    by.kind === "contains" && required ? sampleCalled(kit, entityIn(kit, entity), by, 0) : undefined;
  if (called) {
    const text = String(called.called);
    const asked = filter.several === "repeated" ? py`[${str(text)}]` : queryValue(text);
    return { query: [[parameter, asked]], values: [[field, [called.object]]] };
  }
  if (by.kind === "contains" && required) {
    const element = sampleElement(kit, field, 0);
    const text = String(element);
    const asked = filter.several === "repeated" ? py`[${str(text)}]` : queryValue(element);
    return { query: [[parameter, asked]], values: [[field, [element]]] };
  }
  if (by.kind !== "field" || (!required && fallback?.kind !== "value")) return undefined;
  const value: JsonLike =
    fallback?.kind === "value" ? fallback.value : sampleValue(kit, entityIn(kit, entity), field, 0);
  return { query: required ? [[parameter, queryValue(value)]] : [], values: [[field, value]] };
}

/** The standing query with more, which comes before it. */
export function withStanding(
  { query }: Standing,
  more: readonly (readonly [string, Py])[],
): readonly (readonly [string, Py])[] {
  const given = new Set(more.map(([parameter]) => parameter));
  return [...query.filter(([parameter]) => !given.has(parameter)), ...more];
}

/** `{"state": "new", parameter: value}` */
export function dynamicQuery({ query }: Standing): Py {
  const standing = query.map(([parameter, value]) => py`${str(parameter)}: ${value}`);
  return py`{${commaList([...standing, py`${name("parameter")}: ${name("value")}`])}}`;
}
