import { type Field, fieldOf } from "#domain";
import { commaList, importedModule, type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { accountSight, type Act, actOf, type Sight } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { api, awaitless, call, placeOf, registers, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { type AccountKit, type Kit, type OperationOf, readOf, variable } from "../kit.ts";
import { isMail, sampleValue, texts } from "../values.ts";
import { uniqueFields } from "./register.ts";
import { one } from "../words.ts";

interface Scene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly operation: OperationOf<"update-current-account">;
  readonly act: Act;
  readonly holder: Py;
  readonly sight: Sight;
  /** Fields that the body gives and that answers show. */
  readonly shown: readonly Field[];
}

/** Callers change their own account: what is given changes, the rest stays, and nobody else is touched. */
export function updateCurrentAccountCases(kit: Kit, operation: OperationOf<"update-current-account">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { account } = kit;
  const holder = account && name(variable(kit, account.entity.name));
  const sight = holder && accountSight(kit, holder);
  if (!act || !account || !holder || !sight) return [];
  const shown = act.fields.map(({ field }) => field).filter((field) => sight.shown.includes(field));
  const scene: Scene = { kit, account, operation, act, holder, sight, shown };
  return [
    ...storeCases(scene),
    ...passwordCases(scene),
    ...keyCases(scene),
    ...mailCases(scene),
    ...credentialCases(kit, act),
    ...bodyCases(kit, act),
    ...takenCases(scene),
    ...raceCases(scene),
  ];
}

function updates({ operation, holder }: Scene, changes: Py): Py {
  return call(operation, { account: holder, extra: [changes] });
}

function change(field: Field, value: Py | JsonLike): Py {
  return py`{${str(field.name)}: ${isFragment(value) ? value : literal(value)}}`;
}

function isFragment(value: Py | JsonLike): value is Py {
  return typeof value === "object" && value !== null && "imports" in value && "text" in value;
}

function storeCases(scene: Scene): readonly TestCase[] {
  const { kit, account, holder, sight, shown } = scene;
  const [first] = shown.filter((field) => !field.unique);
  const values = shown.map((field) => py`(${str(field.name)}, ${literal(sampleValue(kit, account.entity, field, 1))})`);
  const token = str(account.accounts.tokenField);
  const every = shown.map((field): readonly [Field, JsonLike] => [field, sampleValue(kit, account.entity, field, 1)]);
  const parameters = [
    {
      names: [
        { name: "field", type: py`str` },
        { name: "value", type: py`object` },
      ],
      values: py`[${commaList(values)}]`,
    },
  ];
  const cases: TestCase[] = [
    {
      name: "stores a field and leaves the others",
      fixtures: ["client"],
      parameters,
      body: [
        paragraph(registers(account, holder), py`before = ${sight.whole}`),
        updates(scene, py`{field: value}`),
        paragraph(
          py`after = ${sight.whole}`,
          py`assert {**after, ${token}: None} == {**before, ${token}: None, field: value}`,
        ),
      ],
    },
    {
      name: `answers the changed ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), py`changes = {${commaList(every.map(([field, value]) => py`${str(field.name)}: ${literal(value)}`))}}`),
        py`answered = ${updates(scene, name("changes"))}`,
        py`assert changes.items() <= answered.items()`,
      ],
    },
  ];
  if (first)
    cases.push({
      name: `changes no other ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, name("other")), registers(account, holder)),
        updates(scene, change(first, sampleValue(kit, account.entity, first, 1))),
        paragraph(
          py`assert ${sight.see(first)} == ${literal(sampleValue(kit, account.entity, first, 1))}`,
          py`assert ${accountSight(kit, name("other"))?.see(first)} != ${literal(sampleValue(kit, account.entity, first, 1))}`,
        ),
      ],
    });
  return cases;
}

