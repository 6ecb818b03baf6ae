import assert from "node:assert/strict";
import { test } from "node:test";
import { compareEvents, readContract } from "#contract";
import { checkSeed } from "./check-seed.ts";
import { ordersEvents } from "./orders-events.ts";
import { asyncapiSeeds } from "./seeds.ts";

for (const seed of asyncapiSeeds)
  test(`AsyncAPI: ${seed.name}`, () => {
    checkSeed(seed, ordersEvents, (before, after) => {
      const was = readContract("before.yaml", before);
      const is = readContract("after.yaml", after);
      assert.ok(was.value && is.value);
      assert.deepEqual(
        [...was.findings, ...is.findings].filter(({ severity }) => severity === "error"),
        [],
      );
      return compareEvents(was.value, is.value);
    });
  });
