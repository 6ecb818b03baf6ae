import { fieldOf, type ScalarValue } from "#domain";
import { literal, type Py, py, str } from "#python";
import { mustBe } from "../../refusal-texts.ts";
import { actOf } from "../acts.ts";
import { api } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases, ownerCases } from "../credentials.ts";
import type { Kit, OperationOf } from "../kit.ts";
import { waysTo } from "../reach.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { many } from "../words.ts";
import { seesState } from "./change-state.ts";
import {
  countCases,
  keysCases,
  makesRows,
  type SeveralRows,
  sendsRows,
  severalRows,
  standing,
  succeeds,
  tooManyCases,
  untouchedCases,
} from "./several-rows.ts";

/** One field of the rows that are named changes, of all or of none, and of no other. */
export function changeStatesCases(kit: Kit, operation: OperationOf<"change-states">): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act) return [];
  const several = severalRows(kit, operation, act);
  const from = operation.meaning.behaviour.from;
  // Rows are as they are made: where that is no state to change from, there is nothing to see.
  const begins = several && beginning(several);
  const changes = begins !== undefined && (from?.includes(begins ?? "") ?? true);
  return [
    ...(several && changes
      ? [
          ...changedCases(several, begins),
          ...refusedCases(several, begins),
          ...untouchedCases(several, "changes"),
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

type Changing = SeveralRows<OperationOf<"change-states">>;

function changedField({ operation, entity }: Changing) {
  return fieldOf(entity, operation.meaning.behaviour.sets[0].field);
}

/** The state in which rows are made. */
function beginning(several: Changing): ScalarValue | null | undefined {
  const field = changedField(several);
  const made = field && waysTo(several.kit, several.entity, field).find(({ calls }) => calls.length === 0);
  return made?.state;
}

function target({ operation }: Changing): ScalarValue | null | undefined {
  const { to } = operation.meaning.behaviour.sets[0];
  return to.kind === "value" ? to.value : undefined;
}

function changedCases(several: Changing, begins: ScalarValue | null): readonly TestCase[] {
  const { act, entity, first, second, left } = several;
  const field = changedField(several);
  const sights = [first, second].flatMap((scene) => standing(several, scene) ?? []);
  const others = standing(several, left);
  if (!field || !others || sights.length < 2 || begins === target(several)) return [];
  const isList = others.expect(left.row) !== left.row;
  const isIn = (value: ScalarValue | null | undefined): readonly Py[] =>
    isList ? [] : sights.map((sight) => seesState(sight, field, value));
  const states = others.see(field);
  return [
    {
      name: `sets ${field.name} of the ${many(entity)} that are named, and of no other`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...act.statements,
          ...makesRows(second, left),
          ...isIn(begins),
          isList && py`assert ${states} == [${literal(begins)}] * 3`,
        ),
        py`response = ${sendsRows(several, [first, second])}`,
        paragraph(
          succeeds(several),
          ...isIn(target(several)),
          isList
            ? py`assert ${states}.count(${literal(begins)}) == 1`
            : py`assert ${others.whole} == ${others.expect(left.row)}`,
        ),
      ],
    },
  ];
}

/** One that is in another state keeps all as they are. */
function refusedCases(several: Changing, begins: ScalarValue | null): readonly TestCase[] {
  const { kit, act, entity, operation, first, second } = several;
  const { behaviour, refusals } = operation.meaning;
  const field = changedField(several);
  const sight = standing(several, second);
  if (!behaviour.from || !field || !sight) return [];
  const [way] = waysTo(kit, entity, field).filter(
    ({ state, calls }) => calls.length > 0 && state !== null && !behaviour.from?.includes(state),
  );
  if (!way) return [];
  return [
    {
      name: `changes none where the ${field.name} of one is ${String(way.state)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, ...makesRows(second), ...way.calls),
        py`response = ${sendsRows(several, [second, first])}`,
        paragraph(
          py`${api("assert_refused")}(response, ${refusals.conflict}, ${str(mustBe(field.name, behaviour.from))})`,
          sight.expect(second.row) === second.row
            ? seesState(sight, field, begins)
            : py`assert ${sight.see(field)}.count(${literal(begins)}) == 1`,
        ),
      ],
    },
  ];
}
