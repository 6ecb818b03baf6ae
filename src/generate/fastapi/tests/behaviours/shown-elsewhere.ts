import { isPatch } from "#domain";
import { commaList, literal, name, py, str } from "#python";
import { bodyWith } from "../acts.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { shownValue } from "../expected.ts";
import { storedSight } from "../stored-rows.ts";
import { assertEqual, changedValue } from "../values.ts";
import { begins, holdsMore } from "../whole-changes.ts";
import { one } from "../words.ts";
import { type UpdateScene, updates } from "./update-scene.ts";

/** Of a change whose answer has another form than rows are seen in: what is seen of it afterwards, and what has stayed. */
export function elsewhereCases(update: UpdateScene): readonly TestCase[] {
  return [...seenCase(update), ...restCase(update)];
}

function seenCase(update: UpdateScene): readonly TestCase[] {
  const { kit, operation, act, scene, sight } = update;
  const samples = update.shown.flatMap((field) => {
    const given = changedValue(kit, scene.entity, field);
    const value = shownValue(kit, scene.entity, field, given);
    return value === undefined ? [] : [{ field, given, value }];
  });
  if (samples.length === 0) return [];
  const changes = commaList(samples.map(({ field, given }) => py`${str(field.name)}: ${literal(given)}`));
  const isWhole = holdsMore(operation.meaning.behaviour) && act.body;
  return [
    {
      name: `shows what changed of the ${one(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        updates(update, isWhole ? py`{**${act.body}, ${changes}}` : py`{${changes}}`),
        paragraph(
          py`seen = ${sight.whole}`,
          ...samples.map(({ field, value }) =>
            assertEqual(sight.pick(name("seen"), field), sight.expect(literal(value))),
          ),
        ),
      ],
    },
  ];
}

/** One field changes, and in the table none of the others that might have. */
function restCase(update: UpdateScene): readonly TestCase[] {
  const { kit, operation, act, scene } = update;
  const { behaviour } = operation.meaning;
  const stored = storedSight(kit, scene);
  if (!stored || !isPatch(behaviour) || holdsMore(behaviour) || begins(behaviour)) return [];
  const plain = act.fields.map(({ field }) => field).filter((field) => stored.isPlain(field));
  const changed = plain.find((field) => update.shown.includes(field)) ?? plain.find(({ unique }) => !unique);
  const others = plain.filter((field) => field !== changed);
  if (!changed || others.length === 0) return [];
  const value = literal(changedValue(kit, scene.entity, changed));
  const [before, after] = [name("before"), name("stored")];
  return [
    {
      name: `leaves the rest of the ${one(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`before = ${stored.row}`),
        updates(update, bodyWith(act, str(changed.name), value)),
        paragraph(
          py`stored = ${stored.row}`,
          assertEqual(stored.pick(after, changed), value),
          ...others.map((each) => py`assert ${stored.pick(after, each)} == ${stored.pick(before, each)}`),
        ),
      ],
    },
  ];
}
