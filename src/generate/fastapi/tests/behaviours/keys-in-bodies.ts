import { fieldOf, type UpdateByBodyBehaviour } from "#domain";
import { importedModule, literal, name, type Py, py, str } from "#python";
import { pathKeyKind } from "../../app/keys.ts";
import { notFound } from "../../refusal-texts.ts";
import { type Act, actOf, bodyWith } from "../acts.ts";
import { api, awaitless, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { type Kit, keyOf } from "../kit.ts";
import { sightOf } from "../sights.ts";
import { assertEqual, sampleValue } from "../values.ts";
import { one } from "../words.ts";

/** A body that names a row which is not there: it is refused, or the row is made. */
export function keyInBodyCases(kit: Kit, act: Act): readonly TestCase[] {
  const { behaviour } = act.operation.meaning;
  if (behaviour.kind !== "update-by-body" || !act.scene) return [];
  return behaviour.absent === "refuse"
    ? [unknownCase(kit, act, behaviour)]
    : makingCases(kit, act, behaviour);
}

function sent(act: Act, body: Py): Py {
  return request(act.operation, {
    rows: act.rows,
    body,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
}

function unknownCase(kit: Kit, act: Act, { key }: UpdateByBodyBehaviour): TestCase {
  const { entity, row } = act.scene ?? {};
  if (!entity || !row) throw new Error("keelback is broken here: the row to change is made");
  const own = keyOf(kit, entity, row);
  const other = {
    integer: py`${own} + 1_000`,
    uuid: str("00000000-0000-4000-8000-000000000000"),
    text: py`${own} + "x"`,
  }[pathKeyKind(entity)];
  return {
    name: `knows no ${one(entity)} of another ${key}`,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${sent(act, bodyWith(act, str(key), other))}`,
      py`${api("assert_refused")}(response, 404, ${str(notFound(entity))})`,
    ],
  };
}

/** The row is made, once, also where several want to make it. */
function makingCases(kit: Kit, act: Act, { key, answer }: UpdateByBodyBehaviour): readonly TestCase[] {
  const { scene } = act;
  const field = scene && fieldOf(scene.entity, key);
  if (!scene || !field) return [];
  const { entity } = scene;
  const value = literal(sampleValue(kit, entity, field, 1));
  const sight = sightOf(kit, entity, { scene: { ...scene, rows: { ...scene.rows, item: value } } });
  const client = name("committing_client");
  const committing = actOf(kit, act.operation, client);
  const timed = sight?.shown.some(({ meaning }) => /^(created|updated)-at$/.test(meaning.kind));
  const afterwards =
    sight?.expect(scene.row) === scene.row
      ? sightOf(kit, entity, { scene: { ...scene, rows: { ...scene.rows, item: value } }, client })
      : undefined;
  const seen =
    sight && sight.expect(scene.row) === scene.row
      ? py`assert ${sight.whole} == {**${scene.row}, ${str(key)}: ${value}}`
      : undefined;
  if (!committing) return [];
  const together = awaitless(act.operation, {
    client,
    rows: committing.rows,
    body: bodyWith(committing, str(key), value),
    ...(committing.caller && { headers: py`${committing.caller}.headers` }),
  });
  return [
    {
      name: `makes the ${one(entity)} that is not there`,
      fixtures: ["client"],
      ...(timed && { uses: ["set_clock"] as const }),
      body: [
        paragraph(...act.statements),
        paragraph(
          py`response = ${sent(act, bodyWith(act, str(key), value))}`,
          py`assert response.status_code == ${answer.status}`,
        ),
        paragraph(seen),
      ],
    },
    {
      name: `makes one ${one(entity)} where several want to`,
      fixtures: ["committing_client"],
      body: [
        paragraph(...committing.statements),
        py`responses = await ${importedModule("asyncio")}.gather(*(${together} for _ in range(3)))`,
        paragraph(
          py`assert [response.status_code for response in responses] == [${answer.status}] * 3`,
          afterwards && assertEqual(afterwards.see(field), afterwards.expect(value)),
        ),
      ],
    },
  ];
}
