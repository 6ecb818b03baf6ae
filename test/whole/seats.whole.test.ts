import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, root, temporaryFolder } from "./harness.ts";

// What the other matrix does not have: coordinates that are letters, cells that are written again, lists alone.
test("the seats of a hall and the notes beside it are built and proven whole", async () => {
  const contract = join(root, "test", "whole", "hall.yaml");
  const { report } = await build([contract, join(temporaryFolder(), "project")]);
  assertProven(report, 5);
});
