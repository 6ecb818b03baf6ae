import { comparedType, type Field, type Filter, fieldOf, type Shift } from "#domain";
import { commaList, type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { call, details, keywordArguments } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { firstMoment } from "../expected.ts";
import { keyOf } from "../kit.ts";
import { assign } from "../statements.ts";
import { many } from "../words.ts";
import { edgeOf } from "./list-edges.ts";
import { asks, inOrder, type ListScene, makes, mark, markersIn, marks, totals } from "./list-scene.ts";
import { sieveOf } from "./list-sieves.ts";
import { withStanding } from "./list-standing.ts";
import { queryValue } from "./query-value.ts";

const page = name("page");

/** What holds where a filter is left out, and what asks for everything; identities; both bounds of one value. */
export function defaultCases(scene: ListScene): readonly TestCase[] {
  const { filters } = scene.operation.meaning.behaviour;
  return [
    ...filters.flatMap((filter) => valueCase(scene, filter)),
    ...filters.flatMap((filter) => everythingCase(scene, filter)),
    ...filters.flatMap((filter) => momentCase(scene, filter)),
    ...filters.flatMap((filter) => identityCase(scene, filter)),
    ...elementCase(scene),
  ];
}

/** Asks the list with some parameters, and of the standing ones only those that are not named. */
function asksWithout(
  scene: ListScene,
  left: readonly string[],
  query: readonly (readonly [string, Py])[] = [],
): Py {
  const kept = withStanding(scene.standing, query).filter(([parameter]) => !left.includes(parameter));
  const { operation, caller, rows } = scene;
  return call(operation, {
    rows,
    ...(caller && { account: caller }),
    extra: keywordArguments(kept),
  });
}

function valueCase(scene: ListScene, filter: Filter): readonly TestCase[] {
  const { fallback, by, parameter } = filter;
  const field = by.kind === "field" ? fieldOf(scene.entity, by.field) : undefined;
  if (
    fallback?.kind !== "value" ||
    !field ||
    field.name === scene.marker.name ||
    fallback.value === filter.everything
  )
    return [];
  const other = otherValue(field, fallback.value);
  if (other === undefined) return [];
  return [
    {
      name: `keeps to ${parameter} ${String(fallback.value)} unless asked`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          makes(scene, literal(mark(scene, 0)), { more: details([[field, fallback.value]]) }),
          makes(scene, literal(mark(scene, 1)), { more: details([[field, other]]) }),
        ),
        py`page = ${asksWithout(scene, [parameter])}`,
        paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`, totals(scene, 1)),
      ],
    },
  ];
}

function otherValue({ meaning }: Field, value: JsonLike): JsonLike | undefined {
  if (meaning.kind === "enum") return meaning.values.find((each) => each !== value);
  if (meaning.kind !== "scalar") return undefined;
  if (meaning.type === "boolean") return !value;
  return meaning.type === "string" ? `${String(value)} too` : undefined;
}

function everythingCase(scene: ListScene, filter: Filter): readonly TestCase[] {
  const { everything, parameter } = filter;
  const sieve = everything === undefined ? undefined : sieveOf(scene, filter);
  if (!sieve || everything === undefined || sieve.field?.name === scene.marker.name) return [];
  const rows = [true, false].map((passes, number) =>
    makes(scene, literal(mark(scene, number)), { more: sieve.details(passes, number) }),
  );
  return [
    {
      name: `lists all ${many(scene.entity)} where ${parameter} is ${everything}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, ...rows),
        py`page = ${asks(scene, [[parameter, str(everything)]])}`,
        paragraph(
          py`assert ${markersIn(scene, page)} == ${marks(scene, ...inOrder(scene, 0, 1))}`,
          totals(scene, 2),
        ),
      ],
    },
  ];
}

const dayMs = 24 * 60 * 60 * 1000;
const unitMs: Readonly<Record<Shift["unit"], number>> = {
  minutes: 60 * 1000,
  hours: 60 * 60 * 1000,
  days: dayMs,
  weeks: 7 * dayMs,
};

/** When the test begins, moved by what the text says. */
function momentOf(shift: Shift | undefined, from: number = Date.parse(firstMoment)): number {
  return from + (shift ? shift.count * unitMs[shift.unit] : 0);
}

