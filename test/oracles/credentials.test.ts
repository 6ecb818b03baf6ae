import assert from "node:assert/strict";
import { test } from "node:test";
import { readCredentials } from "./credentials.ts";
import { failuresOf, play, type Received } from "./played.ts";
import { WrongUsage } from "./run.ts";
import { parseScript, ScriptFault } from "./script.ts";

const SCRIPT = `
operations: { List: GET /boxes }
credentials:
  keeper: { scheme: tokens, scopes: ["boxes:read"] }
  clerk: { scheme: keys }
main:
  - id: seen
    judges: [List]
    steps:
      - { as: keeper, do: GET /boxes, query: { page: 2 }, status: 200, expect: {} }
      - { as: clerk, do: GET /boxes, status: 200, expect: {} }
      - { do: GET /boxes, status: 401, cases: [{}, { headers: { Authorization: Bearer wrong } }] }
`;

const CREDENTIALS = JSON.stringify({
  keeper: { headers: { Authorization: "Bearer right" } },
  clerk: { query: { key: "s3cret" } },
  somebody: { headers: {} },
});

function keep({ headers, url }: Received): { readonly status: number } {
  return { status: headers.authorization === "Bearer right" || url.endsWith("key=s3cret") ? 200 : 401 };
}

test("whoever acts under a label sends what was issued for it", async () => {
  const played = await play(SCRIPT, keep, { credentials: CREDENTIALS });
  assert.deepEqual(failuresOf(played), []);
  assert.deepEqual(
    played.received.map(({ url, headers }) => [url, headers.authorization]),
    [
      ["/boxes?page=2", "Bearer right"],
      ["/boxes?key=s3cret", undefined],
      ["/boxes", undefined],
      ["/boxes", "Bearer wrong"],
    ],
  );
});

test("a failure names the label and keeps the credential to itself", async () => {
  const played = await play(SCRIPT, () => ({ status: 500 }), { credentials: CREDENTIALS });
  assert.equal(failuresOf(played)[0]?.request, "GET /boxes?page=2 as keeper");
  const clerkFirst = SCRIPT.replaceAll(/keeper|clerk/g, (label) => (label === "keeper" ? "clerk" : "keeper"));
  const other = await play(clerkFirst, () => ({ status: 500 }), { credentials: CREDENTIALS });
  assert.equal(failuresOf(other)[0]?.request, "GET /boxes?page=2 as clerk");
  assert.doesNotMatch(JSON.stringify([played.result, other.result]), /s3cret|Bearer right/);
});

test("what is missing or malformed is wrong usage, by its label", async () => {
  const refused: readonly (readonly [RegExp, string])[] = [
    [/no credential is called clerk/, '{ "keeper": {} }'],
    [/keeper has header; known: headers, query/, '{ "keeper": { "header": {} }, "clerk": {} }'],
    [/headers and query of clerk/, '{ "keeper": {}, "clerk": { "headers": { "api-key": 5 } } }'],
    [/no JSON/, "keeper"],
    [/an object is wanted/, "[]"],
  ];
  for (const [message, credentials] of refused) {
    await assert.rejects(play(SCRIPT, keep, { credentials }), (error) => {
      assert.ok(error instanceof WrongUsage);
      assert.match(error.message, message);
      return true;
    });
  }
  assert.throws(
    () => readCredentials(undefined, parseScript(SCRIPT, "oracle.yaml")),
    /needs --credentials, a file with keeper, clerk/,
  );
});

test("a script whose cast is unclear is refused", () => {
  const broken: readonly (readonly [RegExp, string, string])[] = [
    [/keper is no credential/, "as: keeper", "as: keper"],
    [/nobody acts as clerk/, "as: clerk", "as: keeper"],
    [/a credential needs a scheme/, "scheme: keys", "scopes: []"],
    [/schema means nothing here/, "scheme: keys", "schema: keys"],
    [/has actors, but `actor` does not say/, "judges: [List]", "judges: [List]\n    actors: [ann]"],
  ];
  for (const [message, from, to] of broken) {
    assert.throws(
      () => parseScript(SCRIPT.replace(from, to), "oracle.yaml"),
      (error) => error instanceof ScriptFault && message.test(error.message),
      String(message),
    );
  }
  const actor = "actor: { register: { do: GET /boxes, status: 200 } }\nmain:";
  const twice = SCRIPT.replace("main:", actor).replace(
    "judges: [List]",
    "judges: [List]\n    actors: [clerk]",
  );
  assert.throws(() => parseScript(twice, "oracle.yaml"), /clerk is both an actor and a credential/);
});
