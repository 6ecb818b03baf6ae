import { assert } from "#base";
import { imported, importedModule, name, type Py, py, str } from "#python";
import { keepsSchemes, keptCredentials, keyModule } from "../../outside/credentials.ts";
import { type Act, actOf } from "../acts.ts";
import { api, request } from "../calls.ts";
import { paragraph, type TestCase, type TestModule } from "../cases.ts";
import type { Kit } from "../kit.ts";
import { holding, sendsKey } from "../outside.ts";

/** `tests/test_access_keys.py`: the command that hands keys out and takes them back, seen through an operation. */
export function accessKeyModules(kit: Kit): readonly TestModule[] {
  const act = keyAct(kit);
  if (!act) return [];
  return [
    {
      path: `tests/test_${keyModule(kit.domain)}.py`,
      above: [commandFunction(kit)],
      cases: [mintCase(kit, act), takenCase(kit, act), unknownCase(kit, act)],
    },
  ];
}

/** A call that a key opens and that needs nothing to be there before. */
function keyAct(kit: Kit): Act | undefined {
  const kept = new Set(keptCredentials(kit.domain).map(({ scheme }) => scheme));
  const candidates = kit.operations
    .filter(({ meaning }) => meaning.grants.some(({ scheme }) => kept.has(scheme)))
    .flatMap((operation) => actOf(kit, operation, name("committing_client")) ?? []);
  return candidates.find(({ statements }) => statements.length === 0) ?? candidates[0];
}

function schemeOf(kit: Kit, { operation }: Act): string {
  const kept = keptCredentials(kit.domain);
  const grant = operation.meaning.grants.find(({ scheme }) => kept.some((other) => other.scheme === scheme));
  assert(grant, "the operation takes keys");
  return grant.scheme;
}

/** The command as a shell calls it, on the database of the application that a test runs. */
function commandFunction(kit: Kit): Py {
  const main = imported(`app.${keyModule(kit.domain)}.__main__`, "main");
  const pytest = importedModule("pytest");
  return py`
    async def run_command(app: ${imported("fastapi", "FastAPI")}, monkeypatch: ${pytest}.MonkeyPatch, *arguments: str) -> None:
        monkeypatch.setattr(${str(`app.${keyModule(kit.domain)}.__main__.Settings`)}, lambda: app.state.settings)
        # It has an event loop of its own.
        await ${importedModule("asyncio")}.to_thread(${main}, arguments)`;
}

function sent(kit: Kit, act: Act, key: Py, holder: string): Py {
  return request(act.operation, {
    client: name("committing_client"),
    rows: act.rows,
    ...(act.body && { body: act.body }),
    auth: sendsKey(kit.blueprint, schemeOf(kit, act), holder, key),
  });
}

function runs(kit: Kit, act: Act, command: "mint" | "revoke", holder: string): Py {
  const scheme =
    command === "mint" && keepsSchemes(kit.domain) && py`, "--scheme", ${str(schemeOf(kit, act))}`;
  return py`await run_command(committing_app, monkeypatch, ${str(command)}${scheme}, ${str(holder)})`;
}

const mark = py`key = capsys.readouterr().out.strip()`;

function success({ operation }: Act): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind !== "custom", "what is left open has no test of this kind");
  return py`${behaviour.answer.status}`;
}

function mintCase(kit: Kit, act: Act): TestCase {
  return {
    name: "a key opens from being minted until it is revoked",
    fixtures: ["committing_app", "committing_client", "monkeypatch", "capsys"],
    body: [
      paragraph(...act.statements, runs(kit, act, "mint", "till"), mark),
      py`opened = ${sent(kit, act, name("key"), "till")}`,
      py`assert opened.status_code == ${success(act)}`,
      runs(kit, act, "revoke", "till"),
      py`closed = ${sent(kit, act, name("key"), "till")}`,
      py`${api("assert_unauthorized")}(closed)`,
    ],
  };
}

function takenCase(kit: Kit, act: Act): TestCase {
  const pytest = importedModule("pytest");
  return {
    name: "keeps the key of a name that is taken",
    kind: "shape",
    fixtures: ["committing_app", "committing_client", "monkeypatch", "capsys"],
    body: [
      paragraph(...act.statements, runs(kit, act, "mint", "till"), mark),
      py`
        with ${pytest}.raises(SystemExit, match="till holds a key already"):
            ${runs(kit, act, "mint", "till")}`,
      py`response = ${sent(kit, act, name("key"), "till")}`,
      py`assert response.status_code == ${success(act)}`,
    ],
  };
}

function unknownCase(kit: Kit, act: Act): TestCase {
  const pytest = importedModule("pytest");
  return {
    name: "revokes no key but that of the name",
    kind: "shape",
    fixtures: ["committing_app", "committing_client", "monkeypatch"],
    body: [
      paragraph(...act.statements),
      py`
        with ${pytest}.raises(SystemExit, match="nobody holds a key as till"):
            ${runs(kit, act, "revoke", "till")}`,
      py`response = ${request(act.operation, {
        client: name("committing_client"),
        rows: act.rows,
        ...(act.body && { body: act.body }),
        auth: holding(schemeOf(kit, act), []),
      })}`,
      py`assert response.status_code == ${success(act)}`,
    ],
  };
}
