import type { Field } from "#domain";
import { formatted, imported, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { answersToken } from "../api.ts";
import { markOf } from "../api-support.ts";
import { answered, api, call, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { credentialCases } from "../credentials.ts";
import { expectAccount } from "../expected.ts";
import { type Kit, type OperationOf, shownFieldsOf, variable } from "../kit.ts";
import { accountSight } from "../sights.ts";
import { indefinite, one } from "../words.ts";
import { asksWith, type CurrentScene, headerOf, heldMark, seesAccount } from "./current-scene.ts";
import { signatureCases } from "./signatures.ts";

/** The account of the credential, and which credentials are accepted: the one place that tests all of them. */
export function currentAccountCases(
  kit: Kit,
  operation: OperationOf<"current-account">,
): readonly TestCase[] {
  const act = actOf(kit, operation);
  const { account } = kit;
  const holder = account && name(variable(kit, account.entity.name));
  const sight = holder && accountSight(kit, holder);
  const mark = account && sight && markOf(account, sight.shown);
  if (!act || !account || !holder || !sight || !mark) return [];
  const scene: CurrentScene = { kit, account, operation, holder, sight, mark };
  return [
    answerCase(scene),
    ...tokenCases(scene),
    ...credentialCases(kit, act),
    ...expiryCases(scene),
    ...formCases(scene),
    ...deletedCases(scene),
    ...(account.accounts.credential.token === "jwt" ? signatureCases(scene) : []),
  ];
}

function answerCase(scene: CurrentScene): TestCase {
  const { kit, account, operation, holder } = scene;
  const { representation } = operation.meaning.behaviour.answer;
  const made = shownFieldsOf(kit, representation).filter(
    ({ meaning }) => meaning.kind === "token" || meaning.kind === "identity" || notes(scene, meaning),
  );
  const known = expectAccount(kit, representation, holder, {
    except: new Set(made.map((field) => field.name)),
  });
  const popped = made.map((field) =>
    field === scene.mark
      ? py`assert answered.pop(${str(field.name)}) == ${heldMark(scene)}`
      : py`assert answered.pop(${str(field.name)})`,
  );
  return {
    name: `answers the ${one(account.entity)} of the ${account.accounts.tokenField}`,
    fixtures: ["client"],
    body: [
      paragraph(call(account.register), registers(account, holder), call(account.register)),
      asksWith(scene, py`${holder}.headers`),
      known
        ? paragraph(
            py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
            py`answered = ${answered(operation, name("response"))}`,
            ...popped,
            py`assert answered == ${known}`,
          )
        : seesAccount(scene),
    ],
  };
}

/** Whether an account that was registered has a time at which it signed in. */
function notes({ kit, account }: CurrentScene, { kind }: Field["meaning"]): boolean {
  return kind === "signed-in-at" && account.login !== undefined && !answersToken(kit, account);
}

/** The answered credential signs in, from the moment of the answer. */
function tokenCases(scene: CurrentScene): readonly TestCase[] {
  const { account, operation, holder } = scene;
  const { tokenField, credential } = account.accounts;
  const first = py`first = ${request(operation, { headers: py`${holder}.headers` })}`;
  const shown = shownFieldsOf(scene.kit, operation.meaning.behaviour.answer.representation);
  if (!shown.some(({ name: field }) => field === tokenField)) return [];
  const answeredToken = py`${answered(operation, name("first"))}[${str(tokenField)}]`;
  const status = py`assert first.status_code == ${operation.meaning.behaviour.answer.status}`;
  const headers = py`headers = ${headerOf(scene, credential.prefix === "" ? [answeredToken] : [`${credential.prefix} `, answeredToken])}`;
  return [
    {
      name: `answers ${indefinite(tokenField)} that is accepted`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), first, status),
        paragraph(headers, asksWith(scene, name("headers"))),
        seesAccount(scene),
      ],
    },
    {
      name: `answers ${indefinite(tokenField)} that lasts from now`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(
          registers(account, holder),
          py`set_clock.advance(minutes=30)`,
          first,
          status,
          py`set_clock.advance(minutes=59)`,
        ),
        paragraph(headers, asksWith(scene, name("headers"))),
        seesAccount(scene),
      ],
    },
  ];
}

