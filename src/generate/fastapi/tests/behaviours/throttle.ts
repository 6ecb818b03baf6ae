import { imported, name, type Py, py, str } from "#python";
import { tooManyAttempts } from "../../refusal-texts.ts";
import { api, call, details, registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertWrong } from "../error-support.ts";
import { helperName } from "../kit.ts";
import { isMail } from "../values.ts";
import { answersAccount, guesses, type LoginScene, signsIn } from "./login-scene.ts";

const attempts = name("ATTEMPTS");

/** Constants and functions above the tests of an operation that is throttled. */
export function throttleAbove(scene: { readonly operation: LoginScene["operation"] }): readonly Py[] {
  return [
    py`ATTEMPTS = 3`,
    py`
      async def fail_to_sign_in(client: ${imported("httpx", "AsyncClient")}, key: str, times: int = ATTEMPTS) -> None:
          for _ in range(times):
              ${assertWrong(scene.operation, py`await ${api(helperName(scene.operation))}(client, key, "wrong")`)}`,
  ];
}

function fails(key: Py, times?: Py): Py {
  return times
    ? py`await fail_to_sign_in(client, ${key}, ${times})`
    : py`await fail_to_sign_in(client, ${key})`;
}

/** Guessing passwords: after too many failures for one login, nothing is tried for a while. */
export function throttleCases(scene: LoginScene): readonly TestCase[] {
  return [
    ...windowCases(scene),
    ...freshCases(scene),
    ...countingCases(scene),
    ...apartCases(scene),
    raceCase(scene),
  ];
}

const tooMany = py`assert response.status_code == 429`;
const fewer = py`ATTEMPTS - 1`;

function windowCases(scene: LoginScene): readonly TestCase[] {
  const { account, holder, key, password, status } = scene;
  const arranged = registers(account, holder);
  const tries = signsIn(scene, key, password);
  return [
    {
      name: "refuses more attempts after too many failures",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(arranged, fails(key), py`set_clock.advance(minutes=5)`),
        tries,
        paragraph(
          py`${api("assert_refused")}(response, 429, ${str(tooManyAttempts)})`,
          py`assert response.headers["Retry-After"] == "600"`,
        ),
      ],
    },
    {
      name: "rounds the time to wait up",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(arranged, fails(key), py`set_clock.advance(minutes=14, seconds=59.5)`),
        tries,
        paragraph(tooMany, py`assert response.headers["Retry-After"] == "1"`),
      ],
    },
    {
      name: "does not wait longer for attempts that are refused",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(
          arranged,
          fails(key),
          py`set_clock.advance(minutes=14)`,
          py`assert (${call(scene.operation, { extra: [key, password] })}).status_code == 429`,
          py`set_clock.advance(minutes=1)`,
        ),
        tries,
        paragraph(py`assert response.status_code == ${status}`, answersAccount(scene, key)),
      ],
    },
  ];
}

/** When counting begins again, and when it does not. */
function freshCases(scene: LoginScene): readonly TestCase[] {
  const { account, holder, key, password } = scene;
  const arranged = registers(account, holder);
  const tries = signsIn(scene, key, password);
  return [
    {
      name: "counts afresh when the window is over",
      fixtures: ["client", "set_clock"],
      body: [paragraph(arranged, fails(key), py`set_clock.advance(minutes=15)`, fails(key)), tries, tooMany],
    },
    {
      name: "keeps counting while the window lasts",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(
          arranged,
          fails(key, py`times=1`),
          py`set_clock.advance(minutes=14, seconds=59)`,
          fails(key, py`times=${fewer}`),
        ),
        tries,
        tooMany,
      ],
    },
  ];
}

function countingCases(scene: LoginScene): readonly TestCase[] {
  const { kit, account, login, holder, key, password, status } = scene;
  const mail = isMail(kit, account.entity, login);
  const stranger = mail ? "nobody@example.com" : "nobody";
  const cases: TestCase[] = [
    {
      name: "forgets failures after a success",
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder),
          fails(key, py`times=${fewer}`),
          py`assert (${call(scene.operation, { extra: [key, password] })}).status_code == ${status}`,
          fails(key, py`times=${fewer}`),
        ),
        signsIn(scene, key, password),
        paragraph(py`assert response.status_code == ${status}`, answersAccount(scene, key)),
      ],
    },
    {
      name: `counts failures of an unknown ${login.name}`,
      fixtures: ["client"],
      body: [
        fails(str(stranger)),
        signsIn(scene, str(stranger), str("wrong")),
        py`${api("assert_refused")}(response, 429)`,
      ],
    },
  ];
  if (mail)
    cases.push({
      name: `counts failures whatever the case of the ${login.name}`,
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder, details([[login, "jane@example.com"]])),
          fails(str("Jane@example.com")),
        ),
        signsIn(scene, key, password),
        tooMany,
      ],
    });
  return cases;
}

function apartCases(scene: LoginScene): readonly TestCase[] {
  const { account, login, holder, key, password, status } = scene;
  const other = name("other");
  const otherKey = py`other${keyAttribute(scene)}`;
  const otherPassword = py`other${passwordAttribute(scene)}`;
  return [
    {
      name: `counts failures of each ${login.name} apart`,
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder),
          registers(account, other),
          fails(otherKey),
          fails(key, py`times=${fewer}`),
        ),
        signsIn(scene, key, password),
        paragraph(py`assert response.status_code == ${status}`, answersAccount(scene, key)),
      ],
    },
    {
      name: `forgets no failures of another ${login.name}`,
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder),
          registers(account, other),
          fails(otherKey),
          py`assert (${call(scene.operation, { extra: [key, password] })}).status_code == ${status}`,
        ),
        signsIn(scene, otherKey, otherPassword),
        tooMany,
      ],
    },
  ];
}

function keyAttribute({ key, holder }: LoginScene): Py {
  return attributePart(key, holder);
}

function passwordAttribute({ password, holder }: LoginScene): Py {
  return attributePart(password, holder);
}

/** `.email` of `account.email` */
function attributePart(expression: Py, holder: Py): Py {
  return py`.${name(expression.text.slice(holder.text.length + 1))}`;
}

function raceCase(scene: LoginScene): TestCase {
  return {
    name: "lets no guess slip through beside others",
    fixtures: ["committing_client"],
    body: [
      registers(scene.account, scene.holder, [], name("committing_client")),
      guesses(scene, py`${attempts} + 3`),
      py`assert sorted(response.status_code for response in responses) == [${scene.operation.meaning.refusals.credentials}] * ATTEMPTS + [429] * 3`,
    ],
  };
}
