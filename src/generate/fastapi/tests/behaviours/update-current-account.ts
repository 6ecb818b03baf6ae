import { fieldOf } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { api, call, registers } from "../calls.ts";
import { fieldPairs, paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { isAmong, type Kit, type OperationOf, shownFieldsOf, variable } from "../kit.ts";
import { requiredEntries } from "../required-of-accounts.ts";
import { accountSight } from "../sights.ts";
import { assertEqual, isMail, sampleValue } from "../values.ts";
import { one } from "../words.ts";
import { change, type OwnChange, type OwnUpdate, updatesOwn } from "./update-current-scene.ts";
import { keyCases, raceCases, takenCases } from "./update-current-unique.ts";

/** Callers change their own account: what is given changes, the rest stays, and nobody else is touched. */
export function updateCurrentAccountCases(
  kit: Kit,
  operation: OperationOf<"update-current-account">,
): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { account } = kit;
  const holder = account && name(variable(kit, account.entity.name));
  const sight = holder && accountSight(kit, holder);
  if (!act || !account || !holder) return [];
  // Where no other operation shows the account, the answer to the change does.
  const seen = sight?.shown ?? shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  const shown = act.fields.map(({ field }) => field).filter((field) => isAmong(seen, field));
  const changing: OwnChange = { kit, account, operation, act, holder, shown };
  const refusals = [...credentialCases(kit, act), ...bodyCases(kit, act)];
  if (!sight) return [...answeredCases(changing), ...passwordCases(changing), ...refusals];
  const scene: OwnUpdate = { ...changing, sight };
  return [
    ...storeCases(scene),
    ...answeredCases(scene),
    ...othersCases(scene),
    ...passwordCases(scene),
    ...keyCases(scene),
    ...mailCases(scene),
    ...refusals,
    ...takenCases(scene),
    ...raceCases(scene),
  ];
}

function storeCases(scene: OwnUpdate): readonly TestCase[] {
  const { kit, account, holder, sight, shown } = scene;
  const values = shown.map((field) => [field, literal(sampleValue(kit, account.entity, field, 1))] as const);
  const token = str(account.accounts.tokenField);
  return [
    {
      name: "stores a field and leaves the others",
      fixtures: ["client"],
      parameters: [fieldPairs("value", py`object`, values)],
      body: [
        paragraph(registers(account, holder), py`before = ${sight.whole}`),
        updatesOwn(scene, { fields: [], entries: [py`field: value`] }, name("before")),
        paragraph(
          py`after = ${sight.whole}`,
          py`assert {**after, ${token}: None} == {**before, ${token}: None, field: value}`,
        ),
      ],
    },
  ];
}

function answeredCases(scene: OwnChange): readonly TestCase[] {
  const { kit, account, holder, shown } = scene;
  if (shown.length === 0) return [];
  const given = shown.map((field) => field.name);
  const needed = requiredEntries(kit, account, scene.act.fields, { holder, given });
  const besides = needed.length > 0 && commaList(needed);
  const changes = shown.map((field) => {
    const value = sampleValue(kit, account.entity, field, 1);
    return py`${str(field.name)}: ${literal(value)}`;
  });
  return [
    {
      name: `answers the changed ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), py`changes = {${commaList(changes)}}`),
        py`answered = ${call(scene.operation, { account: holder, extra: [besides ? py`{${besides}, **changes}` : name("changes")] })}`,
        py`assert changes.items() <= answered.items()`,
      ],
    },
  ];
}

/** Nobody else's account changes. */
function othersCases(scene: OwnUpdate): readonly TestCase[] {
  const { kit, account, holder, sight, shown } = scene;
  const first = shown.find((field) => !field.unique);
  if (!first) return [];
  const value = literal(sampleValue(kit, account.entity, first, 1));
  return [
    {
      name: `changes no other ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, name("other")), registers(account, holder)),
        updatesOwn(scene, change(first, value)),
        paragraph(
          assertEqual(sight.see(first), value),
          py`assert ${accountSight(kit, name("other"))?.see(first)} != ${value}`,
        ),
      ],
    },
  ];
}

function passwordCases(scene: OwnChange): readonly TestCase[] {
  const { kit, account, holder, act, shown } = scene;
  const { login, accounts } = account;
  const password = act.fields.find(({ field }) => field.name === accounts.passwordField);
  const key = fieldOf(account.entity, accounts.loginField);
  const other = shown.find((field) => !field.unique);
  if (!login || !password || !key) return [];
  const status = login.meaning.behaviour.answer.status;
  const held = (field: string) => py`${holder}.${name(attributeName(field))}`;
  const signs = (with_: Py) => py`response = ${call(login, { extra: [held(key.name), with_] })}`;
  const changed = updatesOwn(scene, change(password.field, "Another password"));
  const { representation } = login.meaning.behaviour.answer;
  const isTold = shownFieldsOf(kit, representation).some((field) => field.name === key.name);
  const accepted = paragraph(
    py`assert response.status_code == ${status}`,
    isTold && py`assert response.json()${envelopeOf(login)}[${str(key.name)}] == ${held(key.name)}`,
  );
  const signed = [signs(str("Another password"))];
  const refused = [signs(held(accounts.passwordField)), py`${api("assert_unauthorized")}(response)`];
  return [
    {
      name: `lets the ${one(account.entity)} sign in with a new password`,
      fixtures: ["client"],
      body: isTold
        ? [registers(account, holder), changed, signs(str("Another password")), accepted]
        : // A token alone may be anybody's: that the old one opens nothing tells that it is the new one that does.
          [registers(account, holder), changed, [...signed, ...accepted], refused],
    },
    ...(isTold
      ? [
          {
            name: "no longer accepts the old password",
            fixtures: ["client"] as const,
            body: [registers(account, holder), changed, ...refused],
          },
        ]
      : []),
    ...(other && !password.required
      ? [
          {
            name: "leaves the password unless asked",
            ...(!isTold && { kind: "shape" as const }),
            fixtures: ["client"] as const,
            body: [
              registers(account, holder),
              updatesOwn(scene, change(other, sampleValue(kit, account.entity, other, 1))),
              signs(held(accounts.passwordField)),
              accepted,
            ],
          },
        ]
      : []),
  ];
}

function envelopeOf(login: OperationOf<"login">): Py {
  const { envelope } = login.meaning.behaviour.answer;
  return envelope === undefined ? py`` : py`[${str(envelope)}]`;
}

function mailCases(scene: OwnUpdate): readonly TestCase[] {
  const { kit, account, holder, sight, shown } = scene;
  return shown
    .filter((field) => isMail(kit, account.entity, field))
    .map(
      (field): TestCase => ({
        name: `stores the ${field.name} in lower case`,
        fixtures: ["client"],
        body: [
          registers(account, holder),
          updatesOwn(scene, change(field, "Jane.Doe@Example.COM")),
          py`assert ${sight.see(field)} == "jane.doe@example.com"`,
        ],
      }),
    );
}
