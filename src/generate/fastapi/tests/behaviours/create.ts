import { type Entity, type Field, fieldOf } from "#domain";
import { commaList, type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { type Act, actOf } from "../acts.ts";
import { accountKey } from "../api-support.ts";
import { bodyCases } from "../bodies.ts";
import { answered, call, details, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { shownAs } from "../derived-values.ts";
import { defaultOf, expectRow, isLeftOut, shownValue } from "../expected.ts";
import {
  accountMark,
  entityIn,
  isAccount,
  isAmong,
  type Kit,
  needsAccount,
  type OperationOf,
  readOf,
  shownFieldsOf,
} from "../kit.ts";
import { embeddedRows, type NamedRow } from "../references.ts";
import { fileEntries } from "../sample-files.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { assertEqual, sampleValue } from "../values.ts";
import { one } from "../words.ts";
import { codeCases, messageCases, needCases } from "./create-answers.ts";
import { conflictCases } from "./create-conflicts.ts";
import type { CreateScene } from "./create-scene.ts";
import { edgeCases, valuesCases } from "./create-values.ts";
import { freeTextCases } from "./free-texts.ts";
import { madeValue, sentIdentityCases } from "./identities.ts";
import { kindCases } from "./kinds.ts";
import { listedCase } from "./listed.ts";
import { madeAccountScene, signingInCase } from "./made-accounts.ts";
import { notedCase } from "./noted-makers.ts";
import { namingCases, unknownReferenceCases } from "./references.ts";
import { repeatCases } from "./repeats.ts";
import { slugCases } from "./slugs.ts";
import { namedTotal, totalCases } from "./totals.ts";
import { belowCases, placesBelow, topCases } from "./trees.ts";
import { takenKeyCases, uniqueKeyCases } from "./unique-keys.ts";

/** A new row: stored as sent, with what the server adds, for the caller. */
export function createCases(kit: Kit, operation: OperationOf<"create">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { entity: entityName } = operation.meaning.behaviour;
  if (act && isAccount(kit, entityName) && needsAccount(operation))
    return madeAccountCases(kit, operation, act);
  if ("parameter" in operation.meaning.behaviour)
    return act?.scene ? madeBelowCases(kit, operation, act, act.scene) : [];
  const plain = sceneOf(kit, entityName);
  if (!act || !plain) return [];
  if (plain.create.meaning.id !== operation.meaning.id) return otherWayCases(kit, operation, act, plain);
  const entity = entityIn(kit, entityName);
  const made = (given: readonly Py[]): Scene => sceneOf(kit, entityName, { details: given }) ?? plain;
  const sight = sightOf(kit, entity, { scene: plain });
  const scene: CreateScene = { kit, operation, act, made, ...(sight && { sight }) };
  return [
    answerCase(scene),
    ...storeCases(scene),
    ...topCases(scene),
    ...ownerCase(scene),
    ...optionalCases(scene),
    ...valuesCases(scene),
    ...edgeCases(scene),
    ...freeTextCases(scene),
    ...namingCases(scene),
    ...unknownReferenceCases(kit, act),
    ...conflictCases(scene),
    ...totalCases(scene),
    ...slugCases(scene),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
    ...bodyCases(kit, act),
    ...uniqueKeyCases(scene),
    ...computedCases(scene),
    ...sentIdentityCases(scene),
    ...kindCases(scene),
    ...needCases(scene),
    ...codeCases(scene),
    ...messageCases(scene),
    ...repeatCases(kit, operation, act),
  ];
}

/** Rows below others of their kind: what else is true of new rows, tests of those at the top see. */
function madeBelowCases(
  kit: Kit,
  operation: OperationOf<"create">,
  act: Act,
  { row }: Scene,
): readonly TestCase[] {
  const scene: CreateScene = { kit, operation, act, made: () => act.scene as Scene };
  return [
    answerCase(scene, placesBelow(kit, operation, row)),
    ...belowCases(kit, operation, act),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
    ...bodyCases(kit, act),
    ...repeatCases(kit, operation, act),
  ];
}

/** Another way to make the same rows: what else is true of new rows, tests of the first way see. */
function otherWayCases(
  kit: Kit,
  operation: OperationOf<"create">,
  act: Act,
  plain: Scene,
): readonly TestCase[] {
  const scene: CreateScene = { kit, operation, act, made: () => plain };
  return [
    answerCase(scene),
    ...listedCase(kit, operation, act),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
    ...bodyCases(kit, act),
    ...repeatCases(kit, operation, act),
  ];
}

/** Accounts that others make: they are as they were told, and sign in. */
function madeAccountCases(kit: Kit, operation: OperationOf<"create">, act: Act): readonly TestCase[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const made = (given: readonly Py[]): Scene => madeAccountScene(kit, operation, act, given);
  // A list shows the caller as well.
  const sight = readOf(kit, entity.name) && sightOf(kit, entity, { scene: made([]) });
  const scene: CreateScene = { kit, operation, act, made, ...(sight && { sight }) };
  return [
    answerCase(scene),
    ...signingInCase(scene),
    ...storeCases(scene),
    ...optionalCases(scene),
    ...valuesCases(scene),
    ...edgeCases(scene),
    ...credentialCases(kit, act),
    ...bodyCases(kit, act),
    ...takenKeyCases(scene),
    ...sentIdentityCases(scene),
    ...needCases(scene),
  ];
}

const stored = name("stored");

type Pair = readonly [Field, JsonLike];

function samples({ kit, act, operation }: CreateScene, number: number): readonly Pair[] {
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  return act.fields.map(({ field }): Pair => [field, sampleValue(kit, entity, field, number)]);
}

function dict(operation: CreateScene["operation"], pairs: readonly Pair[], named: readonly NamedRow[]): Py {
  const entries = [
    ...fileEntries(operation),
    ...pairs.map(([field, value]) => py`${str(field.name)}: ${literal(value)}`),
    ...named.map(({ field, key }) => py`${str(field.name)}: ${key}`),
  ];
  return py`{${commaList(entries)}}`;
}

function answerCase(scene: CreateScene, places: readonly (readonly [string, Py])[] = []): TestCase {
  const { kit, operation, act } = scene;
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const pairs = samples(scene, 0);
  const given = new Map(pairs.map(([field, value]) => [field.name, value]));
  const named = new Map([
    ...act.named.map(({ field, key }) => [field.name, key] as const),
    ...embeddedRows(kit, entity, act.named),
    ...namedTotal(kit, entity, act.named),
    ...places,
  ]);
  const expected = expectRow(kit, entity, behaviour.answer.representation, given, {
    owner: act.caller,
    named,
  });
  return {
    name: `answers the new ${one(entity)}`,
    fixtures: ["client"],
    ...(expected.timed && { uses: ["set_clock"] as const }),
    body: [
      paragraph(...act.statements),
      py`response = ${request(operation, {
        rows: act.rows,
        body: dict(operation, pairs, act.named),
        ...(act.caller && { headers: py`${act.caller}.headers` }),
      })}`,
      paragraph(
        py`assert response.status_code == ${behaviour.answer.status}`,
        py`answered = ${answered(operation, name("response"))}`,
        ...expected.unknown.map((field) =>
          madeValue(field, py`answered.pop(${str(field.name)})`, act.rows, given),
        ),
        py`assert answered == ${expected.row}`,
      ),
    ],
  };
}

function storeCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, sight, made } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  if (!sight) return [];
  // The first of few values is what an example shows as well.
  const number = scene.act.fields.every(({ field }) => field.meaning.kind === "enum") ? 1 : 0;
  const pairs = samples(scene, number).filter(([field]) => shownAs(sight.shown, field));
  const { statements, row } = made(details(pairs));
  const same = sight.representation === operation.meaning.behaviour.answer.representation;
  return [
    {
      name: `stores the ${one(entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...statements),
        py`stored = ${sight.whole}`,
        paragraph(
          ...pairs.flatMap(([field, value]) => {
            const shown = shownValue(kit, entity, field, value);
            const seen = shownAs(sight.shown, field) ?? field;
            return shown === undefined
              ? []
              : [assertEqual(sight.pick(stored, seen), sight.expect(literal(shown)))];
          }),
          same && py`assert stored == ${sight.expect(row)}`,
        ),
      ],
    },
  ];
}

/** Rows belong to those who make them. */
function ownerCase(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, made, sight } = scene;
  const { account } = kit;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const field = entity.owner && fieldOf(entity, entity.owner.field);
  const { statements, row, owner } = made([]);
  if (entity.owner?.key !== undefined) return makerCase(scene, entity, entity.owner.key);
  if (entity.owner?.notes) return notedCase(scene, entity);
  if (!account || !field || !owner || !entity.owner?.shown || !(sight && isAmong(sight.shown, field)))
    return [];
  const key = accountMark(account);
  const expected = py`${owner}.${name(attributeName(key))}`;
  const embedded = field.meaning.kind === "reference" ? shownFieldsOf(kit, field.meaning.representation) : [];
  if (!embedded.some((each) => each.name === key)) return [];
  const isOne = sight.expect(row) === row;
  return [
    {
      name: `stores the caller as the ${field.name}`,
      fixtures: ["client"],
      body: [
        paragraph(call(account.register), ...statements, call(account.register)),
        isOne
          ? py`assert ${sight.see(field)}[${str(key)}] == ${expected}`
          : py`assert [each[${str(field.name)}][${str(key)}] for each in ${sight.whole}] == [${expected}]`,
      ],
    },
  ];
}

/** Where rows show no more of who made them than a key. */
function makerCase(scene: CreateScene, entity: Entity, shownAs: string): readonly TestCase[] {
  const { kit, made, sight } = scene;
  const { account } = kit;
  const field = fieldOf(entity, shownAs);
  const { statements, owner } = made([]);
  const key = account && accountKey(account);
  if (!account || !field || !owner || key === undefined || !(sight && isAmong(sight.shown, field))) return [];
  const stranger = name("stranger");
  return [
    {
      name: `stores the caller as the ${field.name}`,
      fixtures: ["client"],
      body: [
        // Neither the first account nor the last.
        paragraph(assign(stranger, call(account.register)), ...statements, call(account.register)),
        paragraph(
          assertEqual(sight.see(field), sight.expect(py`${owner}.${name(key)}`)),
          py`assert ${owner}.${name(key)} != ${stranger}.${name(key)}`,
        ),
      ],
    },
  ];
}

function optionalCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, act, made, sight } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const optional = act.fields.filter(
    ({ field, required }) =>
      !required && sight && isAmong(sight.shown, field) && (defaultOf(field) || isLeftOut(field)),
  );
  const mark = act.fields.find(
    ({ field, required }) =>
      required &&
      !["constant", "password"].includes(field.meaning.kind) &&
      sight &&
      isAmong(sight.shown, field),
  );
  if (!sight || optional.length === 0 || !mark) return [];
  const value = sampleValue(kit, entity, mark.field, 0);
  const { statements } = made(details([[mark.field, value]]));
  return [
    {
      name:
        optional.length > 3
          ? "needs no more than what is required"
          : `needs no ${optional.map(({ field }) => field.name).join(" or ")}`,
      fixtures: ["client"],
      body: [
        paragraph(...statements),
        py`stored = ${sight.whole}`,
        paragraph(
          assertEqual(sight.pick(stored, mark.field), sight.expect(literal(value))),
          ...optional.map(({ field }) =>
            isLeftOut(field)
              ? sight.lacks(stored, field)
              : assertEqual(sight.pick(stored, field), sight.expect(defaultOf(field) ?? py`None`)),
          ),
        ),
      ],
    },
  ];
}

/** What only the server sets is not taken from a body. */
function computedCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, act, sight, made } = scene;
  const { behaviour } = operation.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const given = new Set(act.fields.map(({ field }) => field.name));
  const counted = entity.fields.filter(
    (field) =>
      !given.has(field.name) &&
      sight &&
      isAmong(sight.shown, field) &&
      (field.meaning.kind === "count" || field.meaning.kind === "caller-flag"),
  );
  const mark = act.fields.find(
    ({ field }) => field.meaning.kind === "scalar" && sight && isAmong(sight.shown, field),
  )?.field;
  const { row } = made([]);
  if (!sight || !act.body || !mark || counted.length === 0 || sight.expect(row) !== row) return [];
  const value = sampleValue(kit, entity, mark, 0);
  const extra = counted.map(
    (field) => py`${str(field.name)}: ${field.meaning.kind === "count" ? py`7` : py`True`}`,
  );
  const body = py`{${commaList([py`**${act.body}`, py`${str(mark.name)}: ${literal(value)}`, ...extra])}}`;
  const sent = request(operation, {
    rows: act.rows,
    body,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: "ignores what only the server sets",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        paragraph(
          py`response = ${sent}`,
          py`assert response.status_code == ${behaviour.answer.status}`,
          py`${row} = ${answered(operation, name("response"))}`,
        ),
        paragraph(
          py`stored = ${sight.whole}`,
          py`assert stored[${str(mark.name)}] == ${literal(value)}`,
          ...counted.map(
            (field) =>
              py`assert stored[${str(field.name)}] ${field.meaning.kind === "count" ? py`== 0` : py`is False`}`,
          ),
        ),
      ],
    },
  ];
}
