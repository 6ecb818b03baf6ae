import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { settle } from "./moments.ts";
import { newNames } from "./names.ts";
import { failuresOf, play } from "./played.ts";
import { reportText } from "./report.ts";
import { readNeeds } from "./run.ts";
import { parseScript } from "./script.ts";

const SCRIPT = `
operations: { Join: POST /users, Enter: POST /sessions, Get: GET /box }
let: { colour: red, today: { $day: 0 } }
actor:
  let: { name: "\${actor}\${unique}" }
  register:
    - { do: POST /users, body: { name: "\${name}" }, status: 200 }
    - { do: POST /sessions, body: { name: "\${name}" }, status: 200, save: { token: token } }
  headers: { Authorization: "Token \${token}" }
credentials: { clerk: { scheme: keys } }
given: { Box: [{ colour: red }, { colour: blue }] }
main:
  - id: joined
    judges: [Join, Enter]
    actors: [ann]
    steps: [{ as: ann, do: GET /box, query: { colour: "\${colour}", day: "\${today}" }, status: 200 }]
  - id: rules-first
    alone: true
    judges: [Get]
    steps: [{ as: clerk, do: GET /box, status: 200 }]
  - id: xml-box
    judges: [Get]
    steps: [{ do: GET /box, status: 200 }]
`;
const credentials = '{ "clerk": {} }';
const answer = () => ({ body: '{ "token": "t" }' });

test("an actor may take several steps to come to be, and knows the values of the script", async () => {
  const played = await play(SCRIPT, answer, { credentials, only: "joined" });
  assert.deepEqual(failuresOf(played), []);
  assert.equal(played.result.scenarios[0]?.requests, 3);
  const [users, , box] = played.received;
  assert.equal(users?.url, "/users");
  assert.equal(box?.headers.authorization, "Token t");
  assert.match(box?.url ?? "", /^\/box\?colour=red&day=\d{4}-\d\d-\d\d$/);
});

test("a scenario that wants a fresh server is played by name alone, and not forgotten", async () => {
  const all = await play(SCRIPT, answer, { credentials });
  assert.deepEqual(
    all.result.scenarios.map(({ id }) => id),
    ["joined", "xml-box"],
  );
  assert.deepEqual(all.result.waiting, ["rules-first"]);
  assert.match(reportText(all.result), /rules-first: not played, it wants a fresh server/);
  const one = await play(SCRIPT, answer, { credentials, only: "rules-first" });
  assert.deepEqual([one.result.scenarios.length, one.result.waiting], [1, []]);
});

test("scenarios can be left out by how their ids begin", async () => {
  const { result } = await play(SCRIPT, answer, { credentials, without: ["xml-", "rules-"] });
  assert.deepEqual([result.scenarios.map(({ id }) => id), result.waiting], [["joined"], []]);
  assert.deepEqual(Object.keys(result.operations), ["Join", "Enter"]);
});

test("what a script needs can be asked for", () => {
  const folder = mkdtempSync(join(tmpdir(), "oracle-"));
  try {
    const oracle = join(folder, "oracle.yaml");
    writeFileSync(oracle, SCRIPT);
    assert.deepEqual(readNeeds(oracle), {
      credentials: { clerk: { scheme: "keys", scopes: [] } },
      given: { Box: [{ colour: "red" }, { colour: "blue" }] },
      alone: ["rules-first"],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  assert.throws(
    () => parseScript(SCRIPT.replace("[{ colour: red }", "[red"), "o.yaml"),
    /a row is an object/,
  );
});

test("days and moments are counted from now", () => {
  const now = Date.parse("2026-02-27T23:59:30.500Z");
  assert.equal(settle({ $day: 2 }, now), "2026-03-01");
  assert.equal(settle({ $day: -27 }, now), "2026-01-31");
  assert.equal(settle({ $moment: 60 }, now), "2026-02-28T00:00:30.500Z");
  for (const value of [{ day: 1 }, { $day: "1" }, "today", null]) assert.deepEqual(settle(value, now), value);
});

test("names are fit for what allows letters, numbers or dates alone", () => {
  const [one, other] = [newNames("r", 35), newNames("r", 35)];
  assert.equal(one["unique"], "rz");
  assert.match(String(one["word"]), /^[a-z]{12}$/);
  assert.match(String(one["month"]), /^[2-9]\d{3}-(0[1-9]|1[0-2])$/);
  assert.ok(Number.isInteger(one["number"]) && Number(one["number"]) < 2 ** 31);
  assert.notEqual(one["word"], other["word"]);
});
