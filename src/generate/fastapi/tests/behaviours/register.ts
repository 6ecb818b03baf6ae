import { type Field, fieldOf, type TokenAnswer } from "#domain";
import { commaList, importedModule, type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { type Act, actOf, bodyWith } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { lengthParameter } from "../body-texts.ts";
import { answered, api, awaitless, call, details, placeOf, registers, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { otherSiteCases } from "../credentials.ts";
import { assertInvalid } from "../error-support.ts";
import { expectRow } from "../expected.ts";
import { factoryOf } from "../factories.ts";
import { type AccountKit, isAmong, type Kit, type OperationOf, readOf, variable } from "../kit.ts";
import { accountSight } from "../sights.ts";
import { answeredKey } from "../told-keys.ts";
import { assertEqual, isMail, longestText, sampleValue, texts } from "../values.ts";
import { indefinite, one } from "../words.ts";
import { shownLogin, showsLogin } from "./login-scene.ts";

/** Someone makes an account: it is stored, can sign in, and takes nobody else's names. */
export function registerCases(kit: Kit, operation: OperationOf<"register">): readonly TestCase[] {
  const { account } = kit;
  const act = actOf(kit, operation);
  if (!account || !act) return [];
  return [
    answerCase(kit, account, act, operation),
    ...storeCases(kit, account),
    ...mailCases(kit, account, act),
    ...longestCases(kit, account, act),
    ...bodyCases(kit, act),
    ...otherSiteCases(operation, [], (headers) =>
      request(operation, { headers, body: py`${factoryOf(operation)}.build()` }),
    ),
    ...takenCases(kit, account, act),
    ...raceCases(kit, account, act),
  ];
}

function holderOf(kit: Kit, account: AccountKit): Py {
  return name(variable(kit, account.entity.name));
}

function answerCase(kit: Kit, account: AccountKit, act: Act, operation: OperationOf<"register">): TestCase {
  const given = new Map(
    act.fields
      .filter((each) => each.required)
      .map(({ field }): [string, JsonLike] => [field.name, sampleValue(kit, account.entity, field, 0)]),
  );
  const { answer } = operation.meaning.behaviour;
  if (answer.token) return tokenCase(account, operation, answer.token);
  const expected = expectRow(kit, account.entity, answer.representation, given);
  const body = [...given].map(([key, value]) => py`${str(key)}: ${literal(value)}`);
  return {
    name: `answers the new ${one(account.entity)}`,
    ...(expected.row.text === "{}" && { kind: "shape" as const }),
    fixtures: ["client"],
    ...(expected.timed && { uses: ["set_clock"] as const }),
    body: [
      py`response = ${request(operation, { body: py`{${commaList(body)}}` })}`,
      paragraph(
        py`assert response.status_code == ${answer.status}`,
        ...(answersNothing(operation)
          ? [py`assert response.content == b""`]
          : [
              py`answered = ${answered(operation, name("response"))}`,
              ...expected.unknown.map((field) => py`assert answered.pop(${str(field.name)})`),
              py`assert answered == ${expected.row}`,
            ]),
      ),
    ],
  };
}

function answersNothing({ meaning: { behaviour }, responseClass }: OperationOf<"register">): boolean {
  return responseClass === undefined && behaviour.answer.representation === undefined;
}

/** An answer that is no account: the credential, what is always the same, and the account beside it. */
function tokenCase(account: AccountKit, operation: OperationOf<"register">, token: TokenAnswer): TestCase {
  const beside = token.fields.find(({ is }) => is.kind === "account");
  const fixed = token.fields.flatMap(({ name: field, is }) =>
    is.kind === "constant" ? [py`${str(field)}: ${literal(is.value)}`] : [],
  );
  const popped = token.fields.filter(({ is }) => is.kind !== "constant" && is.kind !== "account");
  const { loginField } = account.accounts;
  return {
    name: beside ? `answers the new ${one(account.entity)}` : "answers what comes of it",
    ...(!beside && { kind: "shape" as const }),
    fixtures: ["client"],
    body: [
      py`details = ${factoryOf(operation)}.build()`,
      py`response = ${request(operation, { body: name("details") })}`,
      paragraph(
        py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
        py`answered = ${answered(operation, name("response"))}`,
        ...popped.map(({ name: field }) => py`assert answered.pop(${str(field)})`),
        beside &&
          (showsLogin(account, beside)
            ? py`assert answered.pop(${str(beside.name)})[${str(loginField)}] == details[${str(loginField)}]`
            : py`assert answered.pop(${str(beside.name)})`),
        py`assert answered == {${commaList(fixed)}}`,
      ),
    ],
  };
}

/** What was registered is there, seen through other operations. */
function storeCases(kit: Kit, account: AccountKit): readonly TestCase[] {
  const holder = holderOf(kit, account);
  const sight = accountSight(kit, holder);
  const read = readOf(kit, account.entity.name);
  const key = fieldOf(account.entity, account.entity.identity.field);
  const login = fieldOf(account.entity, account.accounts.loginField);
  const noun = one(account.entity);
  const cases: TestCase[] = [];
  const other = registers(account, name("other"));
  const seen = login && sight?.shown.includes(login) ? login : undefined;
  if (sight && seen)
    cases.push({
      name: `answers ${indefinite(account.accounts.tokenField)} of the new ${noun}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), other),
        paragraph(
          py`assert ${sight.see(seen)} == ${holder}.${name(attributeName(seen.name))}`,
          py`assert ${accountSight(kit, name("other"))?.see(seen)} == other.${name(attributeName(seen.name))}`,
        ),
      ],
    });
  cases.push(...keyCases(kit, account, holder));
  if (read && key && account.entity.identity.by === "client") {
    const held = py`${holder}.${name(attributeName(key.name))}`;
    const found = call(read, { rows: { item: held }, account: holder });
    cases.push({
      name: `stores the ${noun}`,
      fixtures: ["client"],
      body: [registers(account, holder), py`assert (${found})[${str(key.name)}] == ${held}`],
    });
  }
  if (account.login && login) {
    const shown = shownLogin(account, account.login, name("response"));
    cases.push({
      name: "stores the password",
      ...(!shown && { kind: "shape" as const }),
      fixtures: ["client"],
      body: [
        registers(account, holder),
        py`response = ${call(account.login, { extra: [login.name, account.accounts.passwordField].map((field) => py`${holder}.${name(attributeName(field))}`) })}`,
        paragraph(
          py`assert response.status_code == ${account.login.meaning.behaviour.answer.status}`,
          shown && py`assert ${shown} == ${holder}.${name(attributeName(login.name))}`,
        ),
      ],
    });
  }
  return cases;
}

/** The key that registering answers under a longer name is the one that the account shows. */
function keyCases(kit: Kit, account: AccountKit, holder: Py): readonly TestCase[] {
  const sight = accountSight(kit, holder);
  const key = fieldOf(account.entity, account.entity.identity.field);
  if (!sight || !key || answeredKey(account) === undefined || !isAmong(sight.shown, key)) return [];
  const attribute = name(attributeName(key.name));
  return [
    {
      name: `answers the ${key.name} that the ${one(account.entity)} has`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), registers(account, name("other"))),
        paragraph(
          py`assert ${sight.see(key)} == ${holder}.${attribute}`,
          py`assert other.${attribute} != ${holder}.${attribute}`,
        ),
      ],
    },
  ];
}

function mailCases(kit: Kit, account: AccountKit, act: Act): readonly TestCase[] {
  const holder = holderOf(kit, account);
  const sight = accountSight(kit, holder);
  if (!sight) return [];
  return act.fields
    .filter(
      ({ field }) =>
        field.name === account.accounts.loginField &&
        isMail(kit, account.entity, field) &&
        isAmong(sight.shown, field),
    )
    .map(
      ({ field }): TestCase => ({
        name: `stores the ${field.name} in lower case`,
        fixtures: ["client"],
        body: [
          registers(account, holder, details([[field, "Jane.Doe@Example.COM"]])),
          py`assert ${sight.see(field)} == "jane.doe@example.com"`,
        ],
      }),
    );
}

function longestCases(kit: Kit, account: AccountKit, act: Act): readonly TestCase[] {
  const holder = holderOf(kit, account);
  const current = kit.account?.current;
  const shown = accountSight(kit, holder)?.shown ?? [];
  const long = act.fields.flatMap(({ field }) => {
    const longest = longestText(kit, account.entity, field);
    const isPlain = attributeName(field.name) === field.name && field.bounds.format === undefined;
    return longest !== undefined && isPlain && isAmong(shown, field) ? [{ field, length: longest }] : [];
  });
  if (!current || long.length === 0) return [];
  const extra = py`**{field: "x" * length}`;
  return [
    {
      name: "accepts the longest text",
      fixtures: ["client"],
      parameters: [lengthParameter(long)],
      body: [
        registers(account, holder, [extra]),
        py`assert (${call(current, { account: holder })})[field] == "x" * length`,
      ],
    },
  ];
}

/** Fields that no two accounts may share. */
export function uniqueFields(act: Act): readonly Field[] {
  return act.fields.flatMap(({ field }) => (field.unique && field.meaning.kind === "scalar" ? [field] : []));
}

function takenCases(kit: Kit, account: AccountKit, act: Act): readonly TestCase[] {
  const { operation } = act;
  const { conflict, body: invalid } = operation.meaning.refusals;
  const unique = uniqueFields(act);
  const refuse = conflict === invalid;
  const cases = unique.map((field): TestCase => {
    const taken = sampleValue(kit, account.entity, field, 0);
    const mail = isMail(kit, account.entity, field);
    const again = mail
      ? [
          String(taken),
          String(taken)
            .replace(/^./, (first) => first.toUpperCase())
            .replace("example", "Example"),
        ]
      : [];
    const sent = bodyWith(act, str(field.name), mail ? name("value") : literal(taken));
    return {
      name: `refuses ${indefinite(field.name)} that is taken`,
      fixtures: ["client"],
      ...(mail && { parameters: [textParameter("value", texts(again))] }),
      body: [
        call(account.register, { extra: details([[field, taken]]) }),
        py`response = ${request(operation, { body: sent })}`,
        refuse
          ? assertInvalid(operation, "body", placeOf(operation, field.name))
          : py`${api("assert_refused")}(response, ${conflict})`,
      ],
    };
  });
  return [...cases, ...refusedLeavesNothing(kit, account, act)];
}

/** A registration that clashes in one name leaves the other name free. */
function refusedLeavesNothing(kit: Kit, account: AccountKit, act: Act): readonly TestCase[] {
  const [first, second] = uniqueFields(act);
  if (!first || !second) return [];
  const holder = holderOf(kit, account);
  const taken = sampleValue(kit, account.entity, first, 0);
  const wanted = sampleValue(kit, account.entity, second, 1);
  const sight = accountSight(kit, holder);
  const body = py`${factoryOf(act.operation as OperationOf<"register">)}.build(${commaList(
    details([
      [first, taken],
      [second, wanted],
    ]),
  )})`;
  if (!sight?.shown.includes(second)) return [];
  return [
    {
      name: `stores nothing of a refused ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          call(account.register, { extra: details([[first, taken]]) }),
          py`response = ${request(act.operation, { body })}`,
          py`assert response.status_code == ${act.operation.meaning.refusals.conflict}`,
        ),
        registers(account, holder, details([[second, wanted]])),
        assertEqual(sight.see(second), literal(wanted)),
      ],
    },
  ];
}

function raceCases(_kit: Kit, account: AccountKit, act: Act): readonly TestCase[] {
  const unique = uniqueFields(act).filter(
    ({ meaning }) => meaning.kind === "scalar" && meaning.type === "string",
  );
  if (unique.length === 0) return [];
  const { status } = account.register.meaning.behaviour.answer;
  const refused = literal([act.operation.meaning.refusals.conflict]);
  const sent = awaitless(act.operation, { client: name("committing_client"), body: name("body") });
  return [
    {
      name: "lets one of many at once have a name",
      fixtures: ["committing_client"],
      parameters: [textParameter("field", texts(unique.map((field) => field.name)))],
      body: [
        py`bodies = [${bodyWith(act, name("field"), str("wanted@example.com"))} for _ in range(4)]`,
        py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for body in bodies))`,
        py`assert sorted(response.status_code for response in responses) == [${status}, *${refused} * 3]`,
      ],
    },
  ];
}