function expiryCases(scene: CurrentScene): readonly TestCase[] {
  const { account, holder } = scene;
  return [
    {
      name: `accepts ${indefinite(account.accounts.tokenField)} until it expires`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(registers(account, holder), py`set_clock.advance(minutes=59, seconds=59)`),
        asksWith(scene, py`${holder}.headers`),
        seesAccount(scene),
      ],
    },
  ];
}

/** Credentials that are right but for their form. */
function formCases(scene: CurrentScene): readonly TestCase[] {
  const { account, holder } = scene;
  const { tokenField, credential } = account.accounts;
  const { prefix, parameter } = credential;
  const token = py`${holder}.${name(attributeName(tokenField))}`;
  const refuses = (text: string, headers: Py): TestCase => ({
    name: text,
    fixtures: ["client"],
    body: [
      paragraph(registers(account, holder), py`assert ${scene.sight.see(scene.mark)} == ${heldMark(scene)}`),
      asksWith(scene, headers),
      py`${api("assert_unauthorized")}(response)`,
    ],
  });
  const other = prefix.toLowerCase() === "bearer" ? "Basic" : "Bearer";
  const whole = prefix === "" ? [token] : [`${prefix} `, token];
  if (credential.in === "cookie")
    return [
      refuses(
        `refuses ${indefinite(tokenField)} in another cookie`,
        py`{"Cookie": ${formatted(["another=", token])}}`,
      ),
      refuses(`refuses ${indefinite(tokenField)} with something after it`, headerOf(scene, [token, "x"])),
      {
        name: `refuses ${indefinite(tokenField)} that is not ascii`,
        fixtures: ["client"],
        body: [
          asksWith(
            scene,
            py`${imported("httpx", "Headers")}({"Cookie": ${str(`${parameter}=caf\u00e9`)}}, "latin-1")`,
          ),
          py`${api("assert_unauthorized")}(response)`,
        ],
      },
    ];
  return [
    refuses(`refuses ${indefinite(tokenField)} under another scheme`, headerOf(scene, [`${other} `, token])),
    ...(prefix === ""
      ? []
      : [refuses(`refuses ${indefinite(tokenField)} without a scheme`, headerOf(scene, [token]))]),
    refuses(
      `refuses ${indefinite(tokenField)} with something after it`,
      headerOf(scene, [...whole, " and more"]),
    ),
    {
      name: `refuses ${indefinite(tokenField)} that is not ascii`,
      fixtures: ["client"],
      body: [
        asksWith(
          scene,
          py`${imported("httpx", "Headers")}({${str(parameter)}: ${str(`${prefix} caf\u00e9`.trim())}}, "latin-1")`,
        ),
        py`${api("assert_unauthorized")}(response)`,
      ],
    },
  ];
}

/** Credentials outlive accounts that are taken out of the database by other means. */
function deletedCases(scene: CurrentScene): readonly TestCase[] {
  const { kit, account, holder } = scene;
  const committing = name("committing_client");
  const table = kit.blueprint.tables.find(
    ({ origin }) => origin.kind === "entity" && origin.entity === account.entity.name,
  );
  const sight = accountSight(kit, holder, committing);
  if (!table || !sight) return [];
  const deletes = py`
    async with committing_app.state.engine.begin() as connection:
        await connection.execute(${imported("app.database", "Base")}.metadata.tables[${str(table.name)}].delete())`;
  const asks = py`response = ${request(scene.operation, { client: committing, headers: py`${holder}.headers` })}`;
  const arranged = [
    registers(account, holder, [], committing),
    py`assert ${sight.see(scene.mark)} == ${heldMark(scene)}`,
    deletes,
  ];
  const noun = one(account.entity);
  return [
    {
      name: `refuses ${indefinite(account.accounts.tokenField)} of a deleted ${noun}`,
      fixtures: ["committing_app", "committing_client"],
      body: [paragraph(...arranged), asks, py`${api("assert_unauthorized")}(response)`],
    },
    {
      name: `gives no ${account.accounts.tokenField} of a deleted ${noun} to the next one`,
      fixtures: ["committing_app", "committing_client"],
      body: [
        paragraph(...arranged, call(account.register, { client: committing })),
        asks,
        py`${api("assert_unauthorized")}(response)`,
      ],
    },
  ];
}
