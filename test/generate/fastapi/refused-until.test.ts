import { match } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { blueprintOf } from "./check-tests.ts";

test("who is refused by a plain change is refused for good: an older time lets nobody in again", () => {
  const blueprint = blueprintOf(readFileSync("test/whole/kiln.yaml", "utf8"));
  const services = emitApp(blueprint)
    .map(({ text }) => text)
    .filter((text) => text.includes("async def change_potter("));
  match(services.join("\n"), /if changes\.status is not None:\n {8}potter\.suspended_until = None\n/);
});
