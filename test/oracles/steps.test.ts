import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Phase } from "./grammar.ts";
import { readLoopbackUrl } from "./request.ts";
import type { OracleResult } from "./results.ts";
import { runOracle, WrongUsage } from "./run.ts";
import { parseScript, ScriptFault } from "./script.ts";

/** A contract small enough to be served in a few lines: boxes with a name each, kept by their users. */
const SCRIPT = `
operations: { Join: POST /users, Put: POST /boxes, Get: "GET /boxes/{name}" }
actor:
  let: { name: "\${actor}\${unique}" }
  register: { do: POST /users, body: { name: "\${name}" }, status: 201, save: { token: token } }
  headers: { Authorization: "Token \${token}" }
never: ["pw-\${run}"]
main:
  - id: kept
    judges: [Put, Get]
    actors: [ann]
    let: { box: "b\${unique}" }
    steps:
      - { as: ann, do: POST /boxes, body: { name: "\${box}" }, status: 201, save: { id: id } }
      - { do: "GET /boxes/\${box}", status: 200, expect: { id: "\${id}", name: "\${box}", owner: "\${ann.name}" } }
      - { do: "GET /boxes/none", status: 404 }
  - id: once
    judges: [Join, Put]
    actors: [ann, ben]
    steps:
      - together:
          - { as: ann, do: POST /boxes, body: { name: "c\${unique}" }, status: [201, 422] }
          - { as: ben, do: POST /boxes, body: { name: "c\${unique}" }, status: [201, 422] }
        tally: { 201: 1, 422: 1 }
      - as: ann
        do: POST /boxes
        status: 422
        cases: [{ body: {} }, { body: { name: 5 } }]
      - { as: ann, do: POST /boxes, repeat: 2, body: { name: "d\${turn}\${unique}" }, status: 201, save: { "id\${turn}": id } }
      - { do: "GET /boxes/d2\${unique}", status: 200, expect: { id: "\${id2}" } }
before-restart:
  - id: stored
    judges: [Put]
    actors: [ann]
    let: { box: "e\${unique}" }
    steps: [{ as: ann, do: POST /boxes, body: { name: "\${box}" }, status: 201, save: { id: id } }]
after-restart:
  - id: found
    continues: stored
    judges: [Get]
    steps: [{ do: "GET /boxes/\${box}", status: 200, expect: { id: "\${id}", owner: "\${ann.name}" } }]
`;

type Boxes = Map<string, { readonly id: number; readonly name: string; readonly owner: string }>;
type Reply = readonly [status: number, body: unknown];

function keepBoxes(boxes: Boxes, request: IncomingMessage, body: { readonly name?: unknown }): Reply {
  const path = request.url ?? "";
  if (path.startsWith("/users")) return [201, { token: body.name }];
  if (request.method === "GET") {
    const box = boxes.get(path.slice("/boxes/".length));
    return box === undefined ? [404, {}] : [200, box];
  }
  if (typeof body.name !== "string" || boxes.has(body.name)) return [422, {}];
  const owner = (request.headers.authorization ?? "").slice("Token ".length);
  const box = { id: boxes.size + 1, name: body.name, owner };
  boxes.set(box.name, box);
  return [201, box];
}

type Serve = (request: IncomingMessage, body: { readonly name?: unknown }) => Reply;

