import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

test("rows that belong to users of another identity provider, by the subject of their tokens, are built and proven", async () => {
  const { report } = await build([
    join(import.meta.dirname, "summits.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 8);
});
