import { fieldOf } from "#domain";
import { commaList, literal, name, py, str } from "#python";
import { actOf, bodyWith, sightOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { call } from "../calls.ts";
import { fieldPairs, paragraph, type TestCase } from "../cases.ts";
import { answerForm, credentialCases, ownerCases } from "../credentials.ts";
import { entityIn, type Kit, variable } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import { assign } from "../statements.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { assertEqual, sampleValue } from "../values.ts";
import { one } from "../words.ts";
import { keptIdentityCases, renamedKeyCases } from "./identities.ts";
import { keyInBodyCases } from "./keys-in-bodies.ts";
import { emptiedCase, flagCase, unchangedCases } from "./update-edges.ts";
import {
  type ChangeOperation,
  laterMoment,
  tellingField,
  type UpdateScene,
  updates,
} from "./update-scene.ts";

/** One row changes: what is given, and nothing else. */
export function updateCases(kit: Kit, operation: ChangeOperation): readonly TestCase[] {
  const act = actOf(kit, operation);
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const scene = act?.scene;
  const sight = scene && sightOf(kit, entity, { scene });
  if (!act || !scene) return [];
  const refusals = [
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...unknownRowCases(kit, act),
    ...keyInBodyCases(kit, act),
    ...bodyCases(kit, act),
  ];
  if (!sight || sight.representation !== answerForm(scene)) return refusals;
  const shown = act.fields
    .map(({ field }) => field)
    .filter((field) => sight.shown.includes(field) && field.name !== entity.identity.field && !field.unique);
  const updated = entity.fields.find(
    (field) => field.meaning.kind === "updated-at" && sight.shown.includes(field),
  );
  const update: UpdateScene = { kit, operation, act, scene, sight, shown, ...(updated && { updated }) };
  return [
    ...storeCases(update),
    ...otherRowCases(update),
    ...slugCase(update),
    ...emptiedCase(update),
    ...flagCase(update),
    ...unchangedCases(update),
    ...keptIdentityCases(update),
    ...renamedKeyCases(update),
    ...refusals,
  ];
}

function storeCases(update: UpdateScene): readonly TestCase[] {
  const { kit, operation, act, scene, sight, shown, updated } = update;
  const { entity, row } = scene;
  const timed = updated !== undefined;
  const values = shown.map((field) => [field, literal(sampleValue(kit, entity, field, 2))] as const);
  const later = timed && py`${str(updated.name)}: ${str(laterMoment)}`;
  const advance = timed && py`set_clock.advance(minutes=30)`;
  const fixtures = timed ? (["client", "set_clock"] as const) : (["client"] as const);
  const every = shown.map((field) => py`${str(field.name)}: ${literal(sampleValue(kit, entity, field, 2))}`);
  const { behaviour } = operation.meaning;
  const isWhole = behaviour.kind === "update-by-body" || behaviour.mode === "replace";
  return [
    {
      name: "stores a field and leaves the others",
      fixtures,
      parameters: [fieldPairs("value", py`object`, values)],
      body: [
        paragraph(...act.statements, advance),
        updates(update, bodyWith(act, name("field"), name("value"))),
        py`assert ${sight.whole} == ${sight.expect(py`{${commaList([py`**${row}`, later, py`field: value`])}}`)}`,
      ],
    },
    {
      name: `answers the changed ${one(entity)}`,
      fixtures,
      body: [
        paragraph(...act.statements, py`changes = {${commaList(every)}}`, advance),
        py`answered = ${updates(update, isWhole ? py`{**${act.body}, **changes}` : name("changes"))}`,
        py`assert answered == {${commaList([py`**${row}`, py`**changes`, later])}}`,
      ],
    },
  ];
}

function otherRowCases(update: UpdateScene): readonly TestCase[] {
  const { kit, act, scene, sight } = update;
  const field = tellingField(update);
  const { create, entity, owner } = scene;
  if (!field || create.meaning.behaviour.kind !== "create") return [];
  const other = name(`other_${variable(kit, entity.name)}`);
  const made = call(create, { rows: scene.rows, ...(owner && { account: owner }) });
  const value = literal(sampleValue(kit, entity, field, 2));
  const isOne = sight.expect(scene.row) === scene.row;
  if (!isOne) return [];
  const otherScene: Scene = {
    ...scene,
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
        paragraph(...act.statements, assign(other, made)),
        updates(update, bodyWith(act, str(field.name), value)),
        paragraph(assertEqual(sight.see(field), value), py`assert ${otherSight.whole} == ${other}`),
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