async function judge(serve: Serve, phases: readonly Phase[] = ["main"]): Promise<readonly OracleResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "oracle-"));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let text = "";
    request.on("data", (piece: Buffer) => {
      text += piece.toString();
    });
    request.on("end", () => {
      const [status, body] = serve(request, text === "" ? {} : JSON.parse(text));
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    const oracle = join(folder, "oracle.yaml");
    writeFileSync(oracle, SCRIPT);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const results: OracleResult[] = [];
    for (const phase of phases) {
      results.push(await runOracle({ oracle, url, phase, stateFile: join(folder, "state.json") }));
    }
    return results;
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

test("a server that keeps what it is given passes, again and again", async () => {
  const boxes: Boxes = new Map();
  const serve: Serve = (request, body) => keepBoxes(boxes, request, body);
  for (const [result] of [await judge(serve), await judge(serve)]) {
    assert.deepEqual(
      result?.scenarios.flatMap(({ failures }) => failures),
      [],
    );
    assert.deepEqual(result?.operations, { Join: true, Put: true, Get: true });
  }
});

test("a server that keeps nothing fails, with the line and both sides", async () => {
  const serve: Serve = (request, body) =>
    request.method === "GET" ? [404, {}] : keepBoxes(new Map(), request, body);
  const [result] = await judge(serve);
  assert.equal(result?.passed, false);
  const [kept, once] = result?.scenarios ?? [];
  assert.equal(kept?.failures.length, 1, "what stands on a failed step is not run");
  const { request, ...failure } = kept?.failures[0] ?? {};
  assert.match(request ?? "", /^GET \/boxes\/br/);
  assert.deepEqual(failure, {
    at: "oracle.yaml:15",
    operation: "Get",
    where: "status",
    expected: "200",
    got: "404 {}",
  });
  assert.equal(once?.failures[0]?.where, "statuses");
  assert.deepEqual(result?.operations, { Join: false, Put: false, Get: false });
});

test("a wrong value is told by its place in the answer", async () => {
  const boxes: Boxes = new Map();
  const [result] = await judge((request, body) => {
    const [status, answer] = keepBoxes(boxes, request, body);
    return [status, request.method === "GET" ? { ...(answer as object), owner: "nobody" } : answer];
  });
  const [failure] = result?.scenarios[0]?.failures ?? [];
  assert.equal(failure?.where, "body.owner");
  assert.equal(failure?.got, '"nobody"');
});

test("state is carried over a restart, and missed where the server lost it", async () => {
  const boxes: Boxes = new Map();
  const keep: Serve = (request, body) => keepBoxes(boxes, request, body);
  const phases = ["before-restart", "after-restart"] as const;
  assert.deepEqual(
    (await judge(keep, phases)).map(({ passed }) => passed),
    [true, true],
  );
  const lose: Serve = (request, body) => keepBoxes(new Map(), request, body);
  assert.deepEqual(
    (await judge(lose, phases)).map(({ passed }) => passed),
    [true, false],
  );
});

test("a password in an answer is a failure, whatever the step asks", async () => {
  const boxes: Boxes = new Map();
  const serve: Serve = (request, body) => {
    const [status, answer] = keepBoxes(boxes, request, body);
    const run = /r[0-9a-z]{11}/.exec(String(body.name))?.[0];
    return [status, { ...(answer as object), leak: `pw-${run}-ann` }];
  };
  const [result] = await judge(serve);
  assert.equal(result?.scenarios[0]?.failures[0]?.expected, "nothing secret in an answer");
});

test("only this machine is judged", async () => {
  for (const url of [
    "http://127.0.0.1:8000/api",
    "http://localhost:1/",
    "http://[::1]:8000",
    "http://127.9.9.9",
  ]) {
    assert.ok(readLoopbackUrl(url), url);
  }
  const refused = [
    "https://127.0.0.1",
    "http://10.0.0.1",
    "http://127.0.0.1.example.test",
    "http://localhost.test",
  ];
  for (const url of [...refused, "http://0.0.0.0", "http://u:p@127.0.0.1", "file:///etc", "nonsense"]) {
    assert.equal(readLoopbackUrl(url), undefined, url);
  }
  await assert.rejects(runOracle({ oracle: "conduit", url: "http://example.test" }), WrongUsage);
});

test("a script that could not fail is refused", () => {
  const broken: readonly (readonly [RegExp, string, string])[] = [
    [
      /judges Put but never calls it/,
      'judges: [Put, Get]\n    actors: [ann]\n    let: { box: "b',
      'judges: [Put, Get]\n    actors: [ann]\n    steps: []\n  - id: x\n    let: { box: "b',
    ],
    [/no scenario judges Close/, "operations: {", "operations: { Close: DELETE /boxes,"],
    [/expects means nothing here/, `expect: { id: "\${id}", name`, `expects: { id: "\${id}", name`],
    [/no matcher is called \$sting/, `name: "\${box}", owner`, "name: $sting, owner"],
    [/`status` is missing/, '"GET /boxes/none", status: 404', '"GET /boxes/none"'],
    [/is the id of two scenarios/, "id: once", "id: kept"],
  ];
  for (const [message, from, to] of broken) {
    assert.ok(SCRIPT.includes(from), from);
    assert.throws(
      () => parseScript(SCRIPT.replace(from, to), "oracle.yaml"),
      (error) => {
        assert.ok(error instanceof ScriptFault);
        assert.match(error.message, message);
        assert.match(error.message, /^oracle\.yaml:\d+: /);
        return true;
      },
    );
  }
});
