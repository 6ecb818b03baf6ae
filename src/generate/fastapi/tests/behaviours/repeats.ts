import type { Field } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { keyReused } from "../../refusal-texts.ts";
import { indexedLength } from "../../tables.ts";
import type { Act } from "../acts.ts";
import { bodyWith } from "../acts.ts";
import { answered, api, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { type Kit, listOf, needsAccount, type OperationOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { rowsOf } from "../sights.ts";
import { changedValue, isFreeText } from "../values.ts";
import { one } from "../words.ts";

const uuids = ["7f3a5c52-5b0e-4c1e-9f55-0a8f6d2b9c11", "0d1c9e64-2f2b-4f0a-8a43-6f1f1f3f7e22"] as const;
const words = ["first", "second"] as const;

interface RepeatScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"create">;
  /** With `details` as its body: every try sends the same. */
  readonly act: Act;
  readonly scene: Scene;
  readonly status: number;
  readonly keys: typeof uuids | typeof words;
  /** What another row of the same request must say otherwise. */
  readonly other: Sent;
}

/** A request that comes again under its key makes nothing more, and is answered as it was. */
export function repeatCases(kit: Kit, operation: OperationOf<"create">, made: Act): readonly TestCase[] {
  const { repeated, behaviour } = operation.meaning;
  const { scene } = made;
  if (!repeated || !made.body || !scene) return [];
  const act: Act = {
    ...made,
    statements: [...made.statements, py`details = ${made.body}`],
    body: name("details"),
  };
  const [unique, ...others] = act.fields.filter(({ field }) => field.unique).map(({ field }) => field);
  const repeat: RepeatScene = {
    kit,
    operation,
    act,
    scene,
    status: behaviour.answer.status,
    keys: repeated.isUuid || (repeated.minLength ?? 0) > words[0].length ? uuids : words,
    other: unique ? { body: changedBody(kit, act, scene, unique) } : {},
  };
  // With several such fields no test says what another row is.
  const isTold = others.length === 0;
  return [
    onceCase(repeat, isTold),
    ...(isTold ? againCases(repeat) : []),
    ...reusedCases(repeat),
    ...(isTold ? callerCases(repeat) : []),
    ...neededCases(operation, act),
    ...lengthCases(operation, act),
  ];
}

function onceCase(repeat: RepeatScene, isTold: boolean): TestCase {
  const { act, scene, status, keys, other } = repeat;
  const sent = sends(act);
  const listed = isTold ? listedRows(repeat) : undefined;
  return {
    name: `makes one ${one(scene.entity)} of a request that comes again`,
    ...(!listed && { kind: "shape" as const }),
    fixtures: ["client"],
    body: [
      paragraph(...act.statements, py`response = ${sent({ key: str(keys[0]) })}`),
      py`again = ${sent({ key: str(keys[0]) })}`,
      paragraph(
        py`assert again.status_code == ${status}`,
        py`assert again.json() == response.json()`,
        listed && py`assert len(${listed}) == 1`,
      ),
      // Of one row alone it could not be told whether any was made.
      ...(listed ? [sent({ key: str(keys[1]), ...other }), py`assert len(${listed}) == 2`] : []),
    ],
  };
}

/** Another key, and the same one when it is forgotten. */
function againCases({ operation, act, scene, status, keys, other }: RepeatScene): readonly TestCase[] {
  const sent = sends(act);
  const [key, another] = keys;
  const first = paragraph(...act.statements, py`response = ${sent({ key: str(key) })}`);
  return [
    {
      name: "does under another key the same again",
      fixtures: ["client"],
      body: [first, py`again = ${sent({ key: str(another), ...other })}`, differs(operation, status, scene)],
    },
    {
      name: "forgets a key in time",
      fixtures: ["client", "set_clock"],
      body: [
        first,
        py`set_clock.advance(minutes=30)`,
        py`again = ${sent({ key: str(key), ...other })}`,
        differs(operation, status, scene),
      ],
    },
  ];
}

function reusedCases({ kit, operation, act, scene, keys }: RepeatScene): readonly TestCase[] {
  const { repeated } = operation.meaning;
  const differ = act.fields.find(({ field }) => isFreeText(field)) ?? act.fields[0];
  if (!differ || !repeated) return [];
  const key = str(keys[0]);
  const sent = sends(act);
  return [
    {
      name: "refuses a key that was used for another request",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, sent({ key })),
        py`response = ${sent({ key, body: changedBody(kit, act, scene, differ.field) })}`,
        repeated.reused === "conflict"
          ? py`${api("assert_refused")}(response, 409, ${str(keyReused)})`
          : assertInvalid(operation, "parameters", str(repeated.header)),
      ],
    },
  ];
}

