import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { testEnvironment, workspace } from "./project.ts";

const folder = join(workspace.packageFolder, "python");

async function check(...command: readonly string[]): Promise<void> {
  const { folder: environment } = await testEnvironment();
  const [program = "", ...parameters] = command;
  const result = await workspace.run({
    program: join(environment, "bin", program),
    arguments: parameters,
    folder,
  });
  assert.equal(result.code, 0, result.stdout + result.stderr);
}

test("our Python is formatted", () => check("ruff", "format", "--check", "--no-cache", "."));
test("our Python is clean", () => check("ruff", "check", "--no-cache", "."));
test("our Python is strictly typed", () => check("mypy", "--cache-dir=/dev/null", "--exclude", "locks", "."));
