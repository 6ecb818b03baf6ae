import { fieldOf } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import type { Act } from "../acts.ts";
import { call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, type Kit } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { storedSight } from "../stored-rows.ts";
import { assertEqual, changedValue } from "../values.ts";
import { one } from "../words.ts";
import type { ChangeOperation } from "./update-scene.ts";

/** Of rows that neither a request nor the answer shows, the table tells what has changed. */
export function storedCases(
  kit: Kit,
  operation: ChangeOperation,
  act: Act,
  scene: Scene,
): readonly TestCase[] {
  const entity = entityIn(kit, scene.entity.name);
  const stored = storedSight(kit, scene);
  const given = act.fields
    .map(({ field }) => fieldOf(entity, field.name))
    .filter((field) => field !== undefined)
    .filter((field) => stored?.isPlain(field) && field.name !== entity.identity.field && !field.unique)
    .map((field) => ({ field, value: changedValue(kit, entity, field) }));
  if (!stored || given.length === 0) return [];
  const changes = given.map(({ field, value }) => py`${str(field.name)}: ${literal(value)}`);
  const body: Py =
    act.body && !act.body.text.startsWith("{") ? py`{**${act.body}, ${changes}}` : py`{${changes}}`;
  const changed = call(operation, {
    rows: act.rows,
    ...(act.caller && { account: act.caller }),
    extra: [body],
  });
  return [
    {
      name: `keeps what changed of the ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        changed,
        paragraph(
          py`stored = ${stored.row}`,
          ...given.map(({ field, value }) => assertEqual(stored.pick(name("stored"), field), literal(value))),
        ),
      ],
    },
  ];
}
