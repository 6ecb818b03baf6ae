import { type Field, fieldOf } from "#domain";
import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { namesRows } from "../../references.ts";
import { actOf } from "../acts.ts";
import { call, details } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases, ownerCases } from "../credentials.ts";
import {
  createOf,
  entityIn,
  isAmong,
  type Kit,
  keyOf,
  listOf,
  needsAccount,
  type OperationOf,
  shownFieldsOf,
  variable,
} from "../kit.ts";
import { changedRowScene, type Scene } from "../scenes.ts";
import { rowsOf, sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { changedValue } from "../values.ts";
import { many, one } from "../words.ts";

/** Another row like the first, with rows below it like those of the first, which stays as it was. */
export function duplicateCases(kit: Kit, operation: OperationOf<"duplicate">): readonly TestCase[] {
  const act = actOf(kit, operation);
  if (!act?.scene) return [];
  return [
    ...copyCase(kit, operation, act.scene, act.caller),
    ...operation.meaning.behaviour.below.flatMap(({ entity, fields }) =>
      belowCase({ kit, operation, scene: act.scene as Scene, caller: act.caller }, entity, fields),
    ),
    ...credentialCases(kit, act),
    ...ownerCases(kit, act),
    ...unknownRowCases(kit, act),
  ];
}

function copyCase(
  kit: Kit,
  operation: OperationOf<"duplicate">,
  plain: Scene,
  caller: Py | undefined,
): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const shown = shownFieldsOf(kit, behaviour.answer.representation);
  const pairs = behaviour.fields
    .flatMap((each) => fieldOf(entity, each) ?? [])
    .filter((field) => isAmong(shown, field) && !namesRows(field))
    .map((field): readonly [Field, JsonLike] => [field, changedValue(kit, entity, field)]);
  const scene = changedRowScene(kit, entity.name, { details: details(pairs) }) ?? plain;
  const key = fieldOf(entity, entity.identity.field);
  if (!key || !isAmong(shown, key)) return [];
  const copy = name(`other_${variable(kit, entity.name)}`);
  const sight = sightOf(kit, entity, { scene });
  const seen: Scene = { ...scene, row: copy, rows: { ...scene.rows, item: keyOf(kit, entity, copy) } };
  const copySight = sightOf(kit, entity, { scene: seen });
  const isOne = sight && sight.expect(scene.row) === scene.row;
  const same = sight?.representation === behaviour.answer.representation;
  return [
    {
      name: `makes another ${one(entity)} like the first`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.statements, isOne && py`before = ${sight.whole}`),
        assign(copy, call(operation, { rows: scene.rows, ...(caller && { account: caller }) })),
        paragraph(
          py`assert ${copy}[${str(key.name)}] != ${scene.row}[${str(key.name)}]`,
          ...pairs.map(([field, value]) => py`assert ${copy}[${str(field.name)}] == ${literal(value)}`),
          isOne && py`assert ${sight.whole} == before`,
          isOne && same && copySight && py`assert ${copySight.whole} == ${copy}`,
        ),
      ],
    },
  ];
}

interface Copying {
  readonly kit: Kit;
  readonly operation: OperationOf<"duplicate">;
  readonly scene: Scene;
  readonly caller: Py | undefined;
}

/** The rows below both are alike, and are not the same. */
function belowCase(
  { kit, operation, scene, caller }: Copying,
  wanted: string,
  fields: readonly string[],
): readonly TestCase[] {
  const child = entityIn(kit, wanted);
  const create = createOf(kit, wanted);
  const list = listOf(kit, wanted);
  const entity = scene.entity;
  const maker = scene.owner ?? caller;
  const [copy, third] = ["other", "third"].map((word) => name(`${word}_${variable(kit, entity.name)}`));
  if (create?.meaning.behaviour.kind !== "create" || !create.meaning.behaviour.parent) return [];
  if (!list?.meaning.behaviour.parent || (needsAccount(list) && !maker)) return [];
  if ((needsAccount(create) && !maker) || !copy || !third) return [];
  const shown = shownFieldsOf(kit, list.meaning.behaviour.answer.representation);
  const seen = fields.filter((each) => shown.some((field) => field.name === each));
  const key = fieldOf(child, child.identity.field);
  const pairs = seen
    .flatMap((each) => fieldOf(child, each) ?? [])
    .filter((field) => !namesRows(field) && !field.unique)
    .map((field): readonly [Field, JsonLike] => [field, changedValue(kit, child, field)]);
  const made = (above: Py, given: typeof pairs = []): Py =>
    call(create, {
      rows: { parent: keyOf(kit, entity, above) },
      ...(maker && { account: maker }),
      extra: details(given),
    });
  const rows = (above: Py): Py =>
    rowsOf(kit, list, {
      rows: { parent: keyOf(kit, entity, above) },
      ...(needsAccount(list) && maker && { account: maker }),
    });
  const another = call(scene.create as Parameters<typeof call>[0], {
    rows: scene.rows,
    ...(scene.owner && { account: scene.owner }),
  });
  return [
    {
      name: `copies its ${many(child)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.statements,
          made(scene.row, pairs),
          made(scene.row),
          assign(third, another),
          made(third),
        ),
        assign(copy, call(operation, { rows: scene.rows, ...(caller && { account: caller }) })),
        paragraph(
          py`first = ${rows(scene.row)}`,
          py`copied = ${rows(copy)}`,
          py`assert len(first) == len(copied) == 2`,
          ...areAlike(seen),
          key && isAmong(shown, key) && key.meaning.kind === "identity" && areOthers(key),
        ),
      ],
    },
  ];
}

/** That the rows below both are alike in these fields. */
function areAlike(fields: readonly string[]): readonly Py[] {
  if (fields.length === 0) return [];
  const values = fields.map((each) => py`each.get(${str(each)})`);
  const alike = (of: string): Py => py`[(${values}${fields.length === 1 && py`,`}) for each in ${name(of)}]`;
  return [py`assert ${alike("copied")} == ${alike("first")}`];
}

/** And that none of them is the same. */
function areOthers({ name: key }: Field): Py {
  return py`assert {each[${str(key)}] for each in first}.isdisjoint(each[${str(key)}] for each in copied)`;
}
