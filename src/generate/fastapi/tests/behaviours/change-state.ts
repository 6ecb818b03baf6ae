import { type Field, fieldOf, givenField, primaryField, type ScalarValue, type StateChange } from "#domain";
import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { mustBe } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { type Act, actOf } from "../acts.ts";
import { accountAttributes } from "../api-support.ts";
import { bodyCases } from "../bodies.ts";
import { answered, api, call, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases, ownerCases } from "../credentials.ts";
import { entityIn, isAmong, type Kit, keyOf, type OperationOf, shownFieldsOf, variable } from "../kit.ts";
import { movedField, type Way, waysTo } from "../reach.ts";
import { eachOnce } from "../references.ts";
import type { Scene } from "../scenes.ts";
import { secondMaker } from "../second-rows.ts";
import { type Sight, sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { type StoredSight, storedSight } from "../stored-rows.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { assertEqual, sampleValue } from "../values.ts";
import { one } from "../words.ts";
import { aloneCases } from "./alone.ts";
import { guardCases } from "./versions.ts";

interface StateScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"change-state">;
  readonly act: Act;
  readonly field: Field;
  /** States from which the change is made, another than its own first; and those from which it is refused. */
  readonly from: readonly Way[];
  readonly refused: readonly Way[];
}

/** One field of a row changes, from the states that are right for it, and nothing else. */
export function changeStateCases(kit: Kit, operation: OperationOf<"change-state">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const field = movedField(entity, operation);
  if (!act?.scene || !field) return [];
  const ways = waysTo(kit, entity, field);
  const isRight = ({ state }: Way): boolean =>
    behaviour.from === undefined || (state !== null && behaviour.from.includes(state));
  const scene: StateScene = {
    kit,
    operation,
    act,
    field,
    from: ways.filter((way) => isRight(way) && way.state !== targetOf(operation, way)),
    refused: ways.filter((way) => !isRight(way)),
  };
  return [
    ...changeCases(scene),
    ...answerCase(scene),
    ...otherCases(scene),
    ...repeatedCases(scene),
    ...silentCases(scene),
    ...aloneCases(kit, operation, act, field),
    ...refusedCases(scene),
    ...guardCases(kit, act),
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...("body" in behaviour ? bodyCases(kit, act) : []),
    ...unknownRowCases(kit, act),
  ];
}

/** What the field is afterwards; a time is whatever the clock says. */
function targetOf(
  { meaning: { behaviour } }: OperationOf<"change-state">,
  { state }: Pick<Way, "state">,
): ScalarValue | null | undefined {
  const { to } = behaviour.sets[0];
  if (to.kind === "inverse") return state !== true;
  return to.kind === "value" ? to.value : undefined;
}

/** What the caller's role, which comes last, is not for: the row, `more`, and what brings it into its state. */
function arranged({ act }: StateScene, { scene, calls }: Way, more: readonly Py[] = []): readonly Py[] {
  return eachOnce([...scene.statements, ...more, ...calls, ...act.own]);
}

function sight({ kit }: StateScene, { scene }: Way, field: Field): Sight | undefined {
  const found = sightOf(kit, scene.entity, { scene });
  return found && isAmong(found.shown, field) ? found : undefined;
}

function changes({ operation, act }: StateScene, { scene }: Way): Py {
  return call(operation, {
    rows: scene.rows,
    ...(act.caller && { account: act.caller }),
    ...(act.body && { extra: [act.body] }),
  });
}

/** That a field is seen to hold a value; without one, any but none. */
export function seesState(
  seen: Pick<Sight, "see" | "expect">,
  field: Field,
  value: ScalarValue | null | undefined,
): Py {
  if (value !== undefined) return assertEqual(seen.see(field), seen.expect(literal(value)));
  const nothing = seen.expect(py`None`);
  return nothing.text === "None"
    ? py`assert ${seen.see(field)} is not None`
    : py`assert ${seen.see(field)} != ${nothing}`;
}

