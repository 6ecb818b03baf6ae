import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, root, temporaryFolder } from "./harness.ts";

// What the other contracts do not have: accounts by a link, rows in lists, files, counts, changes by a query.
test("the Petstore is built and proven whole", async () => {
  const { report } = await build([
    join(root, "examples", "petstore", "openapi.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 19);
});
