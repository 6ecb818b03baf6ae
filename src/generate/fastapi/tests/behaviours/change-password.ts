import { changeRefusal } from "#domain";
import { commaList, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { api, call, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { assertWrong } from "../error-support.ts";
import { type AccountKit, type Kit, type OperationOf, variable } from "../kit.ts";
import { passwordsGiven } from "../sent-bodies.ts";
import { probeOf, refusedTo } from "./session-scene.ts";

/** What tests of changing a password speak of. */
interface ChangeScene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly login: OperationOf<"login">;
  readonly operation: OperationOf<"change-password">;
  readonly holder: Py;
  readonly password: Py;
  /** Statements: a body that is accepted. */
  readonly given: Py;
  /** The new password. */
  readonly fresh: Py;
}

/** A new password signs in, the old one no longer, and nobody who has it is signed in any more but the caller. */
export function changePasswordCases(
  kit: Kit,
  operation: OperationOf<"change-password">,
): readonly TestCase[] {
  const { account } = kit;
  const act = actOf(kit, operation);
  const login = account?.login;
  if (!account || !act || !login) return [];
  const { behaviour } = operation.meaning;
  const holder = name(variable(kit, account.entity.name));
  const scene: ChangeScene = {
    kit,
    account,
    login,
    operation,
    holder,
    password: py`${holder}.${name(attributeName(account.accounts.passwordField))}`,
    given: py`passwords = ${passwordsGiven(kit, account, behaviour, holder)}`,
    fresh: py`passwords[${str(behaviour.newField)}]`,
  };
  return [
    changedCase(scene),
    ...wrongCases(scene),
    ...repeatedCases(scene),
    ...sessionCases(scene),
    ...credentialCases(kit, act),
    ...bodyCases(kit, act),
  ];
}

function sends({ operation, holder }: ChangeScene, body: Py): Py {
  return py`response = ${request(operation, { body, headers: py`${holder}.headers` })}`;
}

function changes(scene: ChangeScene): readonly Py[] {
  const { status } = scene.operation.meaning.behaviour.answer;
  return paragraph(sends(scene, name("passwords")), py`assert response.status_code == ${status}`);
}

function enters({ account, login, holder }: ChangeScene, password: Py): Py {
  const key = py`${holder}.${name(attributeName(account.accounts.loginField))}`;
  return py`entered = ${call(login, { extra: [key, password] })}`;
}

function entered({ login }: ChangeScene): Py {
  return py`assert entered.status_code == ${login.meaning.behaviour.answer.status}`;
}

function arranged({ account, holder, given }: ChangeScene): readonly Py[] {
  return paragraph(registers(account, holder), given);
}

function changedCase(scene: ChangeScene): TestCase {
  return {
    name: "takes the new password for the old one",
    fixtures: ["client"],
    body: [
      arranged(scene),
      changes(scene),
      paragraph(enters(scene, scene.fresh), entered(scene)),
      paragraph(enters(scene, scene.password), assertWrong(scene.login, name("entered"))),
    ],
  };
}

function refusedAs({ operation }: ChangeScene, ...words: readonly Py[]): Py {
  const status = changeRefusal(operation.meaning.refusals.credentials);
  return py`${api("assert_refused")}(${commaList([name("response"), py`${status}`, ...words])})`;
}

function wrongCases(scene: ChangeScene): readonly TestCase[] {
  const { oldField } = scene.operation.meaning.behaviour;
  const wrong = sends(scene, py`{**passwords, ${str(oldField)}: ${scene.password} + "x"}`);
  const refused = refusedAs(scene, str(`wrong ${oldField}`));
  return [
    {
      name: "refuses another password than the own",
      fixtures: ["client"],
      body: [
        arranged(scene),
        paragraph(wrong, refused),
        paragraph(enters(scene, scene.password), entered(scene)),
      ],
    },
    {
      name: "refuses guesses after too many",
      fixtures: ["client"],
      body: [
        arranged(scene),
        py`
          for _ in range(3):
              ${wrong}
              ${refused}`,
        paragraph(sends(scene, name("passwords")), py`${api("assert_refused")}(response, 429)`),
      ],
    },
  ];
}

function repeatedCases(scene: ChangeScene): readonly TestCase[] {
  const { repeatedField } = scene.operation.meaning.behaviour;
  if (repeatedField === undefined) return [];
  return [
    {
      name: "refuses two new passwords",
      fixtures: ["client"],
      body: [
        arranged(scene),
        sends(scene, py`{**passwords, ${str(repeatedField)}: ${scene.fresh} + "x"}`),
        refusedAs(scene),
      ],
    },
  ];
}

function sessionCases(scene: ChangeScene): readonly TestCase[] {
  const { kit, account, holder, given } = scene;
  const probe = probeOf(kit, account);
  if (!probe) return [];
  return [
    {
      name: "ends every other session",
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder),
          given,
          py`another = await ${api("begin_another")}(client, ${holder})`,
        ),
        changes(scene),
        paragraph(...refusedTo(probe, name("another"))),
        ...(probe.sees ? [probe.sees(holder)] : []),
      ],
    },
  ];
}