/** A bound that is left out stands for the moment that the text tells: rows on both sides of it show which. */
function momentCase(scene: ListScene, filter: Filter): readonly TestCase[] {
  const { fallback, by, parameter } = filter;
  const field = by.kind === "range" ? fieldOf(scene.entity, by.field) : undefined;
  if (fallback?.kind !== "moment" || by.kind !== "range" || !field || field.name === scene.marker.name)
    return [];
  const type = comparedType(field);
  if (!["scalar", "values"].includes(field.meaning.kind) || (type !== "date" && type !== "date-time"))
    return [];
  const asDay = type === "date";
  const print = (time: number): JsonLike => new Date(time).toISOString().slice(0, asDay ? 10 : undefined);
  // What it is reckoned from is asked for, a month from now, so that the two are not taken for each other.
  const asked = fallback.after === undefined ? undefined : momentOf({ unit: "days", count: 30 });
  const edge = momentOf(fallback.shift, asked);
  const step = asDay ? dayMs : 60_000;
  const inner = by.edge === "least" ? step : -step;
  const [within, outside] = by.inclusive && asDay ? [edge, edge - inner] : [edge + inner, edge - inner];
  const row = (time: number, number: number): Py => {
    const value = field.meaning.kind === "values" ? [print(time)] : print(time);
    return makes(scene, literal(mark(scene, number)), {
      more: [py`${name(attributeName(field.name))}=${literal(value)}`],
    });
  };
  const query =
    asked === undefined || fallback.after === undefined
      ? []
      : [[fallback.after, queryValue(print(asked))] as const];
  return [
    {
      name: `has a default for ${parameter} that goes with the time`,
      fixtures: ["client"],
      uses: ["set_clock"],
      body: [
        paragraph(...scene.setup, row(within, 0), row(outside, 1)),
        py`page = ${asksWithout(scene, [parameter], query)}`,
        paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`, totals(scene, 1)),
      ],
    },
  ];
}

function identityCase(scene: ListScene, filter: Filter): readonly TestCase[] {
  const { kit, entity } = scene;
  const { by, several, parameter } = filter;
  const field = by.kind === "field" ? fieldOf(entity, by.field) : undefined;
  if (field?.meaning.kind !== "identity" || field.name !== entity.identity.field) return [];
  const rows = ["first_row", "second_row", "third_row"].map((text) => name(text));
  const [first, , third] = rows;
  if (!first || !third) return [];
  const keys = [first, third].map((row) => py`str(${keyOf(kit, entity, row)})`);
  const sign = several === "commas" ? "," : several === "spaces" ? " " : "|";
  const wanted =
    several === undefined
      ? keyOf(kit, entity, first)
      : several === "repeated"
        ? py`[${commaList(keys)}]`
        : py`${str(sign)}.join([${commaList(keys)}])`;
  const found = several === undefined ? [0] : inOrder(scene, 0, 2);
  return [
    {
      name: `finds ${many(entity)} by ${parameter}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          ...rows.map((row, number) => assign(row, makes(scene, literal(mark(scene, number))))),
        ),
        py`page = ${asks(scene, [[parameter, wanted]])}`,
        paragraph(
          py`assert ${markersIn(scene, page)} == ${marks(scene, ...found)}`,
          totals(scene, found.length),
        ),
      ],
    },
  ];
}

/** Both bounds must hold for the same value, and a row is listed once however many of its values they hold for. */
function elementCase(scene: ListScene): readonly TestCase[] {
  const { kit, entity } = scene;
  const bounds = scene.operation.meaning.behaviour.filters.filter(
    ({ by }) => by.kind === "range" && fieldOf(entity, by.field)?.meaning.kind === "values",
  );
  const least = bounds.find(({ by }) => by.kind === "range" && by.edge === "least");
  const most = bounds.find(({ by }) => by.kind === "range" && by.edge === "most");
  if (!least || !most || least.by.kind !== "range") return [];
  const field = fieldOf(entity, least.by.field);
  const [low, high] = [edgeOf(kit, entity, least), edgeOf(kit, entity, most)];
  if (!field || !low || !high) return [];
  const attribute = name(attributeName(field.name));
  const row = (values: readonly JsonLike[], number: number): Py =>
    makes(scene, literal(mark(scene, number)), { more: [py`${attribute}=${literal(values)}`] });
  return [
    {
      name: `looks at one of ${field.name} at a time`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          row([low.outside, high.outside], 0),
          row([low.outside, low.wanted, high.outside], 1),
        ),
        py`page = ${asks(scene, [
          [least.parameter, queryValue(low.wanted)],
          [most.parameter, queryValue(high.wanted)],
        ])}`,
        paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 1)}`, totals(scene, 1)),
      ],
    },
  ];
}
