import { imported, importedModule, name, type Py, py, str } from "#python";
import { sessionTableOf } from "../../app/session-names.ts";
import { attributeName } from "../../tables.ts";
import { actOf } from "../acts.ts";
import { bodyCases } from "../bodies.ts";
import { api, awaitless, call, registers, request } from "../calls.ts";
import { paragraph, type TestCase, textParameter } from "../cases.ts";
import { renewing } from "../cookie-support.ts";
import { otherSiteCases } from "../credentials.ts";
import { type AccountKit, type Kit, type OperationOf, variable } from "../kit.ts";
import { refreshAttribute } from "../session-support.ts";
import { texts } from "../values.ts";
import { one } from "../words.ts";
import { barredRefreshCases } from "./barred.ts";
import { goesOn, type Probe, probeOf, refusedTo } from "./session-scene.ts";

/** What tests of going on with a session speak of. */
interface RefreshScene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly operation: OperationOf<"refresh">;
  readonly holder: Py;
  /** The refresh token of the account. */
  readonly token: Py;
  readonly probe?: Probe;
}

/** Going on with a session: a good token for a refresh token, and nothing for one that is spent, late or unknown. */
export function refreshCases(kit: Kit, operation: OperationOf<"refresh">): readonly TestCase[] {
  const { account } = kit;
  const act = actOf(kit, operation);
  if (!account || !act) return [];
  const holder = name(variable(kit, account.entity.name));
  const probe = probeOf(kit, account);
  const scene: RefreshScene = {
    kit,
    account,
    operation,
    holder,
    token: py`${holder}.${name(refreshAttribute(account))}`,
    ...(probe && { probe }),
  };
  return [
    ...goodCases(scene),
    ...(operation.meaning.behaviour.rotates ? spentCases(scene) : repeatedCases(scene)),
    ...refusalCases(scene),
    ...barredRefreshCases(kit, account, { holder, trade: trades(scene, scene.token) }),
    ...(operation.meaning.behaviour.rotates ? [raceCase(scene)] : []),
    ...keptCases(scene),
    ...bodyCases(kit, act),
    ...cookieCases(scene),
  ];
}

function trades({ operation }: RefreshScene, token: Py): Py {
  return py`response = ${call(operation, { extra: [token] })}`;
}

/** A cookie is sent by the browser, whichever page has it do so; without one there is nothing to go on with. */
function cookieCases({ account, operation, holder, token }: RefreshScene): readonly TestCase[] {
  if (!("cookie" in operation.meaning.behaviour)) return [];
  return [
    {
      name: "needs a refresh token",
      fixtures: ["client"],
      body: [py`response = ${request(operation)}`, refuses()],
    },
    ...otherSiteCases(operation, [registers(account, holder)], (more) =>
      request(operation, renewing(operation, token, py`**${more}`)),
    ),
  ];
}

const refuses = (): Py => py`${api("assert_unauthorized")}(response)`;

function goodCases({ account, holder, probe }: RefreshScene): readonly TestCase[] {
  if (!probe?.sees) return [];
  return [
    {
      name: `answers a token of the ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), call(account.register)),
        py`later = ${goesOn(holder)}`,
        paragraph(probe.sees(name("later"))),
      ],
    },
  ];
}

function spentCases(scene: RefreshScene): readonly TestCase[] {
  const { account, holder, token, probe } = scene;
  const later = py`later.${name(refreshAttribute(account))}`;
  return [
    {
      name: "takes a refresh token once",
      fixtures: ["client"],
      body: [paragraph(registers(account, holder), goesOn(holder)), trades(scene, token), refuses()],
    },
    {
      name: "answers the next refresh token",
      fixtures: ["client"],
      body: [
        paragraph(registers(account, holder), py`later = ${goesOn(holder)}`),
        py`last = ${goesOn(name("later"))}`,
        py`assert len({${token}, ${later}, last.${name(refreshAttribute(account))}}) == 3`,
      ],
    },
    {
      name: "ends the session where a spent token is used again",
      fixtures: ["client"],
      body: [
        paragraph(
          registers(account, holder),
          py`later = ${goesOn(holder)}`,
          call(scene.operation, { extra: [token] }),
        ),
        trades(scene, later),
        refuses(),
        ...(probe ? [paragraph(...refusedTo(probe, name("later")))] : []),
      ],
    },
    {
      name: "lasts anew from each time",
      kind: "shape",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(registers(account, holder), py`set_clock.advance(days=29)`),
        paragraph(py`later = ${goesOn(holder)}`, py`set_clock.advance(days=29)`),
        goesOn(name("later")),
      ],
    },
  ];
}

function repeatedCases(scene: RefreshScene): readonly TestCase[] {
  const { account, holder } = scene;
  return [
    {
      name: "takes a refresh token again",
      kind: "shape",
      fixtures: ["client"],
      body: [paragraph(registers(account, holder)), paragraph(goesOn(holder), goesOn(holder))],
    },
  ];
}

function refusalCases(scene: RefreshScene): readonly TestCase[] {
  const { account, holder, token } = scene;
  const own = py`${holder}.${name(attributeName(account.accounts.tokenField))}`;
  return [
    {
      name: "refuses a refresh token that nobody was given",
      fixtures: ["client"],
      parameters: [textParameter("unknown", texts(["nonsense", `${"0".repeat(32)}.nonsense`]))],
      body: [trades(scene, name("unknown")), refuses()],
    },
    {
      name: "refuses a refresh token with another secret",
      fixtures: ["client"],
      body: [registers(account, holder), trades(scene, py`${token} + "x"`), refuses()],
    },
    {
      name: `refuses ${account.accounts.tokenField} in place of a refresh token`,
      fixtures: ["client"],
      body: [registers(account, holder), trades(scene, own), refuses()],
    },
    {
      name: "refuses a refresh token after its time",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(registers(account, holder), py`set_clock.advance(days=30)`),
        trades(scene, token),
        refuses(),
      ],
    },
  ];
}

/** Of two that use one token at once, one is refused. */
function raceCase({ account, holder, token, operation }: RefreshScene): TestCase {
  const client = name("committing_client");
  const sent = awaitless(operation, { client, ...renewing(operation, token) });
  return {
    name: "takes a refresh token once, also of two at the same time",
    fixtures: ["committing_client"],
    body: [
      registers(account, holder, [], client),
      py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for _ in range(2)))`,
      py`assert sorted(response.status_code for response in responses) == [${operation.meaning.behaviour.answer.status}, 401]`,
    ],
  };
}

/** Whoever reads the database learns nothing that opens a session. */
function keptCases({ kit, account, holder, token }: RefreshScene): readonly TestCase[] {
  const table = sessionTableOf(kit.blueprint);
  if (!table) return [];
  const rows = py`${imported("app.database", "Base")}.metadata.tables[${str(table.name)}].select()`;
  return [
    {
      name: "keeps no refresh token",
      fixtures: ["client", "connection"],
      body: [
        registers(account, holder),
        paragraph(
          py`kept = (await connection.execute(${rows})).all()`,
          py`_, _, secret = ${token}.partition(".")`,
        ),
        paragraph(py`assert len(kept) == 1`, py`assert secret not in str(kept)`),
      ],
    },
  ];
}
