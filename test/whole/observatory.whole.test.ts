import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// Clients of OAuth 2 that register themselves, and the token endpoint of the security scheme.
test("an observatory whose clients register themselves is built and proven whole", async () => {
  const { report } = await build([
    join(import.meta.dirname, "observatory.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 3);
});
