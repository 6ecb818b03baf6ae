import { type Field, isPatch } from "#domain";
import { literal, name, type Py, py, str } from "#python";
import { bodyWith } from "../acts.ts";
import { answered, call, details, request } from "../calls.ts";
import { fieldPairs, paragraph, type TestCase, textParameter } from "../cases.ts";
import { operationsOf } from "../kit.ts";
import { changedRowScene } from "../scenes.ts";
import { assertEqual, changedValue, isFreeText, sampleValue, texts } from "../values.ts";
import { holdsMore } from "../whole-changes.ts";
import { indefinite, one } from "../words.ts";
import { tellingField, type UpdateScene, updates } from "./update-scene.ts";

/** A text may be taken away again, where nothing asks for one. */
export function emptiedCase(update: UpdateScene): readonly TestCase[] {
  const { kit, act, sight, shown } = update;
  const { body } = update.scene.create.meaning.behaviour;
  const isMade = ({ name: title }: Field): boolean => body.fields.some(({ field }) => field === title);
  const fields = shown.filter(
    (field) =>
      isFreeText(field) &&
      isMade(field) &&
      field.bounds.format === undefined &&
      (field.bounds.minLength ?? 0) === 0,
  );
  const optional = fields.filter((field) => field.optional);
  const given = optional.map((field) => [field, sampleValue(kit, update.scene.entity, field, 0)] as const);
  const scene = changedRowScene(kit, update.scene.entity.name, { details: details(given) }) ?? update.scene;
  const whole = sight.expect(scene.row) === scene.row;
  if (fields.length === 0 || !whole) return [];
  return [
    {
      name: "lets a text be emptied",
      fixtures: ["client"],
      parameters: [textParameter("field", texts(fields.map((field) => field.name)))],
      body: [
        paragraph(...scene.statements, py`assert ${scene.row}[field]`, ...act.own),
        updates(update, bodyWith(act, name("field"), py`""`)),
        py`assert (${sight.whole})[field] == ""`,
      ],
    },
  ];
}

/** What is `null` and cannot be stays as it is. */
export function nullCase(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight, shown } = update;
  const fields = shown.filter(({ nullKeeps }) => nullKeeps);
  const isPlain = sight.expect(scene.row) === scene.row;
  if (fields.length === 0 || !isPatch(update.operation.meaning.behaviour) || !isPlain) return [];
  const values = fields.map((field) => [field, literal(changedValue(kit, scene.entity, field))] as const);
  return [
    {
      name: "leaves a field that is null as it is",
      fixtures: ["client"],
      parameters: [fieldPairs("value", py`object`, values)],
      body: [
        paragraph(...act.statements, updates(update, bodyWith(act, name("field"), name("value")))),
        updates(update, bodyWith(act, name("field"), py`None`)),
        py`assert (${sight.whole})[field] == value`,
      ],
    },
  ];
}

/** The answer shows what the caller stands in, as every other answer does. */
export function flagCase(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight } = update;
  const { entity } = scene;
  const field = tellingField(update);
  if (update.operation.meaning.behaviour.answer.representation === undefined) return [];
  return sight.shown.flatMap((flag): readonly TestCase[] => {
    if (flag.meaning.kind !== "caller-flag" || !field || !act.caller) return [];
    const { relation } = flag.meaning;
    const add = operationsOf(kit, "membership").find(
      ({ meaning }) =>
        meaning.behaviour.relation === relation &&
        meaning.behaviour.action === "add" &&
        meaning.behaviour.entity === entity.name,
    );
    const count = sight.shown.find(
      ({ meaning }) => meaning.kind === "count" && meaning.relation === relation,
    );
    if (!add) return [];
    const first = updates(
      update,
      bodyWith(act, str(field.name), literal(sampleValue(kit, entity, field, 1))),
    );
    const second = updates(
      update,
      bodyWith(act, str(field.name), literal(sampleValue(kit, entity, field, 2))),
    );
    return [
      {
        name: `answers ${flag.name} as it is for the caller`,
        fixtures: ["client"],
        body: [
          paragraph(
            ...act.statements,
            py`assert (${first})[${str(flag.name)}] is False`,
            call(add, { rows: scene.rows, account: act.caller }),
          ),
          py`answered = ${second}`,
          paragraph(
            py`assert answered[${str(flag.name)}] is True`,
            count && py`assert answered[${str(count.name)}] == 1`,
          ),
        ],
      },
    ];
  });
}

/** Nothing given, or nothing new: the row stays as it was, its time of change too. */
export function unchangedCases(update: UpdateScene): readonly TestCase[] {
  const { operation, act, scene, sight, updated } = update;
  const { behaviour } = operation.meaning;
  const field = tellingField(update);
  const fixtures = updated ? (["client", "set_clock"] as const) : (["client"] as const);
  const advance = updated && py`set_clock.advance(minutes=30)`;
  if (behaviour.mode !== "patch" || !field) return [];
  const { row, entity } = scene;
  const isNamed = holdsMore(behaviour);
  const sent = request(operation, {
    rows: act.rows,
    body: isNamed && act.body ? act.body : py`{}`,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  const arranged = paragraph(...markedRow(update, field), advance);
  const cases: TestCase[] = [
    {
      name: `leaves ${indefinite(one(entity))} that stays the same`,
      fixtures,
      body: [
        arranged,
        updates(update, bodyWith(act, str(field.name), py`${row}[${str(field.name)}]`)),
        py`assert ${sight.whole} == ${sight.expect(row)}`,
      ],
    },
  ];
  if (!behaviour.body.atLeastOne && behaviour.body.fields.every(({ required }) => !required))
    cases.push({
      name: "accepts a change of nothing",
      fixtures,
      body: [
        arranged,
        py`response = ${sent}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          behaviour.answer.representation === undefined
            ? py`assert ${sight.whole} == ${sight.expect(row)}`
            : py`assert ${answered(operation, name("response"))} == ${row}`,
        ),
      ],
    });
  return cases;
}

/** Statements: the row with something of its own in a field, by its making or else by a change. */
function markedRow({ kit, operation, act, scene, ...update }: UpdateScene, field: Field): readonly Py[] {
  const { row, entity, create } = scene;
  const { body } = create.meaning.behaviour;
  const isGiven = body.fields.some((given) => given.field === field.name);
  const held = sampleValue(kit, entity, field, isGiven && field.meaning.kind !== "enum" ? 0 : 1);
  const mark = assertEqual(py`${row}[${str(field.name)}]`, literal(held));
  const made = isGiven && changedRowScene(kit, entity.name, { details: details([[field, held]]) });
  if (made) return [...made.statements, ...act.own, mark];
  const change = updates(
    { kit, operation, act, scene, ...update },
    bodyWith(act, str(field.name), literal(held)),
  );
  return operation.meaning.behaviour.answer.representation === create.meaning.behaviour.answer.representation
    ? [...scene.statements, ...act.own, py`${row} = ${change}`, mark]
    : [...scene.statements, ...act.own];
}
