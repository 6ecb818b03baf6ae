import {
  type Entity,
  type Field,
  type Filter,
  fieldOf,
  type ReportBehaviour,
  type ReportPart,
} from "#domain";
import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { actOf } from "../acts.ts";
import { call, details, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import { firstMoment } from "../expected.ts";
import { entityIn, type Kit, type OperationOf } from "../kit.ts";
import { type Way, waysTo } from "../reach.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { many } from "../words.ts";
import { worthOf } from "./totals.ts";

type Report = OperationOf<"report">;

interface ReportScene {
  readonly kit: Kit;
  readonly operation: Report;
  readonly entity: Entity;
  /** Rows in each state that is told, or plain ones. */
  readonly rows: readonly ReportRow[];
  readonly setup: readonly Py[];
}

interface ReportRow {
  readonly state: string | undefined;
  readonly worth: number;
  readonly statements: readonly Py[];
}

/** Numbers of rows: none at first, then of each state as many as there are, and of the range alone. */
export function reportCases(kit: Kit, operation: Report): readonly TestCase[] {
  const act = actOf(kit, operation);
  const open = openReport(kit, operation);
  if (!act) return [];
  return [
    ...(open ? [emptyCase(open), countsCase(open), ...rangeCases(open)] : []),
    ...refusedCases(operation),
    ...credentialCases(kit, act),
  ];
}

function openReport(kit: Kit, operation: Report): ReportScene | undefined {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const state = behaviour.state === undefined ? undefined : fieldOf(entity, behaviour.state);
  const summed = behaviour.parts.flatMap(({ is }) =>
    is.kind === "sum" || is.kind === "average" ? [is] : [],
  );
  const field = summed[0] && fieldOf(entity, summed[0].field);
  const scene = sceneOf(kit, entity.name, { before: true });
  if (!field || !scene || scene.create.meaning.behaviour.kind !== "create") return undefined;
  const worth = worthOf(kit, entity, field);
  if (!worth) return undefined;
  const ways = state ? waysTo(kit, entity, state).filter(({ calls }) => !usesConnection(calls)) : [];
  const states = ways.length > 0 ? ways : [undefined];
  // The state that sums are of comes twice, so that an average is no sum.
  const twice = states.flatMap((way) => (way?.state === (summed[0]?.of ?? null) ? [way, way] : [way]));
  const rows = (ways.length > 0 ? twice : [undefined, undefined]).map((way, index) =>
    rowOf({ scene, way, state, index, extra: worth.extra(index), worth: worth.amount(index) }),
  );
  return { kit, operation, entity, rows, setup: [...scene.statements, ...worth.statements] };
}

function usesConnection(calls: readonly Py[]): boolean {
  return calls.some(({ text }) => text.includes("put_value"));
}

interface RowParts {
  readonly scene: Scene;
  readonly way: Way | undefined;
  readonly state: Field | undefined;
  readonly index: number;
  readonly extra: readonly Py[];
  readonly worth: number;
}

/** A row, and what brings it into its state. */
function rowOf({ scene, way, state, extra, worth }: RowParts): ReportRow {
  const calls = way?.calls ?? [];
  const { body } = scene.create.meaning.behaviour as {
    readonly body: { readonly fields: readonly { readonly field: string }[] };
  };
  const isGiven = state !== undefined && body.fields.some(({ field }) => field === state.name);
  const begins = way && isGiven && calls.length === 0 ? details([[state, way.state as JsonLike]]) : [];
  const made = call(scene.create, {
    rows: scene.rows,
    ...(scene.owner && { account: scene.owner }),
    extra: [...extra, ...begins],
  });
  const value = way?.state;
  return {
    state: value === undefined || value === null ? undefined : String(value),
    worth,
    statements: calls.length === 0 ? [made] : [py`${scene.row} = ${made}`, ...calls],
  };
}

function asked({ operation }: ReportScene, query?: Py): Py {
  return request(operation, query ? { query } : {});
}

function toldOf(
  parts: readonly ReportPart[],
  rows: readonly ReportRow[],
  edges: ReadonlyMap<string, string>,
): JsonLike {
  return Object.fromEntries(
    parts.map(({ name: part, is }): readonly [string, JsonLike] => {
      if (is.kind === "edge") return [part, edges.get(is.parameter) ?? firstMoment];
      const of = rows.filter(({ state }) => is.of === undefined || state === is.of);
      const sum = of.reduce((total, { worth }) => total + worth, 0);
      if (is.kind === "count") return [part, of.length];
      return [part, is.kind === "sum" ? sum : of.length === 0 ? 0 : sum / of.length];
    }),
  );
}

/** What a left-out end of the range is while the clock stands. */
function usualEdges(filters: readonly Filter[]): ReadonlyMap<string, string> {
  const units = { minutes: 60, hours: 3_600, days: 86_400, weeks: 604_800 } as const;
  return new Map(
    filters.flatMap(({ parameter, fallback }): readonly (readonly [string, string])[] => {
      if (fallback?.kind !== "moment") return [];
      const { shift } = fallback;
      const seconds = shift ? shift.count * units[shift.unit as keyof typeof units] : 0;
      return [[parameter, new Date(Date.parse(firstMoment) + seconds * 1_000).toISOString()]];
    }),
  );
}

/** The clock stands where the answer tells an end of the range that is now, or long before it. */
function stillClock({ parts, filters }: ReportBehaviour): Pick<TestCase, "uses"> {
  const tellsNow =
    parts.some(({ is }) => is.kind === "edge") || filters.some(({ fallback }) => fallback?.kind === "moment");
  return tellsNow ? { uses: ["set_clock"] } : {};
}

function emptyCase(open: ReportScene): TestCase {
  const { operation, entity, setup } = open;
  const { behaviour } = operation.meaning;
  return {
    name: `is nothing where there are no ${many(entity)}`,
    fixtures: ["client"],
    ...stillClock(behaviour),
    body: [
      paragraph(...setup),
      py`response = ${asked(open)}`,
      paragraph(
        py`assert response.status_code == ${behaviour.answer.status}`,
        py`assert response.json() == ${literal(toldOf(behaviour.parts, [], usualEdges(behaviour.filters)))}`,
      ),
    ],
  };
}

function countsCase(open: ReportScene): TestCase {
  const { operation, entity, setup, rows } = open;
  const { behaviour } = operation.meaning;
  return {
    name: `tells what ${many(entity)} come to`,
    fixtures: ["client"],
    ...stillClock(behaviour),
    body: [
      paragraph(...setup),
      paragraph(...rows.flatMap(({ statements }) => statements)),
      py`response = ${asked(open)}`,
      py`assert response.json() == ${literal(toldOf(behaviour.parts, rows, usualEdges(behaviour.filters)))}`,
    ],
  };
}

/** Rows of before and after a range are none of it; both its ends are. */
function rangeCases(open: ReportScene): readonly TestCase[] {
  const { operation, entity, setup, rows } = open;
  const { parts, filters } = operation.meaning.behaviour;
  const count = parts.find(({ is }) => is.kind === "count" && is.of === undefined);
  const edge = (which: string): Filter | undefined =>
    filters.find(({ by }) => by.kind === "range" && by.edge === which);
  const [from, until] = [edge("least"), edge("most")];
  const [row] = rows;
  const isOfMaking = filters.every(
    ({ by }) => by.kind === "range" && fieldOf(entity, by.field)?.meaning.kind === "created-at",
  );
  if (!count || !from || !until || !row || !isOfMaking) return [];
  const told = (start: string, end: string): Py =>
    py`(${asked(open, py`{${str(from.parameter)}: ${str(start)}, ${str(until.parameter)}: ${str(end)}}`)}).json()[${str(count.name)}]`;
  return [
    {
      name: "tells only of its range",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(...setup),
        paragraph(...row.statements, py`set_clock.advance(minutes=30)`, ...row.statements),
        paragraph(
          py`assert ${told("2026-01-02T03:04:05Z", "2026-01-02T03:34:06Z")} == 2`,
          py`assert ${told("2026-01-02T03:04:06Z", "2026-01-02T03:34:06Z")} == 1`,
          py`assert ${told("2026-01-02T03:04:05Z", "2026-01-02T03:34:05Z")} == 1`,
          py`assert ${told("2026-01-02T03:34:05.678901Z", "2026-01-02T03:34:05.678901Z")} == 1`,
          py`assert ${told("2026-01-02T04:04:05+01:00", "2026-01-02T04:04:06+01:00")} == 1`,
          py`assert ${told("2026-01-02T03:34:06Z", "2026-01-02T03:04:05Z")} == 0`,
        ),
      ],
    },
  ];
}

function refusedCases(operation: Report): readonly TestCase[] {
  const [first] = operation.meaning.behaviour.filters;
  if (!first) return [];
  return [
    {
      name: `refuses ${first.parameter} that is no moment`,
      fixtures: ["client"],
      parameters: [
        {
          names: [{ name: "value", type: py`str` }],
          values: py`["yesterday", "2026-02-30T00:00:00Z", "2026-01-02"]`,
        },
      ],
      body: [
        py`response = ${request(operation, { query: py`{${str(first.parameter)}: ${name("value")}}` })}`,
        assertInvalid(operation, "parameters", str(first.parameter)),
      ],
    },
  ];
}
