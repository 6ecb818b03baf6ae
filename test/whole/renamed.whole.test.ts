import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, contract, root, runOracleScript, serve, temporaryFolder } from "./harness.ts";

// One proof in other words says that none of Conduit's matters to it. The oracle passes in two.
for (const [vocabulary, proof] of [
  ["recipes", "proven"],
  ["observatory", "not proven"],
] as const) {
  test(`the contract in the words of ${vocabulary}: built, ${proof}, and its oracle passes`, async () => {
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
    const words = [join(folder, "openapi.yml"), project];
    if (proof === "proven") assertProven((await build(words)).report, 19);
    else assert.deepEqual((await build([...words, "--no-prove"])).report.leftOpen, []);
    const server = await serve(project);
    try {
      runOracleScript(join(folder, "oracle.yaml"), server.base, "main", join(folder, "state.json"));
    } finally {
      await server.stop();
    }
  });
}
