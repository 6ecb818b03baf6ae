import { deepEqual, match, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { blueprintOf } from "./check-tests.ts";

test("accounts that show lists come with them whoever asks, and begin with empty ones", () => {
  const files = emitApp(blueprintOf(readFileSync(join(import.meta.dirname, "guild.yaml"), "utf8")));
  const text = (path: string): string => files.find((file) => file.path === path)?.text ?? "";
  const models = text("app/smiths/models.py");
  deepEqual(models.match(/lazy="\w+"/g), ['lazy="selectin"', 'lazy="selectin"']);
  const service = text("app/smiths/service.py");
  const made = /async def join\([\s\S]*?session\.add/.exec(service)?.[0] ?? "";
  match(made, /hammers=\[\],/);
  match(made, /metal_rows=\[\n/);
  ok(!made.includes("metal_rows=[],"));
});
