import { assert } from "#base";
import { imported, importedModule, name, type Py, py, str } from "#python";
import { type Act, actOf } from "../acts.ts";
import { api, request } from "../calls.ts";
import { paragraph, type TestCase, type TestModule } from "../cases.ts";
import type { Kit } from "../kit.ts";
import { holding } from "../outside.ts";

/** `tests/test_tokens.py`: where the keys come from that tokens are verified with, seen through an operation. */
export function tokenModules(kit: Kit): readonly TestModule[] {
  const act = tokenAct(kit);
  if (!act) return [];
  return [
    {
      path: "tests/test_tokens.py",
      above: [readsKeysFrom()],
      cases: [publishedCase(kit, act), strangeKeyCase(kit, act), unreachableCase(kit, act)],
    },
  ];
}

function isToken({ domain }: Kit, scheme: string): boolean {
  return domain.outside.some(
    (credential) => credential.scheme === scheme && credential.kind === "token" && !credential.issued,
  );
}

/** A call that a token opens; the one with the least to be done before. */
function tokenAct(kit: Kit): Act | undefined {
  const acts = kit.operations
    .filter(({ meaning }) => meaning.grants.some(({ scheme }) => isToken(kit, scheme)))
    .flatMap((operation) => actOf(kit, operation) ?? []);
  return acts.find(({ statements }) => statements.length === 0) ?? acts[0];
}

function sent(kit: Kit, act: Act): Py {
  const grant = act.operation.meaning.grants.find(({ scheme }) => isToken(kit, scheme));
  assert(grant, "the operation takes tokens");
  const auth = holding(grant.scheme, grant.scopes);
  return request(act.operation, { rows: act.rows, ...(act.body && { body: act.body }), auth });
}

/** Has the application ask its issuer, whose answer a test makes up. */
function readsKeysFrom(): Py {
  const pytest = importedModule("pytest");
  return py`
    def publish(
        app: ${imported("fastapi", "FastAPI")}, monkeypatch: ${pytest}.MonkeyPatch, url: str, fetch_data: ${imported("collections.abc", "Callable")}[[${importedModule("jwt")}.PyJWKClient], object]
    ) -> None:
        settings = app.state.settings.model_copy(update={"token_key_set": url})
        monkeypatch.setitem(app.dependency_overrides, ${imported("app.settings", "get_settings")}, lambda: settings)
        monkeypatch.setattr(${importedModule("jwt")}.PyJWKClient, "fetch_data", fetch_data)`;
}

function publishes(url: string, answer: Py): Py {
  return py`publish(app, monkeypatch, ${str(url)}, ${answer})`;
}

function publishedCase(kit: Kit, act: Act): TestCase {
  const { behaviour } = act.operation.meaning;
  assert(behaviour.kind !== "custom", "what is left open has no test of this kind");
  const issuer = imported("tests.credentials", "ISSUER");
  return {
    name: "verifies a token with what its issuer publishes",
    kind: "shape",
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      paragraph(...act.statements),
      publishes(
        "https://issuer.example/own",
        py`lambda _: ${importedModule("json")}.loads(${issuer}.key_set)`,
      ),
      py`response = ${sent(kit, act)}`,
      py`assert response.status_code == ${behaviour.answer.status}`,
    ],
  };
}

function strangeKeyCase(kit: Kit, act: Act): TestCase {
  const key = py`{"kty": "oct", "kid": "another", "k": "c2VjcmV0", "use": "sig"}`;
  return {
    name: "refuses a token whose key its issuer does not publish",
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      paragraph(...act.statements),
      publishes("https://issuer.example/others", py`lambda _: {"keys": [${key}]}`),
      py`response = ${sent(kit, act)}`,
      py`${api("assert_unauthorized")}(response)`,
    ],
  };
}

/** That is no fault of the caller's, so it must not read as one. */
function unreachableCase(kit: Kit, act: Act): TestCase {
  const error = py`${importedModule("jwt")}.PyJWKClientConnectionError`;
  return {
    name: "takes no token for wrong while its issuer is out of reach",
    fixtures: ["app", "client", "monkeypatch"],
    body: [
      paragraph(...act.statements),
      py`
        def fail(_: ${importedModule("jwt")}.PyJWKClient) -> ${imported("typing", "Never")}:
            raise ${error}("no answer")`,
      publishes("https://issuer.example/silent", name("fail")),
      py`response = ${sent(kit, act)}`,
      py`${api("assert_refused")}(response, 500)`,
    ],
  };
}
