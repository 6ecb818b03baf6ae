import { equalValues } from "#contract";
import type { Field } from "#domain";
import { commaList, type JsonLike, literal, name, type Py, py, str } from "#python";
import { needsOne } from "../../app/schemas/index.ts";
import { actOf } from "../acts.ts";
import { call, placeOf, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import { shownValue } from "../expected.ts";
import { factoryOf } from "../factories.ts";
import { entityIn, isAccount, isAmong, type Kit, type OperationOf } from "../kit.ts";
import { sceneOf } from "../scenes.ts";
import { unknownRowCases } from "../unknown-rows.ts";
import { sampleValue } from "../values.ts";
import { many, one } from "../words.ts";
import { lookAt, type ManyScene, type ManySight } from "./many-sight.ts";
import { assertTaken } from "./unique-keys.ts";

/** Several new rows: all are there afterwards, or none is. */
export function createManyCases(kit: Kit, operation: OperationOf<"create-many">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const scene = sceneOf(kit, entity.name, { before: true });
  if (!act || !scene) return [];
  const making: ManyScene = { kit, operation, entity, act, scene };
  const sight = lookAt(making);
  return [
    ...(sight ? [storesCase(making, sight), ...refusedCase(making, sight), ...takenCase(making, sight)] : []),
    ...signInCase(making),
    ...noListCases(making),
    ...statementsCase(making),
    ...credentialCases(kit, act),
    ...unknownRowCases(kit, act),
  ];
}

/** What the row of a number is made from. */
function given({ kit, entity, act }: ManyScene, number: number): readonly (readonly [Field, JsonLike])[] {
  return act.fields.map(({ field }) => [field, sampleValue(kit, entity, field, number)] as const);
}

function dict(pairs: readonly (readonly [Field, Py])[]): Py {
  return py`{${commaList(pairs.map(([field, value]) => py`${str(field.name)}: ${value}`))}}`;
}

function bodyOf(making: ManyScene, number: number, wrong?: readonly [Field, JsonLike]): Py {
  return dict(
    given(making, number).map(
      ([field, value]) => [field, literal(field === wrong?.[0] ? wrong[1] : value)] as const,
    ),
  );
}

function makes({ operation, act }: ManyScene, details: Py): Py {
  return call(operation, {
    rows: act.rows,
    ...(act.caller && { account: act.caller }),
    extra: [details],
  });
}

function sends({ operation, act }: ManyScene, details: Py): Py {
  return request(operation, {
    rows: act.rows,
    body: details,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
}

function storesCase(making: ManyScene, sight: ManySight): TestCase {
  const { kit, entity, act } = making;
  const rows = [0, 1].map((number) => given(making, number));
  const shown = act.fields.flatMap(({ field }): readonly Py[] => {
    const values = rows.map((row) => row.find(([each]) => each === field)?.[1] ?? null);
    const isPlain = values.every((value) =>
      equalValues(shownValue(kit, entity, field, value) ?? null, value),
    );
    if (!isAmong(sight.shown, field) || !isPlain) return [];
    return [py`assert [row[${str(field.name)}] for row in stored] == ${literal(values)}`];
  });
  return {
    name: `makes every ${one(entity)} of a list`,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements, py`details = [${[0, 1].map((number) => bodyOf(making, number))}]`),
      paragraph(...sight.made(makes(making, name("details")), [0, 1])),
      paragraph(...shown, ...sight.same),
    ],
  };
}

/** One that is refused leaves none. */
function refusedCase(making: ManyScene, sight: ManySight): readonly TestCase[] {
  const { entity, act, operation } = making;
  const wrong = act.fields.find(
    ({ field }) =>
      field.meaning.kind === "password" ||
      field.meaning.kind === "enum" ||
      (field.meaning.kind === "scalar" && field.meaning.type === "string"),
  )?.field;
  if (!wrong) return [];
  const details = py`[${[bodyOf(making, 0), bodyOf(making, 1, [wrong, 5])]}]`;
  return [
    {
      name: `makes no ${one(entity)} where one of a list is refused`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, py`details = ${details}`),
        py`response = ${sends(making, name("details"))}`,
        paragraph(assertInvalid(operation, "body", placeOf(operation, `1.${wrong.name}`)), ...sight.none),
      ],
    },
  ];
}

