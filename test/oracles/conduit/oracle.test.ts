import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { requestsOf } from "../operations.ts";
import { loadScript } from "../script.ts";

const script = loadScript(join(import.meta.dirname, "oracle.yaml"));

test("all nineteen operations are judged, most of them in several scenarios", () => {
  assert.equal(Object.keys(script.operations).length, 19);
  for (const operation of Object.keys(script.operations)) {
    const own = script.phases.main.filter((scenario) => scenario.judges.includes(operation));
    assert.ok(own.length >= 2, operation);
  }
});

test("every scenario reads the state it has made", () => {
  for (const scenario of [...script.phases.main, ...script.phases["after-restart"]]) {
    const reads = requestsOf(scenario).filter(
      ({ method, target }) => method === "GET" || target === "/users/login",
    );
    assert.ok(
      reads.some(({ expect }) => expect !== undefined),
      scenario.id,
    );
  }
});

test("a scenario of the second phase continues one of the first", () => {
  const first = script.phases["before-restart"].map(({ id }) => id);
  for (const scenario of script.phases["after-restart"]) assert.ok(first.includes(scenario.continues ?? ""));
});
