import { type Field, fieldOf } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { type Act, actOf, bodyWith, type Sight, sightOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { answered, call, type CallOptions, request, type Scene, sceneOf } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { answerForm, credentialCases, ownerCases } from "../credentials.ts";
import { firstMoment } from "../expected.ts";
import { entityIn, type Kit, operationsOf, type OperationOf, variable } from "../kit.ts";
import { assign } from "../statements.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { isFreeText, sampleValue, texts } from "../values.ts";
import { indefinite, one } from "../words.ts";

interface UpdateScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"update">;
  readonly act: Act;
  readonly scene: Scene;
  readonly sight: Sight;
  /** Fields that the body gives and that are shown, but for the key. */
  readonly shown: readonly Field[];
  readonly updated?: Field;
}

/** One row changes: what is given, and nothing else. */
export function updateCases(kit: Kit, operation: OperationOf<"update">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const scene = act?.scene;
  const sight = scene && sightOf(kit, entity, { scene });
  if (!act || !scene) return [];
  const refusals = [...credentialCases(kit, act), ...ownerCases(kit, act), ...unknownRowCases(kit, act), ...bodyCases(kit, act)];
  if (!sight || sight.representation !== answerForm(scene)) return refusals;
  const shown = act.fields
    .map(({ field }) => field)
    .filter((field) => sight.shown.includes(field) && field.name !== entity.identity.field && !field.unique);
  const updated = entity.fields.find((field) => field.meaning.kind === "updated-at" && sight.shown.includes(field));
  const update: UpdateScene = { kit, operation, act, scene, sight, shown, ...(updated && { updated }) };
  return [
    ...storeCases(update),
    ...otherRowCases(update),
    ...slugCase(update),
    ...emptiedCase(update),
    ...flagCase(update),
    ...unchangedCases(update),
    ...refusals,
  ];
}

/** `2026-01-02T03:34:05.678Z`: half an hour after the first moment. */
const laterMoment = firstMoment.replace("T03:04", "T03:34");

function callOptions({ act }: UpdateScene): CallOptions {
  return { rows: act.rows, ...(act.caller && { account: act.caller }) };
}

function updates(update: UpdateScene, changes: Py): Py {
  return call(update.operation, { ...callOptions(update), extra: [changes] });
}

function storeCases(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight, shown, updated } = update;
  const { entity, row } = scene;
  const timed = updated !== undefined;
  const values = shown.map((field) => py`(${str(field.name)}, ${literal(sampleValue(kit, entity, field, 2))})`);
  const later = timed && py`${str(updated.name)}: ${str(laterMoment)}`;
  const advance = timed && py`set_clock.advance(minutes=30)`;
  const fixtures = timed ? (["client", "set_clock"] as const) : (["client"] as const);
  const every = shown.map((field) => py`${str(field.name)}: ${literal(sampleValue(kit, entity, field, 2))}`);
  return [
    {
      name: "stores a field and leaves the others",
      fixtures,
      parameters: [
        {
          names: [
            { name: "field", type: py`str` },
            { name: "value", type: py`object` },
          ],
          values: py`[${commaList(values)}]`,
        },
      ],
      body: [
        paragraph(...scene.statements, advance),
        updates(update, bodyWith(act, name("field"), name("value"))),
        py`assert ${sight.whole} == ${sight.expect(py`{${commaList([py`**${row}`, later, py`field: value`])}}`)}`,
      ],
    },
    {
      name: `answers the changed ${one(entity)}`,
      fixtures,
      body: [
        paragraph(...scene.statements, py`changes = {${commaList(every)}}`, advance),
        py`answered = ${updates(update, name("changes"))}`,
        py`assert answered == {${commaList([py`**${row}`, py`**changes`, later])}}`,
      ],
    },
  ];
}

function otherRowCases(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight, shown } = update;
  const [field] = shown;
  const { create, entity, owner } = scene;
  if (!field || create.meaning.behaviour.kind !== "create") return [];
  const other = name(`other_${variable(kit, entity.name)}`);
  const made = call(create, { rows: scene.rows, ...(owner && { account: owner }) });
  const value = literal(sampleValue(kit, entity, field, 2));
  const isOne = sight.expect(scene.row) === scene.row;
  if (!isOne) return [];
  const otherScene: Scene = { ...scene, row: other, rows: { ...scene.rows, item: py`${other}[${str(entity.identity.field)}]` } };
  const otherSight = sightOf(kit, entity, { scene: otherScene });
  if (!otherSight) return [];
  return [
    {
      name: `changes no other ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements, assign(other, made)),
        updates(update, bodyWith(act, str(field.name), value)),
        paragraph(py`assert ${sight.see(field)} == ${value}`, py`assert ${otherSight.whole} == ${other}`),
      ],
    },
  ];
}

/** Links to a row outlive a new title. */
function slugCase(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight } = update;
  const { entity, row } = scene;
  const slug = fieldOf(entity, entity.identity.field);
  const source = slug?.meaning.kind === "slug" ? slug.meaning.of : undefined;
  const given = act.fields.find(({ field }) => field.name === source)?.field;
  if (!slug || !given) return [];
  const value = literal(sampleValue(kit, entity, given, 2));
  return [
    {
      name: `keeps the ${slug.name} of a new ${given.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements),
        py`answered = ${updates(update, bodyWith(act, str(given.name), value))}`,
        paragraph(
          py`assert answered[${str(slug.name)}] == ${row}[${str(slug.name)}]`,
          py`assert ${sight.see(given)} == ${sight.expect(value)}`,
        ),
      ],
    },
  ];
}

