import { equalValues } from "#contract";
import { type Field, fieldOf } from "#domain";
import { commaList, type JsonLike, literal, name, type Py, py, str } from "#python";
import { type Act, actOf, bodyWith } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { call, details, isQuery } from "../calls.ts";
import { fieldPairs, paragraph, type TestCase } from "../cases.ts";
import { answerForm, credentialCases, ownerCases } from "../credentials.ts";
import { shownValue } from "../expected.ts";
import { entityIn, isAmong, type Kit, variable } from "../kit.ts";
import { changedRowScene, type Scene } from "../scenes.ts";
import { secondMaker } from "../second-rows.ts";
import { sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { assertEqual, changedValue, sampleValue } from "../values.ts";
import { holdsMore } from "../whole-changes.ts";
import { indefinite, one } from "../words.ts";
import { keptIdentityCases, renamedKeyCases } from "./identities.ts";
import { keyInBodyCases } from "./keys-in-bodies.ts";
import { moveCases } from "./moves.ts";
import { newNameCases, newPasswordCases } from "./new-passwords.ts";
import { answeredCases, otherNameCases } from "./other-names.ts";
import { queryCases } from "./query-refusals.ts";
import { renamingCases, unknownReferenceCases } from "./references.ts";
import { elsewhereCases } from "./shown-elsewhere.ts";
import { storedCases } from "./stored-changes.ts";
import { emptiedCase, flagCase, nullCase, unchangedCases } from "./update-edges.ts";
import {
  type ChangeOperation,
  laterMoment,
  tellingField,
  type UpdateScene,
  updates,
} from "./update-scene.ts";
import { countedCases, guardCases } from "./versions.ts";

/** One row changes: what is given, and nothing else. */
export function updateCases(kit: Kit, operation: ChangeOperation): readonly TestCase[] {
  const act = actOf(kit, operation);
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const scene = act?.scene;
  const sight = scene && sightOf(kit, entity, { scene });
  if (!act || !scene) return [];
  const moving = "moves" in operation.meaning.behaviour && operation.meaning.behaviour.moves;
  const refusals = [
    ...moveCases(kit, act, scene),
    ...guardCases(kit, act),
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...unknownRowCases(kit, act),
    ...unknownReferenceCases(kit, act),
    ...keyInBodyCases(kit, act),
    ...(isQuery(operation) ? queryCases(act) : bodyCases(kit, act)),
  ];
  if (!sight) return [...toldCases(kit, operation, act, scene), ...refusals];
  const shown = act.fields
    .map(({ field }) => field)
    .filter((field) => isAmong(sight.shown, field) && field.name !== entity.identity.field && !field.unique)
    .filter(({ meaning }) => meaning.kind !== "password")
    // What may become some values only has tests of its own.
    .filter(({ name: field }) => !moving || moving.field !== field);
  const updated = entity.fields.find(
    (field) => field.meaning.kind === "updated-at" && isAmong(sight.shown, field),
  );
  const update: UpdateScene = { kit, operation, act, scene, sight, shown, ...(updated && { updated }) };
  const isPart = "part" in operation.meaning.behaviour;
  if (sight.representation !== answerForm(scene)) {
    if (moving || isPart) return [...answeredCases(kit, operation, act, scene), ...refusals];
    return [...toldCases(kit, operation, act, scene), ...elsewhereCases(update), ...refusals];
  }
  return [
    ...storeCases(update),
    ...otherNameCases(update),
    ...otherRowCases(update),
    ...renamingCases(update),
    ...slugCase(update),
    ...emptiedCase(update),
    ...nullCase(update),
    ...flagCase(update),
    ...unchangedCases(update),
    ...keptIdentityCases(update),
    ...renamedKeyCases(update),
    ...newNameCases(update),
    ...newPasswordCases(update),
    ...countedCases(update),
    ...refusals,
  ];
}

/** What the answer tells of a change; of what answers nothing, what the table does. */
function toldCases(kit: Kit, operation: ChangeOperation, act: Act, scene: Scene): readonly TestCase[] {
  const answered = answeredCases(kit, operation, act, scene);
  return answered.length > 0 ? answered : storedCases(kit, operation, act, scene);
}

function storeCases(update: UpdateScene): readonly TestCase[] {
  const { kit, scene, shown } = update;
  const samples = shown.map((field) => ({ field, given: changedValue(kit, scene.entity, field) }));
  // What is shown otherwise than it was given has a test of its own.
  const isPlain = ({ field, given }: Sample): boolean =>
    equalValues(shownValue(kit, scene.entity, field, given) ?? null, given);
  const plain = samples.filter(isPlain);
  return [
    ...(plain.length === 0 ? [] : plainCases(update, plain)),
    ...samples.filter((sample) => !isPlain(sample)).flatMap((sample) => changedCase(update, sample)),
    ...shown.flatMap((field) => replacedCase(update, field)),
  ];
}

interface Sample {
  readonly field: Field;
  readonly given: JsonLike;
}

function plainCases(update: UpdateScene, samples: readonly Sample[]): readonly TestCase[] {
  const { operation, act, scene, sight, updated } = update;
  const { row } = scene;
  const isWhole = holdsMore(operation.meaning.behaviour);
  const timed = updated !== undefined;
  const values = samples.map(({ field, given }) => [field, literal(given)] as const);
  const later = timed && py`${str(updated.name)}: ${str(laterMoment)}`;
  const advance = timed && py`set_clock.advance(minutes=30)`;
  const fixtures = timed ? (["client", "set_clock"] as const) : (["client"] as const);
  const every = samples.map(({ field, given }) => py`${str(field.name)}: ${literal(given)}`);
  return [
    {
      name: "stores a field and leaves the others",
      fixtures,
      parameters: [fieldPairs("value", py`object`, values)],
      body: [
        paragraph(...act.statements, advance),
        updates(update, bodyWith(act, name("field"), name("value"))),
        py`assert ${sight.whole} == ${sight.expect(py`{${commaList([py`**${row}`, ...neededFirst(update), later, py`field: value`])}}`)}`,
      ],
    },
    changesCase(update, every, isWhole, later),
  ];
}

/** What a body must say of a row that was made without it: that changes as well. */
function neededFirst({ act, shown, operation }: UpdateScene): readonly Py[] {
  const { fields } = operation.meaning.behaviour.body;
  const needed = shown.filter(
    ({ name: each, meaning, missing }) =>
      missing === "absent" &&
      meaning.kind === "scalar" &&
      fields.some(({ field, required }) => required && field === each),
  );
  return act.body ? needed.map(({ name: each }) => py`${str(each)}: ${act.body}[${str(each)}]`) : [];
}

/** Every field at once: answered, or seen afterwards where nothing is answered. */
function changesCase(
  update: UpdateScene,
  every: readonly Py[],
  isWhole: boolean,
  later: Py | false,
): TestCase {
  const { operation, act, scene, sight, updated } = update;
  const changed = updates(update, isWhole ? py`{**${act.body}, **changes}` : name("changes"));
  const row = py`{${commaList([py`**${scene.row}`, py`**changes`, later])}}`;
  const isAnswered = operation.meaning.behaviour.answer.representation !== undefined;
  return {
    name: isAnswered ? `answers the changed ${one(scene.entity)}` : "stores every field",
    fixtures: updated ? ["client", "set_clock"] : ["client"],
    body: [
      paragraph(
        ...act.statements,
        py`changes = {${commaList(every)}}`,
        updated && py`set_clock.advance(minutes=30)`,
      ),
      isAnswered ? py`answered = ${changed}` : changed,
      isAnswered ? py`assert answered == ${row}` : py`assert ${sight.whole} == ${sight.expect(row)}`,
    ],
  };
}

/** What is shown of an object that was given with more, or with less, than answers show. */
function changedCase(update: UpdateScene, { field, given }: Sample): readonly TestCase[] {
  const { kit, act, scene, sight } = update;
  const shown = shownValue(kit, scene.entity, field, given);
  if (shown === undefined) return [];
  return [
    {
      name: `stores ${indefinite(`new ${field.name}`)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        updates(update, bodyWith(act, str(field.name), literal(given))),
        assertEqual(sight.see(field), sight.expect(literal(shown))),
      ],
    },
  ];
}

/** A list is replaced as a whole: what is not in the new one is gone. */
function replacedCase(update: UpdateScene, field: Field): readonly TestCase[] {
  const { kit, act, sight, scene } = update;
  const { kind } = field.meaning;
  if ((kind !== "objects" && kind !== "values") || (field.bounds.minItems ?? 0) > 1) return [];
  const many = sampleValue(kit, scene.entity, field, 0);
  const [few] = Array.isArray(many) ? (many as readonly JsonLike[]) : [];
  const shown = few === undefined ? undefined : shownValue(kit, scene.entity, field, [few]);
  const made = changedRowScene(kit, scene.entity.name, { details: details([[field, many]]) });
  if (few === undefined || shown === undefined || !made) return [];
  return [
    {
      name: `replaces ${field.name} as a whole`,
      fixtures: ["client"],
      body: [
        paragraph(...made.statements, ...act.own),
        updates(update, bodyWith(act, str(field.name), literal([few]))),
        assertEqual(sight.see(field), sight.expect(literal(shown))),
      ],
    },
  ];
}

function otherRowCases(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight } = update;
  const field = tellingField(update);
  const { create, entity } = scene;
  const maker = secondMaker(kit, scene);
  if (!field || create.meaning.behaviour.kind !== "create") return [];
  const other = name(`other_${variable(kit, entity.name)}`);
  const made = call(create, { rows: scene.rows, ...(maker.owner && { account: maker.owner }) });
  const value = literal(changedValue(kit, entity, field));
  const isOne = sight.expect(scene.row) === scene.row;
  if (!isOne) return [];
  const otherScene: Scene = {
    ...scene,
    ...(maker.owner && { owner: maker.owner }),
    row: other,
    rows: { ...scene.rows, item: py`${other}[${str(entity.identity.field)}]` },
  };
  const otherSight = sightOf(kit, entity, { scene: otherScene });
  if (!otherSight) return [];
  return [
    {
      name: `changes no other ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, ...maker.statements, assign(other, made)),
        updates(update, bodyWith(act, str(field.name), value)),
        paragraph(assertEqual(sight.see(field), value), py`assert ${otherSight.whole} == ${other}`),
      ],
    },
  ];
}

/** Links to a row outlive a new title. */
function slugCase(update: UpdateScene): readonly TestCase[] {
  const { kit, operation, act, scene, sight } = update;
  const { entity, row } = scene;
  const slug = fieldOf(entity, entity.identity.field);
  const source = slug?.meaning.kind === "slug" ? slug.meaning.of : undefined;
  const given = act.fields.find(({ field }) => field.name === source)?.field;
  if (!slug || !given || operation.meaning.behaviour.answer.representation === undefined) return [];
  const value = literal(changedValue(kit, entity, given));
  return [
    {
      name: `keeps the ${slug.name} of a new ${given.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`answered = ${updates(update, bodyWith(act, str(given.name), value))}`,
        paragraph(
          py`assert answered[${str(slug.name)}] == ${row}[${str(slug.name)}]`,
          assertEqual(sight.see(given), sight.expect(value)),
        ),
      ],
    },
  ];
}
