import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";
import { together } from "./together.ts";

const own = (name: string): string => join(import.meta.dirname, name);

// Newsroom: several rows go or change at once, all or none; all rows of the caller, of a row, and that there are; flags that
// are turned over, and that one row alone has; an account that its own caller deletes. Archive: XML with attributes,
// namespaces, wrapped and bare lists and null; forms with separators and keys in brackets. Cloakroom: rows that no operation
// shows are looked at in their table.
test("operations on several rows, and flags, and rows that are told in XML and in forms, or not at all, are built and proven", async () => {
  const contract = together("Newsroom", own("newsroom.yaml"), own("archive.yaml"), own("cloakroom.yaml"));
  const { report } = await build([contract, join(temporaryFolder(), "project")]);
  assertProven(report, 38);
});
