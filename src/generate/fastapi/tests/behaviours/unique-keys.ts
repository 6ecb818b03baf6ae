import { type Field, isKeyWithin } from "#domain";
import { importedModule, literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { bodyWith } from "../acts.ts";
import { api, awaitless, call, details, placeOf, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { entityIn, keyOf, listOf, needsAccount } from "../kit.ts";
import { sceneOf } from "../scenes.ts";
import { rowsOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { sampleValue } from "../values.ts";
import { indefinite } from "../words.ts";
import type { CreateScene } from "./create-scene.ts";

/** Fields that only one row may have, chosen by the client. */
export function uniqueKeyCases(scene: CreateScene): readonly TestCase[] {
  const { fields, naming } = scene.act;
  const unique = [...fields, ...naming].filter(
    ({ field }) => field.unique && field.meaning.kind === "scalar",
  );
  return unique.flatMap(({ field }) => [
    ...(field.refersTo
      ? [namedTwiceCase(scene, field)]
      : [takenCase(scene, field), ...raceCase(scene, field)]),
    ...elsewhereCases(scene, field),
  ]);
}

/** The same of accounts that others make, one after the other. */
export function takenKeyCases(scene: CreateScene): readonly TestCase[] {
  const unique = scene.act.fields.filter(({ field }) => field.unique && field.meaning.kind === "scalar");
  return unique.map(({ field }) => takenCase(scene, field));
}

/** That a response refuses a value which another row has. */
export function assertTaken(operation: OperationBlueprint, field: Field): Py {
  const { conflict, body } = operation.meaning.refusals;
  return conflict === body
    ? assertInvalid(operation, "body", placeOf(operation, field.name))
    : py`${api("assert_refused")}(response, ${conflict})`;
}

function takenCase(scene: CreateScene, field: Field): TestCase {
  const { kit, operation, act, made } = scene;
  const value = sampleValue(kit, entityIn(kit, operation.meaning.behaviour.entity), field, 0);
  const first = made(details([[field, value]]));
  const sent = request(operation, {
    rows: first.rows,
    body: bodyWith(act, str(field.name), literal(value)),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return {
    name: `refuses ${indefinite(field.name)} that is taken`,
    fixtures: ["client"],
    body: [paragraph(...first.statements), py`response = ${sent}`, assertTaken(operation, field)],
  };
}

/** The same row is named twice. */
function namedTwiceCase({ operation, act, made }: CreateScene, field: Field): TestCase {
  const first = made([]);
  const sent = request(operation, {
    rows: first.rows,
    body: bodyWith(act, str(field.name), py`${first.row}[${str(field.name)}]`),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return {
    name: `refuses ${indefinite(field.name)} that is taken`,
    fixtures: ["client"],
    body: [paragraph(...first.statements, ...act.own), py`response = ${sent}`, assertTaken(operation, field)],
  };
}

/** Below another row the key is another one. */
function elsewhereCases({ kit, operation, act, made }: CreateScene, field: Field): readonly TestCase[] {
  const { parent } = operation.meaning.behaviour;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const above = parent && sceneOf(kit, parent.entity);
  const first = made([]);
  if (!parent || !above || !isKeyWithin(entity, field)) return [];
  const other = name("other");
  const rows = { ...first.rows, parent: keyOf(kit, above.entity, other) };
  const list = listOf(kit, entity.name);
  const seer = list && needsAccount(list) ? act.caller : undefined;
  const isSeen =
    list?.meaning.behaviour.parent !== undefined && (!needsAccount(list) || act.caller !== undefined);
  const again = call(operation, {
    rows,
    ...(act.caller && { account: act.caller }),
    extra: [py`${name(attributeName(field.name))}=${first.row}[${str(field.name)}]`],
  });
  const more = call(operation, { rows, ...(act.caller && { account: act.caller }) });
  const maker = above.owner ?? act.caller;
  const madeAbove = call(above.create, {
    ...(above.rows.parent && { rows: { parent: above.rows.parent } }),
    ...(maker && { account: maker }),
  });
  return [
    {
      name: `lets rows of others have the same ${field.name}`,
      ...(!isSeen && { kind: "shape" as const }),
      fixtures: ["client"],
      body: [
        paragraph(...first.statements, assign(other, madeAbove)),
        paragraph(py`answered = ${again}`, isSeen && more),
        paragraph(
          py`assert answered[${str(field.name)}] == ${first.row}[${str(field.name)}]`,
          ...(isSeen && list
            ? [first.rows, rows].map(
                (each, index) =>
                  py`assert len(${rowsOf(kit, list, { rows: each, ...(seer && { account: seer }) })}) == ${index + 1}`,
              )
            : []),
        ),
      ],
    },
  ];
}

/** Not where a role is asked for: it is granted in the test's own transaction. */
function raceCase(scene: CreateScene, field: Field): readonly TestCase[] {
  const { kit, operation, act } = scene;
  if (operation.meaning.roles.length > 0) return [];
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const client = name("committing_client");
  const before = sceneOf(kit, entity.name, { client, before: true });
  const sent = awaitless(operation, {
    client,
    rows: act.rows,
    body: bodyWith(act, str(field.name), literal(sampleValue(kit, entity, field, 0))),
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  const { conflict } = operation.meaning.refusals;
  return [
    {
      name: `lets one of many at once have ${indefinite(field.name)}`,
      fixtures: ["committing_client"],
      body: [
        paragraph(...(before?.statements ?? [])),
        py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for _ in range(3)))`,
        py`assert sorted(response.status_code for response in responses) == [${operation.meaning.behaviour.answer.status}, ${conflict}, ${conflict}]`,
      ],
    },
  ];
}
