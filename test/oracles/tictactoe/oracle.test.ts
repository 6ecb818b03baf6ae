import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { loadScript } from "../script.ts";
import { checkScript } from "../script-checks.ts";

checkScript(import.meta.dirname, {
  operations: 3,
  secured: ["get-board", "get-square", "put-square"],
  answersOnly: [],
});

test("the rules of the game are asked for apart, each on a board of its own", () => {
  const { main } = loadScript(join(import.meta.dirname, "oracle.yaml")).phases;
  for (const { id, alone } of main) assert.equal(alone, id.startsWith("rules-"), id);
  assert.ok(main.some(({ alone }) => alone));
});
