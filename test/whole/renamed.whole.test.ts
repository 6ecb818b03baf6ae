import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, contract, root, runOracleScript, serve, temporaryFolder } from "./harness.ts";

for (const vocabulary of ["recipes", "observatory"]) {
  test(`the contract in the words of ${vocabulary}: built, proven, and its oracle passes`, async () => {
    const folder = temporaryFolder();
    const oracle = join(root, "test", "oracles", "conduit", "oracle.yaml");
    const renamed = spawnSync(
      process.execPath,
      [
        join(root, "examples", "rename", "rename.ts"),
        vocabulary,
        "--contract",
        contract,
        "--oracle",
        oracle,
        "--out",
        folder,
      ],
      { encoding: "utf8" },
    );
    assert.equal(renamed.status, 0, renamed.stderr);
    const project = join(folder, "project");
    const { report } = await build([join(folder, "openapi.yml"), project]);
    assertProven(report, 19);
    const server = await serve(project);
    try {
      runOracleScript(join(folder, "oracle.yaml"), server.base, "main", join(folder, "state.json"));
    } finally {
      await server.stop();
    }
  });
}
