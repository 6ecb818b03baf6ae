import assert from "node:assert/strict";
import { test } from "node:test";
import { all } from "../../../src/domain/behaviours/all.ts";
import { writtenBehaviour } from "../../../src/generate/fastapi/behaviours/index.ts";

for (const { kind } of all)
  test(`operations that are understood as ${kind} are written`, () => {
    assert.equal(writtenBehaviour(kind).kind, kind);
  });