function changeCases(state: StateScene): readonly TestCase[] {
  const { operation, field, from } = state;
  return from.flatMap((way): readonly TestCase[] => {
    const shown = sight(state, way, field);
    const stored = storedSight(state.kit, way.scene);
    const seen = shown ?? (stored?.isPlain(field) ? asSight(stored) : undefined);
    if (!seen || (way.state === null && field.missing === "absent" && shown)) return [];
    const noted = operation.meaning.behaviour.sets.slice(1).flatMap((set) => {
      const told = fieldOf(way.scene.entity, set.field);
      if (!told) return [];
      if (seen.shown.includes(told)) return isNoted(state, seen, told, set) ?? [];
      return stored ? (isKept(state, stored, told, set) ?? []) : [];
    });
    return [
      {
        name: `${operation.meaning.behaviour.sets[0].to.kind === "inverse" ? "turns over" : "sets"} ${field.name}${from.length === 1 ? "" : ` that was ${String(way.state)}`}`,
        fixtures: ["client"],
        body: [
          paragraph(...arranged(state, way), seesState(seen, field, way.state)),
          changes(state, way),
          paragraph(seesState(seen, field, targetOf(operation, way)), ...noted),
        ],
      },
    ];
  });
}

/** What the table holds, looked at as what an operation shows of one row. */
function asSight(stored: StoredSight): Pick<Sight, "see" | "expect" | "shown"> {
  return { see: stored.see, expect: (value) => value, shown: [] };
}

/** The same of what no operation shows: what the column is held to where it holds what JSON has, else that it holds something. */
function isKept(state: StateScene, stored: StoredSight, field: Field, set: StateChange): Py | undefined {
  const isPlain = stored.isPlain(field) && set.to.kind !== "caller";
  if (isPlain) return isNoted(state, asSight(stored), field, set);
  if (set.to.kind === "inverse" || (set.to.kind === "value" && set.to.value === null)) return undefined;
  return seesState(asSight(stored), field, undefined);
}

/** What is noted beside the change: a time, what was given, nothing any more, or who called. */
function isNoted(
  { kit, operation, act }: StateScene,
  seen: Pick<Sight, "see" | "expect">,
  field: Field,
  { to }: StateChange,
): Py | undefined {
  const { behaviour } = operation.meaning;
  if (to.kind === "inverse") return undefined;
  if (to.kind === "value") return seesState(seen, field, to.value);
  if (to.kind === "now" || to.kind === "after") return seesState(seen, field, undefined);
  if (to.kind === "caller") {
    const { account } = kit;
    const key = account && primaryField(account.entity);
    if (!account || !key || !act.caller || !accountAttributes(account).includes(attributeName(key.name)))
      return undefined;
    return py`assert ${seen.see(field)} == ${seen.expect(py`${act.caller}.${name(attributeName(key.name))}`)}`;
  }
  const given = "body" in behaviour && givenField(entityIn(kit, behaviour.entity), behaviour.body, to.name);
  const value = given && sampleValue(kit, entityIn(kit, behaviour.entity), given, 1);
  return given ? assertEqual(seen.see(field), seen.expect(literal(value as JsonLike))) : undefined;
}

function answerCase(state: StateScene): readonly TestCase[] {
  const { kit, operation, act, field } = state;
  const { answer } = operation.meaning.behaviour;
  const [way] = state.from;
  const value = way && targetOf(operation, way);
  if (!way || value === undefined || !isAmong(shownFieldsOf(kit, answer.representation), field)) return [];
  const sent = request(operation, {
    rows: way.scene.rows,
    ...(act.body && { body: act.body }),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: `answers the ${one(way.scene.entity)} with its new ${field.name}`,
      kind: "shape",
      fixtures: ["client"],
      body: [
        paragraph(...arranged(state, way)),
        py`response = ${sent}`,
        paragraph(
          py`assert response.status_code == ${answer.status}`,
          assertEqual(py`${answered(operation, name("response"))}[${str(field.name)}]`, literal(value)),
        ),
      ],
    },
  ];
}

