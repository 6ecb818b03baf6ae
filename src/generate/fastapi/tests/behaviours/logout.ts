import { name, type Py, py, str } from "#python";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { api, call, registers, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { offeredHeaders } from "../cookie-support.ts";
import { credentialCases, otherSiteCases } from "../credentials.ts";
import { type AccountKit, type Kit, needsAccount, type OperationOf, operationsOf, variable } from "../kit.ts";
import { refreshAttribute } from "../session-support.ts";
import { one } from "../words.ts";
import { clearedCases } from "./cookie-cases.ts";
import { goesOn, type Probe, probeOf, refusedTo } from "./session-scene.ts";

/** What tests of signing out speak of. */
interface LogoutScene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly operation: OperationOf<"logout">;
  readonly holder: Py;
  readonly probe?: Probe;
}

/** Signing out: nothing that was handed over for the session opens anything afterwards, and all else goes on. */
export function logoutCases(kit: Kit, operation: OperationOf<"logout">): readonly TestCase[] {
  const { account } = kit;
  const act = actOf(kit, operation);
  if (!account || !act) return [];
  const holder = name(variable(kit, account.entity.name));
  const probe = probeOf(kit, account);
  const scene = { kit, account, operation, holder, ...(probe && { probe }) };
  return [
    ...endCases(scene),
    ...clearedCases(kit, account, operation),
    ...otherCases(scene),
    ...givenCases(scene),
    ...credentialCases(kit, act),
    ...(operation.meaning.behaviour.byCookie ? offeredCases(scene) : []),
    ...bodyCases(kit, act),
  ];
}

/** `await sign_out(client, account)`: the helper takes the account, whatever it makes of it. */
function ends({ operation }: LogoutScene, holder: Py): Py {
  return needsAccount(operation)
    ? call(operation, { account: holder })
    : call(operation, { extra: [holder] });
}

function endCases(scene: LogoutScene): readonly TestCase[] {
  const { kit, account, holder, probe } = scene;
  const [refresh] = operationsOf(kit, "refresh");
  const { tokenField } = account.accounts;
  const cases: TestCase[] = [];
  if (probe)
    cases.push({
      name: `refuses the ${tokenField} afterwards`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), probe.sees?.(holder)),
        ends(scene, holder),
        paragraph(...refusedTo(probe, holder)),
      ],
    });
  if (refresh)
    cases.push({
      name: "refuses the refresh token afterwards",
      fixtures: ["client"],
      body: [
        registers(account, holder),
        ends(scene, holder),
        paragraph(
          py`response = ${call(refresh, { extra: [py`${holder}.${name(refreshAttribute(account))}`] })}`,
          py`${api("assert_unauthorized")}(response)`,
        ),
      ],
    });
  return cases;
}

/** What becomes of other sessions: of the same account, and of others. */
function otherCases(scene: LogoutScene): readonly TestCase[] {
  const { account, operation, holder, probe } = scene;
  if (!probe || !account.login) return [];
  const { everywhere } = operation.meaning.behaviour;
  const another = py`another = await ${api("begin_another")}(client, ${holder})`;
  const arranged = [registers(account, holder), another];
  const stranger = name("stranger");
  const cases: TestCase[] = [];
  if (everywhere)
    cases.push({
      name: `ends every session of the ${one(account.entity)}`,
      fixtures: ["client"],
      body: [paragraph(...arranged), ends(scene, holder), paragraph(...refusedTo(probe, name("another")))],
    });
  if (!everywhere && probe.sees)
    cases.push({
      name: `ends no other session of the ${one(account.entity)}`,
      fixtures: ["client"],
      body: [paragraph(...arranged), ends(scene, holder), probe.sees(name("another"))],
    });
  if (probe.sees)
    cases.push({
      name: `ends no session of another ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), registers(account, stranger)),
        ends(scene, holder),
        probe.sees(stranger),
      ],
    });
  return cases;
}

/** Who needs no cookie is answered alike without one, and with one that opens nothing. */
function offeredCases({ kit, account, operation, holder, probe }: LogoutScene): readonly TestCase[] {
  const { status } = operation.meaning.behaviour.answer;
  return [
    {
      name: "answers alike who is signed out already",
      kind: "shape",
      fixtures: ["client"],
      parameters: [{ names: [{ name: "headers", type: py`dict[str, str]` }], values: api("WITHOUT_ACCESS") }],
      body: [
        py`response = ${request(operation, { headers: name("headers") })}`,
        py`assert response.status_code == ${status}`,
      ],
    },
    ...otherSiteCases(
      operation,
      [registers(account, holder)],
      (headers) =>
        request(operation, { headers: offeredHeaders(kit.blueprint, operation, holder, py`**${headers}`) }),
      probe?.sees?.(holder),
    ),
  ];
}

/** A refresh token in the body ends its session, if that is the caller's. */
function givenCases({ kit, account, operation, holder, probe }: LogoutScene): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  if (!("body" in behaviour) || !needsAccount(operation)) return [];
  const attribute = name(refreshAttribute(account));
  const sends = (token: Py): Py =>
    request(operation, {
      headers: py`${holder}.headers`,
      body: py`{${str(behaviour.tokenField)}: ${token}}`,
    });
  const stranger = name("stranger");
  const [refresh] = operationsOf(kit, "refresh");
  return [
    ...(refresh && account.login
      ? [
          {
            name: "ends the session of the refresh token",
            fixtures: ["client"] as const,
            body: [
              paragraph(
                registers(account, holder),
                py`another = await ${api("begin_another")}(client, ${holder})`,
                sends(py`another.${attribute}`),
              ),
              py`response = ${call(refresh, { extra: [py`another.${attribute}`] })}`,
              py`${api("assert_unauthorized")}(response)`,
            ],
          },
        ]
      : []),
    ...(probe
      ? [
          {
            name: "ends the session of the caller, whatever is sent",
            fixtures: ["client"] as const,
            body: [
              paragraph(registers(account, holder), sends(str("nonsense"))),
              paragraph(...refusedTo(probe, holder)),
            ],
          },
        ]
      : []),
    {
      name: "ends no session of another by its refresh token",
      kind: "shape",
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), registers(account, stranger)),
        py`response = ${sends(py`${stranger}.${attribute}`)}`,
        paragraph(py`assert response.status_code == ${behaviour.answer.status}`, goesOn(stranger)),
      ],
    },
  ];
}
