import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";

// XML with attributes, namespaces, wrapped and bare lists and null; forms with separators and keys in brackets.
test("an archive that is told in XML and in forms is built and proven whole", async () => {
  const { report } = await build([
    join(import.meta.dirname, "archive.yaml"),
    join(temporaryFolder(), "project"),
  ]);
  assertProven(report, 5);
});
