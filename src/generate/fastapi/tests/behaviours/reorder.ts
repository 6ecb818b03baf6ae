import { type Entity, fieldOf } from "#domain";
import { literal, type Py, py, str } from "#python";
import { notEachOnce } from "../../refusal-texts.ts";
import { actOf } from "../acts.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases, ownerCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import {
  entityIn,
  isAmong,
  type Kit,
  keyOf,
  listOf,
  needsAccount,
  type OperationOf,
  shownFieldsOf,
} from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { rowsOf } from "../sights.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { indefinite, many, one } from "../words.ts";
import {
  countCases,
  keysCases,
  makesRows,
  type SeveralRows,
  sendsRows,
  severalRows,
  succeeds,
  tooManyCases,
  untouchedCases,
} from "./several-rows.ts";

/** All rows stand in the order in which they were named; an order that is none of all of them changes nothing. */
export function reorderCases(kit: Kit, operation: OperationOf<"reorder">): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act) return [];
  const several = severalRows(kit, operation, act);
  const listed = several && listedRows(several);
  return [
    ...(several && listed
      ? [
          orderedCase(several, listed),
          ...lastCases(several),
          ...refusedCases(several, listed),
          ...untouchedCases(several, "moves").slice(0, 1),
          ...countCases(several),
          ...tooManyCases(several),
        ]
      : []),
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...unknownRowCases(kit, act),
    ...(several ? keysCases(several) : []),
  ];
}

type Ordering = SeveralRows<OperationOf<"reorder">>;

/** The rows as a list shows them. */
function listedRows({ kit, entity, act }: Ordering): Py | undefined {
  const list = listOf(kit, entity.name);
  const seer = act.scene?.owner ?? act.caller;
  if (!list || (needsAccount(list) && !seer)) return undefined;
  if (list.meaning.behaviour.parent && !act.rows.parent) return undefined;
  const shown = shownFieldsOf(kit, list.meaning.behaviour.answer.representation);
  const key = fieldOf(entity, entity.identity.field);
  if (!key || !isAmong(shown, key)) return undefined;
  return rowsOf(kit, list, { rows: act.rows, ...(needsAccount(list) && seer && { account: seer }) });
}

function keysIn(entity: Entity, rows: Py): Py {
  return py`[each[${str(entity.identity.field)}] for each in ${rows}]`;
}

function keysOf({ kit, entity }: Ordering, scenes: readonly Scene[]): Py {
  return py`[${scenes.map(({ row }) => keyOf(kit, entity, row))}]`;
}

function orderedCase(several: Ordering, listed: Py): TestCase {
  const { kit, operation, act, entity, first, second, left } = several;
  const { field, first: start } = operation.meaning.behaviour;
  const list = listOf(kit, entity.name);
  const shown = shownFieldsOf(kit, list?.meaning.behaviour.answer.representation);
  const shows = shown.some(({ name }) => name === field);
  const order = [left, first, second];
  return {
    name: `brings ${many(entity)} into the order in which they are named`,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements, ...makesRows(second, left)),
      py`response = ${sendsRows(several, order)}`,
      paragraph(
        succeeds(several),
        py`rows = ${listed}`,
        py`assert ${keysIn(entity, py`rows`)} == ${keysOf(several, order)}`,
        shows &&
          py`assert [each[${str(field)}] for each in rows] == ${literal([start, start + 1, start + 2])}`,
      ),
    ],
  };
}

/** Nobody says where a new row stands: behind all others. */
function lastCases(several: Ordering): readonly TestCase[] {
  const { kit, operation, act, entity, first, second, left } = several;
  const { field, first: start } = operation.meaning.behaviour;
  const { answer } = first.create.meaning.behaviour;
  const shown = shownFieldsOf(kit, answer.representation);
  if (!fieldOf(entityIn(kit, entity.name), field)?.place || !shown.some(({ name }) => name === field))
    return [];
  return [
    {
      name: `puts a new ${one(entity)} last`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, ...makesRows(second), sendsRows(several, [second, first])),
        makesRows(left),
        py`assert ${left.row}[${str(field)}] == ${start + 2}`,
      ],
    },
  ];
}

/** An order that leaves a row out, or names one twice. */
function refusedCases(several: Ordering, listed: Py): readonly TestCase[] {
  const { operation, act, entity, first, second } = several;
  const { keysField } = operation.meaning.behaviour;
  const refused = (title: string, order: readonly Scene[]): TestCase => ({
    name: title,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements, ...makesRows(second), py`before = ${listed}`),
      py`response = ${sendsRows(several, order)}`,
      paragraph(
        assertInvalid(operation, "body", str(keysField), py`because=${str(notEachOnce(entity))}`),
        py`assert ${listed} == before`,
      ),
    ],
  });
  return [
    refused(`refuses an order that leaves ${indefinite(one(entity))} out`, [second]),
    refused(`refuses an order that names ${indefinite(one(entity))} twice`, [first, second, second]),
  ];
}
