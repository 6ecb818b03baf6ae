import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { completeLock, findMissing, type PackageLock } from "../../scripts/platform-lock.ts";
import { root } from "./sources.ts";

const text = readFileSync(join(root, "package-lock.json"), "utf8");

test("package-lock.json holds what it names, for every platform: npm run locks", () => {
  assert.deepEqual(
    findMissing(JSON.parse(text)).map(({ name }) => name),
    [],
  );
});

test("no registry's address is in package-lock.json", () => {
  assert.doesNotMatch(text, /"resolved"/);
});

test("what is missing is added from its name", () => {
  const tool = {
    version: "1.0.0",
    dev: true,
    license: "MIT",
    optionalDependencies: { "@t/x-darwin-arm64": "1.0.0", "@t/x-linux-x64-musl": "1.0.0" },
  };
  const lock: PackageLock = { packages: { "": {}, "node_modules/tool": tool } };
  const complete = completeLock(lock);
  assert.deepEqual(Object.keys(complete.packages), [
    "",
    "node_modules/@t/x-darwin-arm64",
    "node_modules/@t/x-linux-x64-musl",
    "node_modules/tool",
  ]);
  assert.deepEqual(complete.packages["node_modules/@t/x-linux-x64-musl"], {
    version: "1.0.0",
    cpu: ["x64"],
    dev: true,
    libc: ["musl"],
    license: "MIT",
    optional: true,
    os: ["linux"],
  });
  assert.deepEqual(findMissing(complete), []);
});