/** So does one whose key another row has. */
function takenCase(making: ManyScene, sight: ManySight): readonly TestCase[] {
  const { entity, act, operation } = making;
  const unique = act.fields.find(({ field }) => field.unique && field.meaning.kind === "scalar")?.field;
  if (!unique || !sight.tells(unique)) return [];
  return [
    {
      name: `makes no ${one(entity)} where the ${unique.name} of one is taken`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, makes(making, py`[${bodyOf(making, 2)}]`)),
        py`response = ${sends(making, py`[${[bodyOf(making, 0), bodyOf(making, 2)]}]`)}`,
        paragraph(assertTaken(operation, unique), ...sight.none),
      ],
    },
    {
      name: `makes no ${one(entity)} where two of a list have one ${unique.name}`,
      fixtures: ["client"],
      body: [
        paragraph(...act.statements),
        py`response = ${sends(making, py`[${[bodyOf(making, 0), bodyOf(making, 0)]}]`)}`,
        paragraph(assertTaken(operation, unique), ...sight.none),
      ],
    },
  ];
}

/** Whoever is made in a list has an account like any other. */
function signInCase(making: ManyScene): readonly TestCase[] {
  const { kit, entity, act } = making;
  const { account } = kit;
  if (!account?.login || !isAccount(kit, entity.name)) return [];
  const { loginField, passwordField } = account.accounts;
  const values = given(making, 1);
  const textOf = (field: string): Py => literal(values.find(([each]) => each.name === field)?.[1] ?? "");
  const signsIn = call(account.login, { extra: [textOf(loginField), textOf(passwordField)] });
  return [
    {
      name: `lets every ${one(entity)} of a list sign in`,
      kind: "shape",
      fixtures: ["client"],
      body: [
        paragraph(...act.statements, makes(making, py`[${[bodyOf(making, 0), bodyOf(making, 1)]}]`)),
        py`response = ${signsIn}`,
        py`assert response.status_code == ${account.login.meaning.behaviour.answer.status}`,
      ],
    },
  ];
}

/** What is no list, and a list of nothing where one row is answered. */
function noListCases(making: ManyScene): readonly TestCase[] {
  const { operation, act } = making;
  const { body, bounds, answer } = operation.meaning.behaviour;
  const place = str(body.envelope ?? "body");
  const refused = (text: string, details: Py): TestCase => ({
    name: text,
    fixtures: ["client"],
    body: [
      paragraph(...act.statements),
      py`response = ${sends(making, details)}`,
      assertInvalid(operation, "body", place),
    ],
  });
  const isNeeded = needsOne(answer) || (bounds.minItems ?? 0) > 0;
  return [
    refused("refuses what is no list", bodyOf(making, 0)),
    ...(isNeeded ? [refused("refuses an empty list", py`[]`)] : []),
  ];
}

/** What is answered of many rows is read as for one. */
function statementsCase(making: ManyScene): readonly TestCase[] {
  const { entity, act, operation } = making;
  const { bounds, answer } = operation.meaning.behaviour;
  const most = Math.min(bounds.maxItems ?? 50, 50);
  const least = Math.max(bounds.minItems ?? 1, 1);
  const built = (count: number): Py => py`[${factoryOf(operation)}.build() for _ in range(${count})]`;
  const read = (statements: Py): Py => py`sum(each.startswith("SELECT") for each in ${statements})`;
  if (answer.representation === undefined) return [];
  return [
    {
      name: `reads as often for ${most} ${many(entity)} as for ${least === 1 ? "one" : least}`,
      kind: "shape",
      fixtures: ["client", "counting_statements"],
      body: [
        paragraph(...act.statements),
        py`
          with counting_statements() as few:
              ${makes(making, built(least))}`,
        py`
          with counting_statements() as more:
              ${makes(making, built(most))}`,
        py`assert ${read(name("more"))} == ${read(name("few"))}`,
      ],
    },
  ];
}
