import { type ConflictRule, fieldOf } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { referencesIn } from "../../references.ts";
import { overlaps } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { api, call, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, shownFieldsOf, variable } from "../kit.ts";
import { eachOnce, type NamedRow, namedRow } from "../references.ts";
import { assign } from "../statements.ts";
import { one } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";

type Overlap = Extract<ConflictRule, { readonly kind: "overlap" }>;

const lasts = 90;
const units = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/** A moment that lies so many of the unit after another one. */
function moment(unit: keyof typeof units, count: number): string {
  const start = Date.parse("2031-03-05T10:00:00Z");
  return new Date(start + count * units[unit] * 1000).toISOString().replace(".000Z", "Z");
}

/** Nothing lies at the time of another one in the same place; before it, after it and elsewhere something may. */
export function overlapCases(scene: CreateScene, rule: Overlap): readonly TestCase[] {
  const { kit, operation, act } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const end = fieldOf(entity, rule.end)?.meaning;
  if (end?.kind !== "ends-after" || !act.body) return [];
  const references = referencesIn(kit.domain, operation.meaning).filter(({ mayBeMissing }) => !mayBeMissing);
  const rows = references.flatMap((reference) => {
    const details = reference.field.name === end.by ? [py`${name(attributeName(end.field))}=${lasts}`] : [];
    return namedRow(kit, reference, { details }) ?? [];
  });
  const place = references.find(({ field }) => field.name === rule.within);
  const elsewhere = place && namedRow(kit, place, { prefix: "other" });
  if (rows.length < references.length || !elsewhere) return [];
  const times: Times = { scene, rule, rows, unit: end.unit };
  return [takenCase(times), freeCase(times, elsewhere)];
}

interface Times {
  readonly scene: CreateScene;
  readonly rule: Overlap;
  readonly rows: readonly NamedRow[];
  readonly unit: keyof typeof units;
}

/** Statements that make the rows which are named. */
function arranged({ scene: { act }, rows }: Times, others: readonly Py[] = []): readonly Py[] {
  return eachOnce([...act.statements, ...rows.flatMap(({ statements }) => statements), ...others]);
}

/** One that begins so long after the first. */
function at({ scene: { operation, act }, rule, rows, unit }: Times, count: number, elsewhere?: NamedRow): Py {
  const named = rows.map((row) => (row.field.name === elsewhere?.field.name ? elsewhere : row));
  return call(operation, {
    rows: act.rows,
    ...(act.caller && { account: act.caller }),
    extra: [
      ...named.map(({ field, key }) => py`${name(attributeName(field.name))}=${key}`),
      py`${name(attributeName(rule.start))}=${str(moment(unit, count))}`,
    ],
  });
}

function takenCase(times: Times): TestCase {
  const { scene, rule, rows, unit } = times;
  const { kit, operation, act } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const target = entityIn(kit, rule.entity);
  const body = commaList([
    py`**${act.body}`,
    ...rows.map(({ field, key }) => py`${str(field.name)}: ${key}`),
    py`${str(rule.start)}: start`,
  ]);
  const starts = [1 - lasts, 0, lasts - 1].map((count) => moment(unit, count));
  return {
    name: `takes no ${one(entity)} at the time of another in the same ${one(target)}`,
    fixtures: ["client"],
    parameters: [{ names: [{ name: "start", type: py`str` }], values: literal(starts) }],
    body: [
      paragraph(...arranged(times), at(times, 0)),
      py`response = ${request(operation, {
        rows: act.rows,
        body: py`{${body}}`,
        ...(act.caller && { headers: py`${act.caller}.headers` }),
      })}`,
      py`${api("assert_refused")}(response, ${operation.meaning.refusals.conflict}, ${str(overlaps(entity, target))})`,
    ],
  };
}

function freeCase(times: Times, elsewhere: NamedRow): TestCase {
  const { scene, rule, unit } = times;
  const { kit, operation } = scene;
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const shown = shownFieldsOf(kit, behaviour.answer.representation);
  const row = name(variable(kit, entity.name));
  const ends = moment(unit, lasts).slice(0, 19);
  return {
    name: `takes one right before, right after and in another ${one(entityIn(kit, rule.entity))}`,
    fixtures: ["client"],
    body: [
      paragraph(...arranged(times, elsewhere.statements)),
      paragraph(assign(row, at(times, 0)), at(times, lasts), at(times, -lasts), at(times, 0, elsewhere)),
      shown.some(({ name: field }) => field === rule.end)
        ? py`assert ${row}[${str(rule.end)}].startswith(${str(ends)})`
        : py`assert ${row}`,
    ],
  };
}
