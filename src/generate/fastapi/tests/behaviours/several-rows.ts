import { type Entity, fieldOf } from "#domain";
import { commaList, name, type Py, py, str } from "#python";
import { pathKeyKind } from "../../app/keys.ts";
import { notFound } from "../../refusal-texts.ts";
import type { Act } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { answered, api, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { answerForm } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import { type Kit, keyOf, needsAccount, type OperationOf, readOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { type Sight, sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { one } from "../words.ts";
import { beside, makesBeside } from "./elsewhere.ts";

type OnSeveral = OperationOf<"delete-many"> | OperationOf<"change-states"> | OperationOf<"reorder">;

/** What tests of operations on several rows speak of: two rows that are named, and one that is not. */
export interface SeveralRows<O extends OnSeveral = OnSeveral> {
  readonly kit: Kit;
  readonly operation: O;
  readonly act: Act;
  readonly entity: Entity;
  readonly first: Scene;
  readonly second: Scene;
  readonly left: Scene;
}

/** Undefined where tests could not tell the rows apart. */
export function severalRows<O extends OnSeveral>(
  kit: Kit,
  operation: O,
  act: Act,
): SeveralRows<O> | undefined {
  const { scene } = act;
  if (scene?.create.meaning.behaviour.kind !== "create") return undefined;
  const { entity } = scene;
  const [second, left] = [beside(kit, scene), beside(kit, scene, "left")];
  return { kit, operation, act, entity, first: scene, second, left };
}

/** Statements: rows of these variables, made as the first one is. */
export function makesRows(...made: readonly Scene[]): readonly Py[] {
  return made.map((scene) => assign(scene.row, makesBeside(scene)));
}

/** A request that names rows of these variables. */
export function sendsRows(several: SeveralRows, named: readonly Scene[]): Py {
  return sends(
    several,
    named.map(({ row }) => keyOf(several.kit, several.entity, row)),
  );
}

function sends({ operation, act }: SeveralRows, keys: readonly Py[]): Py {
  return request(operation, {
    rows: act.rows,
    body: py`{${str(operation.meaning.behaviour.keysField)}: [${commaList(keys)}]}`,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
}

export function succeeds({ operation }: SeveralRows): Py {
  return py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`;
}

/** How a row is seen that stands as it was made. */
export function standing({ kit, entity }: SeveralRows, scene: Scene): Sight | undefined {
  const sight = sightOf(kit, entity, { scene });
  return sight?.representation === answerForm(scene) ? sight : undefined;
}

/** That no such row is there any more, where one can be asked for. */
export function isGone({ kit, entity, act }: SeveralRows, { rows, owner }: Scene): readonly Py[] {
  const read = readOf(kit, entity.name);
  const seer = owner ?? act.caller;
  if (!read || (needsAccount(read) && !seer)) return [];
  const sent = request(read, { rows, ...(needsAccount(read) && { headers: py`${seer}.headers` }) });
  return [py`${api("assert_refused")}(${sent}, 404)`];
}

/** One key that nothing has keeps everything as it was, and no key changes nothing. */
export function untouchedCases(several: SeveralRows, does: string): readonly TestCase[] {
  const { operation, act, entity, first } = several;
  const sight = standing(several, first);
  const { keysField, body } = operation.meaning.behaviour;
  if (!sight) return [];
  const stays = py`assert ${sight.whole} == ${sight.expect(first.row)}`;
  const least = body.own?.find(({ name: field }) => field === keysField)?.bounds.minItems ?? 0;
  const unknown: TestCase = {
    name: `${does} no ${one(entity)} where one is not there`,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${sends(several, [keyOf(several.kit, entity, first.row), unknownKey(several)])}`,
      paragraph(py`${api("assert_refused")}(response, 404, ${str(notFound(entity))})`, stays),
    ],
  };
  const none: TestCase = {
    name: `${does} nothing without a key`,
    kind: "shape",
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${sends(several, [])}`,
      paragraph(succeeds(several), stays),
    ],
  };
  // A query without a key is one without the parameter.
  const isSayable = !operation.meaning.behaviour.byQuery || !body.fields.some(({ required }) => required);
  return least > 0 || !isSayable ? [unknown] : [unknown, none];
}

/** Nothing is looked for without a bound. */
export function tooManyCases(several: SeveralRows): readonly TestCase[] {
  const { kit, operation, act, entity, first } = several;
  const { keysField, body, byQuery } = operation.meaning.behaviour;
  const most = body.own?.find(({ name: field }) => field === keysField)?.bounds.maxItems;
  if (most !== undefined) return [];
  const key = keyOf(kit, entity, first.row);
  const sent = request(operation, {
    rows: act.rows,
    body: py`{${str(keysField)}: [${key}] * 1_001}`,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: `refuses more ${keysField} than can be looked up at once`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sent}`,
        assertInvalid(operation, byQuery ? "parameters" : "body", str(keysField)),
      ],
    },
  ];
}

/** What is no key, and no keys at all: of a query, where a body is looked at as every body is. */
export function keysCases(several: SeveralRows): readonly TestCase[] {
  const { kit, operation, act, entity } = several;
  const { keysField, body, byQuery } = operation.meaning.behaviour;
  if (!byQuery) return bodyCases(kit, act);
  const isText = pathKeyKind(entity) === "text";
  const refused = (title: string, keys: Py, place: string): TestCase => ({
    name: title,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${request(operation, { rows: act.rows, body: keys, ...(act.caller && { headers: py`${act.caller}.headers` }) })}`,
      assertInvalid(operation, "parameters", str(place)),
    ],
  });
  const wrong = py`{${str(keysField)}: [${str(isText ? "nul\0" : "text")}]}`;
  return [
    refused("refuses what is no key", wrong, `${keysField}.0`),
    ...(body.fields.some(({ required }) => required)
      ? [refused("refuses a query without keys", py`{}`, keysField)]
      : []),
  ];
}

/** How many rows it was done to, where the answer tells. */
export function countCases(several: SeveralRows): readonly TestCase[] {
  const { operation, act, first, second } = several;
  const { telling } = operation.meaning.behaviour.answer;
  const told = telling?.parts.filter(({ is }) => is.kind === "rows") ?? [];
  if (told.length === 0) return [];
  return [
    {
      name: "tells how many there were",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, ...makesRows(second)),
        py`response = ${sendsRows(several, [first, second])}`,
        paragraph(
          succeeds(several),
          ...told.map(
            ({ name: part }) => py`assert ${answered(operation, name("response"))}[${str(part)}] == 2`,
          ),
        ),
      ],
    },
  ];
}

function unknownKey({ kit, entity, first }: SeveralRows): Py {
  const meaning = fieldOf(entity, entity.identity.field)?.meaning;
  const type = meaning?.kind === "identity" || meaning?.kind === "scalar" ? meaning.type : "string";
  const key = keyOf(kit, entity, first.row);
  if (type === "integer") return py`${key} + 1_000`;
  return type === "uuid" ? str("00000000-0000-4000-8000-000000000000") : py`${key} + "x"`;
}
