import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Contract, readContract } from "#contract";
import { understand } from "#domain";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { drawBlueprint } from "../../../src/generate/fastapi/blueprint.ts";
import { tellNarrowed } from "../../../src/generate/fastapi/project/narrowed.ts";

const hall = readFileSync(join(import.meta.dirname, "../../whole/hall.yaml"), "utf8");

function read(text: string): Contract {
  const { value } = readContract("hall.yaml", text);
  assert.ok(value);
  return value;
}

function fileOf(text: string, path: string): string {
  const contract = read(text);
  const files = emitApp(drawBlueprint(understand(contract).value, contract, "sqlite"));
  return files.find((file) => file.path === path)?.text ?? "";
}

test("what a refusal says is told as it is, or not at all where a line cannot hold it", () => {
  const raised = (text: string): string => {
    const said = hall.replace("The seat is already taken", text);
    return /ConflictError\(.*\)/.exec(fileOf(said, "app/seats/service.py"))?.[0] ?? "";
  };
  assert.equal(raised("The seat is already taken"), 'ConflictError("The seat is already taken")');
  assert.equal(raised('It is already "taken"'), `ConflictError('It is already "taken"')`);
  assert.equal(raised("Already taken by \\{name\\}").includes("{"), false);
  assert.equal(raised(`Already taken ${"very ".repeat(30)}`), 'ConflictError("the Seat is not empty")');
});

test("a coordinate may be called as a row is, or as what functions use", () => {
  const named = hall.replaceAll("{place}", "{seat}").replaceAll("name: place", "name: seat");
  assert.match(fileOf(named, "app/seats/service.py"), /seat_row = await session\.get\(Seat, \(row, seat\)\)/);
  const taken = hall.replaceAll("{place}", "{session}").replaceAll("name: place", "name: session");
  assert.match(
    fileOf(taken, "app/seats/routes.py"),
    /session_: Annotated\[\s*int,\s*Path\(\s*alias="session"/,
  );
});

test("a header with the address to call back is described, and told as one that nothing is sent to", () => {
  const called = hall.replace(
    "      summary: Hold or sell a seat\n",
    `      parameters: [{ name: replyTo, in: header, schema: { type: string, format: uri } }, { name: other, in: header, schema: { type: string } }]
      callbacks: { done: { "{$request.header.replyTo}": { post: { responses: { "200": { description: noted } } } } } }
`,
  );
  const routes = fileOf(called, "app/seats/routes.py");
  assert.match(routes, /"name": "replyTo"/);
  assert.doesNotMatch(routes, /"name": "other"/);
  const { plain } = readContract("hall.yaml", called);
  const told = tellNarrowed(plain?.() ?? null, understand(read(called)).value);
  assert.deepEqual(told, [
    "callbacks to the address in the header replyTo: it is taken, and nothing is sent there at PUT /hall/seats/{row}/{place}",
    "the header other: nothing says what it does at PUT /hall/seats/{row}/{place}",
  ]);
});