function passwordCases(scene: Scene): readonly TestCase[] {
  const { account, holder, act, shown } = scene;
  const { login, accounts } = account;
  const password = act.fields.find(({ field }) => field.name === accounts.passwordField);
  const key = fieldOf(account.entity, accounts.loginField);
  const other = shown.find((field) => !field.unique);
  if (!login || !password || !key) return [];
  const status = login.meaning.behaviour.answer.status;
  const held = (field: string) => py`${holder}.${name(attributeName(field))}`;
  const signs = (with_: Py) => py`response = ${call(login, { extra: [held(key.name), with_] })}`;
  const changed = updates(scene, change(password.field, "Another password"));
  const accepted = paragraph(
    py`assert response.status_code == ${status}`,
    py`assert response.json()${envelopeOf(login)}[${str(key.name)}] == ${held(key.name)}`,
  );
  return [
    {
      name: `lets the ${one(account.entity)} sign in with a new password`,
      fixtures: ["client"],
      body: [registers(account, holder), changed, signs(str("Another password")), accepted],
    },
    {
      name: "no longer accepts the old password",
      fixtures: ["client"],
      body: [registers(account, holder), changed, signs(held(accounts.passwordField)), py`${api("assert_unauthorized")}(response)`],
    },
    ...(other
      ? [
          {
            name: "leaves the password unless asked",
            fixtures: ["client"] as const,
            body: [
              registers(account, holder),
              updates(scene, change(other, sampleValue(scene.kit, account.entity, other, 1))),
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

/** A new key moves what is found by it. */
function keyCases(scene: Scene): readonly TestCase[] {
  const { kit, account, holder, act } = scene;
  const read = readOf(kit, account.entity.name);
  const key = act.fields.find(({ field }) => field.name === account.entity.identity.field)?.field;
  if (!read || !key) return [];
  const value = sampleValue(kit, account.entity, key, 1);
  const old = py`${holder}.${name(attributeName(key.name))}`;
  return [
    {
      name: `moves the ${one(account.entity)} to a new ${key.name}`,
      fixtures: ["client"],
      body: [
        registers(account, holder),
        updates(scene, change(key, value)),
        paragraph(
          py`assert (${call(read, { rows: { item: literal(value) }, account: holder })})[${str(key.name)}] == ${literal(value)}`,
          py`${api("assert_refused")}(${request(read, { rows: { item: old } })}, 404)`,
        ),
      ],
    },
    {
      name: "accepts what is there already",
      fixtures: ["client"],
      body: [
        registers(account, holder),
        updates(scene, py`{${commaList(uniqueFields(act).map((field) => py`${str(field.name)}: ${holder}.${name(attributeName(field.name))}`))}}`),
        py`assert ${scene.sight.see(key)} == ${old}`,
      ],
    },
  ];
}

function mailCases(scene: Scene): readonly TestCase[] {
  const { kit, account, holder, sight, shown } = scene;
  return shown
    .filter((field) => isMail(kit, account.entity, field))
    .map((field): TestCase => ({
      name: `stores the ${field.name} in lower case`,
      fixtures: ["client"],
      body: [
        registers(account, holder),
        updates(scene, change(field, "Jane.Doe@Example.COM")),
        py`assert ${sight.see(field)} == "jane.doe@example.com"`,
      ],
    }));
}

function takenCases(scene: Scene): readonly TestCase[] {
  const { kit, account, act, holder, sight, shown } = scene;
  const unique = uniqueFields(act);
  const { conflict, invalid } = kit.domain.errors;
  const held = py`getattr(other, field)`;
  const registered = unique.every((field) => attributeName(field.name) === field.name);
  if (unique.length === 0 || !registered) return [];
  const refused =
    conflict === invalid
      ? py`${api("assert_invalid")}(response, ${placeOf(act.operation, name("field"))})`
      : py`${api("assert_refused")}(response, ${conflict})`;
  const cases: TestCase[] = [
    {
      name: `refuses what another ${account.entity.name} has`,
      fixtures: ["client"],
      parameters: [textParameter("field", texts(unique.map((field) => field.name)))],
      body: [
        paragraph(registers(account, name("other")), registers(account, holder)),
        py`response = ${request(act.operation, { body: py`{field: ${held}}`, headers: py`${holder}.headers` })}`,
        refused,
      ],
    },
  ];
  const [first] = unique;
  const free = shown.find((field) => !field.unique);
  if (first && free) {
    const value = literal(sampleValue(kit, account.entity, free, 1));
    const mark = sight.shown.includes(first) ? first : undefined;
    const body = py`{${str(free.name)}: ${value}, ${str(first.name)}: other.${name(attributeName(first.name))}}`;
    cases.push({
      name: "stores nothing of a refused change",
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, name("other")),
          registers(account, holder),
          py`response = ${request(act.operation, { body, headers: py`${holder}.headers` })}`,
          py`assert response.status_code == ${conflict}`,
        ),
        paragraph(
          py`stored = ${sight.whole}`,
          py`assert stored[${str(free.name)}] != ${value}`,
          mark && py`assert stored[${str(mark.name)}] == ${holder}.${name(attributeName(mark.name))}`,
        ),
      ],
    });
  }
  return cases;
}

function raceCases(scene: Scene): readonly TestCase[] {
  const { kit, account, act } = scene;
  const unique = uniqueFields(act).filter(({ meaning }) => meaning.kind === "scalar" && meaning.type === "string");
  if (unique.length === 0) return [];
  const client = name("committing_client");
  const each = name("each");
  const sent = awaitless(act.operation, { client, body: py`{field: "wanted@example.com"}`, headers: py`${each}.headers` });
  const status = act.operation.meaning.behaviour.kind === "update-current-account" ? act.operation.meaning.behaviour.answer.status : 200;
  return [
    {
      name: "lets one of many at once take a name",
      fixtures: ["committing_client"],
      parameters: [textParameter("field", texts(unique.map((field) => field.name)))],
      body: [
        py`accounts = [${call(account.register, { client })} for _ in range(3)]`,
        py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for each in accounts))`,
        py`assert sorted(response.status_code for response in responses) == [${status}, ${kit.domain.errors.conflict}, ${kit.domain.errors.conflict}]`,
      ],
    },
  ];
}

