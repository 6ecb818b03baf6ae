import { type Entity, type Field, fieldOf } from "#domain";
import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { type Act, bodyWith } from "../acts.ts";
import { call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { expectSum, shownAs } from "../derived-values.ts";
import { shownValue } from "../expected.ts";
import { entityIn, isAmong, type Kit, shownFieldsOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { storedSight } from "../stored-rows.ts";
import { assertEqual, changedValue, sampleValue } from "../values.ts";
import { indefinite, one } from "../words.ts";
import { type ChangeOperation, type UpdateScene, updates } from "./update-scene.ts";

/** What is shown under another name than it is given, and what it comes to. */
export function otherNameCases(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight } = update;
  return act.fields.flatMap(({ field }): readonly TestCase[] => {
    const shown = isAmong(sight.shown, field) ? undefined : shownAs(sight.shown, field);
    const given = shown && anotherValue(kit, scene.entity, field);
    const value = given === undefined ? undefined : shownValue(kit, scene.entity, field, given);
    if (!shown || given === undefined || value === undefined) return [];
    const total = totalOver(scene.entity, sight.shown, field);
    const sum = total && expectSum(total.meaning, new Map([[field.name, given]]));
    return [
      {
        name: `stores ${indefinite(`new ${field.name}`)} as ${shown.name}`,
        fixtures: ["client"],
        body: [
          paragraph(...act.statements),
          updates(update, bodyWith(act, str(field.name), literal(given))),
          paragraph(
            assertEqual(sight.see(shown), sight.expect(literal(value))),
            total && sum && assertEqual(sight.see(total.field), sight.expect(sum)),
          ),
        ],
      },
    ];
  });
}

/** Another value, of a list one that is shorter. */
function anotherValue(kit: Kit, entity: Entity, field: Field): JsonLike | undefined {
  if (field.meaning.kind !== "objects" && field.meaning.kind !== "values")
    return changedValue(kit, entity, field);
  const many = sampleValue(kit, entity, field, 0);
  const [few] = Array.isArray(many) ? (many as readonly JsonLike[]) : [];
  return few === undefined || (field.bounds.minItems ?? 0) > 1 ? undefined : [few];
}

function totalOver(_: Entity, shown: readonly Field[], { name: over }: Field) {
  for (const field of shown)
    if (field.meaning.kind === "total" && field.meaning.over === over)
      return { field, meaning: field.meaning };
  return undefined;
}

/** Of rows that nothing shows, the answer to a change tells what has changed. */
export function answeredCases(
  kit: Kit,
  operation: ChangeOperation,
  act: Act,
  scene: Scene,
): readonly TestCase[] {
  const entity = entityIn(kit, scene.entity.name);
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  const { behaviour } = operation.meaning;
  const moved = "moves" in behaviour ? behaviour.moves?.field : undefined;
  const given = act.fields.flatMap(({ field }) => {
    if (field.name === moved) return [];
    const value = fieldOf(entity, field.name) && shownAs(shown, field) && anotherValue(kit, entity, field);
    return value === undefined ? [] : [{ field, value }];
  });
  if (given.length === 0) return namedCases(kit, operation, act, scene);
  const values = new Map(given.map(({ field, value }) => [field.name, value]));
  const changes = given.map(({ field, value }) => py`${str(field.name)}: ${literal(value)}`);
  const seen = (field: Field): Py => py`answered[${str(field.name)}]`;
  return [
    {
      name: `answers what changed of the ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`answered = ${call(operation, {
          rows: act.rows,
          ...(act.caller && { account: act.caller }),
          extra: [
            act.body && !act.body.text.startsWith("{") ? py`{**${act.body}, ${changes}}` : py`{${changes}}`,
          ],
        })}`,
        paragraph(
          ...given.map(({ field, value }) =>
            assertEqual(
              seen(shownAs(shown, field) ?? field),
              literal(shownValue(kit, entity, field, value) ?? null),
            ),
          ),
          ...shown.flatMap((field) => {
            const sum = field.meaning.kind === "total" ? expectSum(field.meaning, values) : undefined;
            return sum ? [assertEqual(seen(field), sum)] : [];
          }),
        ),
        ...keptIn(
          kit,
          scene,
          shown.filter((field) => field.meaning.kind === "total" || values.has(field.name)),
        ),
      ],
    },
  ];
}

/** The same where all that a change may say is which row is named. */
function namedCases(kit: Kit, operation: ChangeOperation, act: Act, scene: Scene): readonly TestCase[] {
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  const [row, ...others] = act.named;
  if (!row || others.length > 0 || !act.body || !isAmong(shown, row.field)) return [];
  return [
    {
      name: `answers which ${one(row.scene.entity)} is named`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`answered = ${call(operation, {
          rows: act.rows,
          ...(act.caller && { account: act.caller }),
          extra: [act.body],
        })}`,
        py`assert answered[${str(row.field.name)}] == ${row.key}`,
        ...keptIn(kit, scene, [row.field]),
      ],
    },
  ];
}

const plainTypes: ReadonlySet<string> = new Set(["string", "integer", "number", "boolean"]);

/** Of rows that no request shows, the table tells what is kept. */
function keptIn(kit: Kit, scene: Scene, fields: readonly Field[]): readonly (readonly Py[])[] {
  const stored = storedSight(kit, scene);
  const plain = fields.filter(
    ({ meaning }) =>
      meaning.kind === "enum" ||
      ((meaning.kind === "scalar" || meaning.kind === "total") && plainTypes.has(meaning.type)),
  );
  if (!stored || plain.length === 0) return [];
  return [
    [
      py`stored = ${stored.row}`,
      ...plain.map(
        (field) => py`assert ${stored.pick(name("stored"), field)} == answered[${str(field.name)}]`,
      ),
    ],
  ];
}