/** A text may be taken away again, where nothing asks for one. */
function emptiedCase(update: UpdateScene): readonly TestCase[] {
  const { act, scene, sight, shown } = update;
  const fields = shown.filter((field) => isFreeText(field) && field.bounds.format === undefined && (field.bounds.minLength ?? 0) === 0);
  const whole = sight.expect(scene.row) === scene.row;
  if (fields.length === 0 || !whole) return [];
  return [
    {
      name: "lets a text be emptied",
      fixtures: ["client"],
      parameters: [textParameter("field", texts(fields.map((field) => field.name)))],
      body: [
        paragraph(...scene.statements, py`assert ${scene.row}[field]`),
        updates(update, bodyWith(act, name("field"), py`""`)),
        py`assert (${sight.whole})[field] == ""`,
      ],
    },
  ];
}

/** The answer shows what the caller stands in, as every other answer does. */
function flagCase(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight, shown } = update;
  const { entity } = scene;
  const [field] = shown;
  return sight.shown.flatMap((flag): readonly TestCase[] => {
    if (flag.meaning.kind !== "caller-flag" || !field || !act.caller) return [];
    const { relation } = flag.meaning;
    const add = operationsOf(kit, "membership").find(
      ({ meaning }) => meaning.behaviour.relation === relation && meaning.behaviour.action === "add" && meaning.behaviour.entity === entity.name,
    );
    const count = sight.shown.find(({ meaning }) => meaning.kind === "count" && meaning.relation === relation);
    if (!add) return [];
    const first = updates(update, bodyWith(act, str(field.name), literal(sampleValue(kit, entity, field, 1))));
    const second = updates(update, bodyWith(act, str(field.name), literal(sampleValue(kit, entity, field, 2))));
    return [
      {
        name: `answers ${flag.name} as it is for the caller`,
        fixtures: ["client"],
        body: [
          paragraph(
            ...scene.statements,
            py`assert (${first})[${str(flag.name)}] is False`,
            call(add, { rows: scene.rows, account: act.caller }),
          ),
          py`answered = ${second}`,
          paragraph(py`assert answered[${str(flag.name)}] is True`, count && py`assert answered[${str(count.name)}] == 1`),
        ],
      },
    ];
  });
}

/** Nothing given, or nothing new: the row stays as it was, its time of change too. */
function unchangedCases(update: UpdateScene): readonly TestCase[] {
  const { operation, act, scene, sight, shown, updated } = update;
  const { behaviour } = operation.meaning;
  const [field] = shown;
  const fixtures = updated ? (["client", "set_clock"] as const) : (["client"] as const);
  const advance = updated && py`set_clock.advance(minutes=30)`;
  if (behaviour.mode !== "patch" || !field) return [];
  const { row, entity } = scene;
  const sent = request(operation, { rows: act.rows, body: py`{}`, ...(act.caller && { headers: py`${act.caller}.headers` }) });
  const mark = py`assert ${row}[${str(field.name)}] == ${literal(sampleValue(update.kit, entity, field, 0))}`;
  const marked = sceneOf(update.kit, entity.name, { details: [py`${name(attributeName(field.name))}=${literal(sampleValue(update.kit, entity, field, 0))}`] }) ?? scene;
  const cases: TestCase[] = [
    {
      name: `leaves ${indefinite(one(entity))} that stays the same`,
      fixtures,
      body: [
        paragraph(...marked.statements, mark, advance),
        updates(update, py`{${str(field.name)}: ${row}[${str(field.name)}]}`),
        py`assert ${sight.whole} == ${sight.expect(row)}`,
      ],
    },
  ];
  if (!behaviour.body.atLeastOne)
    cases.push({
      name: "accepts a change of nothing",
      fixtures,
      body: [
        paragraph(...marked.statements, mark, advance),
        py`response = ${sent}`,
        paragraph(
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`assert ${answered(operation, name("response"))} == ${row}`,
        ),
      ],
    });
  return cases;
}