function otherCases(state: StateScene): readonly TestCase[] {
  const { kit, field, from } = state;
  const way = from[0];
  const seen = way && sight(state, way, field);
  if (!way || !seen || way.scene.create.meaning.behaviour.kind !== "create") return [];
  const { entity, create, rows } = way.scene;
  const maker = secondMaker(kit, way.scene);
  if (seen.expect(way.scene.row) !== way.scene.row) return [];
  if (way.state === null && field.missing === "absent") return [];
  const other = name(`other_${variable(kit, entity.name)}`);
  const otherScene: Scene = {
    ...way.scene,
    ...(maker.owner && { owner: maker.owner }),
    row: other,
    rows: { ...rows, item: keyOf(kit, entity, other) },
  };
  const otherSight = sightOf(kit, entity, { scene: otherScene });
  if (!otherSight || otherSight.representation !== create.meaning.behaviour.answer.representation) return [];
  const made = call(create as OperationOf<"create">, {
    rows,
    ...(maker.owner && { account: maker.owner }),
  });
  return [
    {
      name: `leaves every other ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...arranged(state, way, [...maker.statements, assign(other, made)]),
          seesState(seen, field, way.state),
        ),
        changes(state, way),
        paragraph(
          seesState(seen, field, targetOf(state.operation, way)),
          py`assert ${otherSight.whole} == ${otherSight.expect(other)}`,
        ),
      ],
    },
  ];
}

/** What is so already stays so, or is refused. */
function repeatedCases(state: StateScene): readonly TestCase[] {
  const { operation, field } = state;
  const { behaviour } = operation.meaning;
  const [way] = state.from;
  const target = way && targetOf(operation, way);
  const isLeft =
    behaviour.from === undefined ||
    (target !== null && target !== undefined && behaviour.from.includes(target));
  const seen = way && sight(state, way, field);
  const isPutOff = behaviour.sets[0].to.kind === "after";
  if (!way || !seen || !isLeft || isPutOff || (way.state === null && field.missing === "absent")) return [];
  const turns = behaviour.sets[0].to.kind === "inverse";
  // A way to the other state turns it back already.
  if (turns && state.from.length > 1) return [];
  if (turns)
    return [
      {
        name: `turns ${field.name} back`,
        fixtures: ["client"],
        body: [
          paragraph(...arranged(state, way), changes(state, way), seesState(seen, field, target)),
          changes(state, way),
          seesState(seen, field, way.state ?? false),
        ],
      },
    ];
  return [
    {
      name: "may be repeated",
      fixtures: ["client"],
      body: [
        paragraph(...arranged(state, way), seesState(seen, field, way.state), changes(state, way)),
        paragraph(py`before = ${seen.see(field)}`, changes(state, way)),
        paragraph(py`assert ${seen.see(field)} == before`, seesState(seen, field, target)),
      ],
    },
  ];
}

/** Nothing has to be said where the body may be left out. */
function silentCases(state: StateScene): readonly TestCase[] {
  const { operation, act, field } = state;
  const { behaviour } = operation.meaning;
  const [way] = state.from;
  const seen = way && sight(state, way, field);
  if (!way || !("body" in behaviour) || behaviour.body.required) return [];
  const sent = request(operation, {
    rows: way.scene.rows,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: "needs no body",
      ...(!seen && { kind: "shape" as const }),
      fixtures: ["client"],
      body: [
        paragraph(...arranged(state, way)),
        py`response = ${sent}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          seen && seesState(seen, field, targetOf(operation, way)),
        ),
      ],
    },
  ];
}

function refusedCases(state: StateScene): readonly TestCase[] {
  const { operation, act, field, refused } = state;
  const { behaviour, refusals } = operation.meaning;
  const { from } = behaviour;
  if (!from) return [];
  return refused.flatMap((way): readonly TestCase[] => {
    const seen = sight(state, way, field);
    const sent = request(operation, {
      rows: way.scene.rows,
      ...(act.body && { body: act.body }),
      ...(act.caller && { headers: py`${act.caller}.headers` }),
    });
    return [
      {
        name: `refuses ${field.name} that is ${String(way.state)}`,
        fixtures: ["client"],
        body: [
          paragraph(...arranged(state, way)),
          py`response = ${sent}`,
          paragraph(
            py`${api("assert_refused")}(response, ${refusals.conflict}, ${str(mustBe(field.name, from))})`,
            seen && seesState(seen, field, way.state),
          ),
        ],
      },
    ];
  });
}
