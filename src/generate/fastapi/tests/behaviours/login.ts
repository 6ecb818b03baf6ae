import { fieldOf } from "#domain";
import { importedModule, name, type Py, py, str } from "#python";
import { differs } from "../../app/error-values.ts";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { markOf } from "../api-support.ts";
import { bodyCases } from "../bodies.ts";
import { api, call, details, registers, request, tokenIn } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { assertInvalid, assertWrong } from "../error-support.ts";
import { isAmong, type Kit, type OperationOf } from "../kit.ts";
import { accountSight } from "../sights.ts";
import { isMail } from "../values.ts";
import { indefinite, one } from "../words.ts";
import { barredLoginCases } from "./barred.ts";
import { cookieCases } from "./cookie-cases.ts";
import { answersAccount, type LoginScene, openLogin, signsIn } from "./login-scene.ts";
import { throttleCases } from "./throttle.ts";

/** Signing in: the right account for the right password, and nothing told to those who guess. */
export function loginCases(kit: Kit, operation: OperationOf<"login">): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { account } = kit;
  const login = account && fieldOf(account.entity, account.accounts.loginField);
  if (!act || !account || !login) return [];
  const scene = openLogin(kit, account, operation, login);
  return [
    ...successCases(scene),
    ...notedCases(scene),
    ...cookieCases(scene),
    ...refusalCases(scene),
    ...barredLoginCases(scene),
    ...(account.accounts.credential ? hashingCases(scene) : []),
    ...(operation.meaning.behaviour.byQuery ? absentCases(scene) : bodyCases(kit, act)),
    ...(operation.meaning.errors.some(({ status }) => status === 429) ? throttleCases(scene) : []),
  ];
}

function successCases(scene: LoginScene): readonly TestCase[] {
  const { kit, account, operation, login, holder, key, password, status } = scene;
  const sight = accountSight(kit, name("signed_in"));
  const { tokenField } = account.accounts;
  const shown = answersAccount(scene, key);
  const cases: TestCase[] = [];
  if (shown) {
    cases.push({
      name: `answers the ${one(account.entity)} of the ${login.name}`,
      fixtures: ["client"],
      body: [
        paragraph(call(account.register), registers(account, holder), call(account.register)),
        signsIn(scene, key, password),
        paragraph(py`assert response.status_code == ${status}`, shown),
      ],
    });
  }
  const mark = sight && markOf(account, sight.shown);
  if (sight && mark) {
    const token = tokenIn(operation, name("response"), tokenField);
    const signedIn = py`${importedModule("dataclasses")}.replace(${holder}, ${name(attributeName(tokenField))}=${token})`;
    cases.push({
      name: `answers ${indefinite(tokenField)} of the ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), call(account.register), signsIn(scene, key, password)),
        py`signed_in = ${signedIn}`,
        py`assert ${sight.see(mark)} == ${mark === login ? key : py`${holder}.${name(attributeName(mark.name))}`}`,
      ],
    });
  }
  if (isMail(kit, account.entity, login)) {
    const lower = answersAccount(scene, str("jane@example.com"));
    cases.push({
      name: `ignores the case of the ${login.name}`,
      ...(!lower && { kind: "shape" as const }),
      fixtures: ["client"],
      body: [
        registers(account, holder, details([[login, "jane@example.com"]])),
        signsIn(scene, str("JANE@example.com"), password),
        paragraph(py`assert response.status_code == ${status}`, lower),
      ],
    });
  }
  return cases;
}

/** When somebody signed in last is seen by whoever reads the account. */
function notedCases(scene: LoginScene): readonly TestCase[] {
  const { kit, account, holder, key, password, status } = scene;
  const field = account.entity.fields.find(({ meaning }) => meaning.kind === "signed-in-at");
  const sight = accountSight(kit, holder);
  if (!field || !sight || !isAmong(sight.shown, field)) return [];
  return [
    {
      name: `notes when the ${one(account.entity)} signed in`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(
          registers(account, holder),
          py`set_clock.advance(minutes=30)`,
          signsIn(scene, key, password),
        ),
        paragraph(
          py`assert response.status_code == ${status}`,
          py`assert ${sight.see(field)} == "2026-01-02T03:34:05.678Z"`,
        ),
      ],
    },
  ];
}

function refusalCases(scene: LoginScene): readonly TestCase[] {
  const { kit, account, login, holder, key, password } = scene;
  const other = name("other");
  const unknown = isMail(kit, account.entity, login) ? py`"x" + ${key}` : py`${key} + "x"`;
  const refusal = (text: string, statements: readonly Py[], tried: Py): TestCase => ({
    name: text,
    fixtures: ["client"],
    body: [paragraph(...statements), tried, assertWrong(scene.operation, py`response`)],
  });
  return [
    refusal(
      "refuses a wrong password",
      [registers(account, holder)],
      signsIn(scene, key, py`${password} + "x"`),
    ),
    refusal(
      `refuses the password of another ${one(account.entity)}`,
      [registers(account, holder), registers(account, other)],
      signsIn(scene, key, py`other.${name(attributeName(account.accounts.passwordField))}`),
    ),
    refusal(
      `refuses an unknown ${login.name}`,
      [registers(account, holder)],
      signsIn(scene, unknown, password),
    ),
    {
      name: `does not tell whether the ${login.name} is known`,
      fixtures: ["client"],
      body: [
        registers(account, holder),
        paragraph(
          py`known = ${call(scene.operation, { extra: [key, py`${password} + "x"`] })}`,
          py`unknown = ${call(scene.operation, { extra: [unknown, password] })}`,
        ),
        paragraph(
          py`assert known.status_code == unknown.status_code == ${scene.operation.meaning.refusals.credentials}`,
          differs(kit.blueprint.errors)
            ? py`assert ${api("errors_of")}(known) == ${api("errors_of")}(unknown)`
            : py`assert known.content == unknown.content`,
        ),
      ],
    },
  ];
}

/** Nobody signs in without a name, or without a password. */
function absentCases({ account, operation, holder, key, password, login }: LoginScene): readonly TestCase[] {
  const { passwordField } = account.accounts;
  const given = py`{${str(login.name)}: ${key}, ${str(passwordField)}: ${password}}`;
  return [
    {
      name: "refuses a query without one of both",
      fixtures: ["client"],
      parameters: [textParameter("field", [str(login.name), str(passwordField)])],
      body: [
        paragraph(registers(account, holder), py`credentials = ${given}`, py`del credentials[field]`),
        py`response = ${request(operation, { body: name("credentials") })}`,
        assertInvalid(operation, "parameters", name("field")),
      ],
    },
  ];
}

/** The time taken must not tell which logins are known. */
function hashingCases(scene: LoginScene): readonly TestCase[] {
  const { kit, account, login, holder, key } = scene;
  const argon2 = importedModule("argon2");
  const unknown = isMail(kit, account.entity, login) ? py`"x" + ${key}` : py`${key} + "x"`;
  return [
    {
      name: `takes as long for an unknown ${login.name}`,
      fixtures: ["client", "monkeypatch"],
      body: [
        paragraph(registers(account, holder), py`hashed: list[str] = []`),
        py`
          def record(_: ${argon2}.PasswordHasher, password: str) -> str:
              hashed.append(password)
              return ""`,
        py`monkeypatch.setattr(${argon2}.PasswordHasher, "hash", record)`,
        call(scene.operation, { extra: [unknown, str("a password")] }),
        py`assert hashed == ["a password"]`,
      ],
    },
  ];
}