function changedBody(kit: Kit, act: Act, { entity }: Scene, field: Field): Py {
  return bodyWith(act, str(field.name), literal(changedValue(kit, entity, field)));
}

/** Keys are the caller's own. */
function callerCases(repeat: RepeatScene): readonly TestCase[] {
  const { kit, operation, act, scene, status, keys, other } = repeat;
  const { account } = kit;
  if (!account || !act.caller || operation.meaning.roles.length > 0 || operation.meaning.behaviour.parent)
    return [];
  const stranger = name("stranger");
  const sent = sends(act);
  const key = str(keys[0]);
  return [
    {
      name: "keeps the keys of callers apart",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, registers(account, stranger), py`response = ${sent({ key })}`),
        py`again = ${sent({ key, ...other, headers: py`${stranger}.headers` })}`,
        differs(operation, status, scene),
      ],
    },
  ];
}

function neededCases(operation: OperationOf<"create">, act: Act): readonly TestCase[] {
  const { repeated } = operation.meaning;
  if (!repeated?.required) return [];
  return [
    {
      name: "needs a key",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sends(act)({ key: "unsaid" })}`,
        assertInvalid(operation, "parameters", str(repeated.header)),
      ],
    },
  ];
}

/** A key that is longer than one may be. */
function lengthCases(operation: OperationOf<"create">, act: Act): readonly TestCase[] {
  const { repeated } = operation.meaning;
  if (!repeated || repeated.isUuid) return [];
  const most = Math.min(repeated.maxLength ?? indexedLength, indexedLength);
  return [
    {
      name: "refuses a key that is too long",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sends(act)({ key: py`"k" * ${most + 1}` })}`,
        assertInvalid(operation, "parameters", str(repeated.header)),
      ],
    },
  ];
}

type Sent = Pick<NonNullable<Parameters<typeof request>[1]>, "key" | "body" | "headers">;

function sends(act: Act): (options: Sent) => Py {
  return (options) =>
    request(act.operation, {
      rows: act.rows,
      ...(act.body && { body: act.body }),
      ...(act.caller && { headers: py`${act.caller}.headers` }),
      ...options,
    });
}

/** That the second request made a row of its own. */
function differs(operation: OperationOf<"create">, status: number, { entity }: Scene): readonly Py[] {
  const key = str(entity.identity.field);
  const [first, second] = [answered(operation, name("response")), answered(operation, name("again"))];
  return paragraph(
    py`assert again.status_code == ${status}`,
    py`assert ${second}[${key}] != ${first}[${key}]`,
  );
}

/** All rows, where a list shows them. */
function listedRows({ kit, operation, act, scene }: RepeatScene): Py | undefined {
  const list = listOf(kit, operation.meaning.behaviour.entity);
  if (!list || (needsAccount(list) && !act.caller) || list.meaning.roles.length > 0) return undefined;
  if (list.meaning.behaviour.parent && !scene.rows.parent) return undefined;
  return rowsOf(kit, list, {
    rows: scene.rows,
    ...(needsAccount(list) && act.caller && { account: act.caller }),
  });
}
