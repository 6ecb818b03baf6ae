import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, root, temporaryFolder } from "./harness.ts";
import { together } from "./together.ts";

const sample = (name: string): string => join(root, "test/generate/fastapi", name);

// Bistro: texts of a form of their own, one of them only read; rows that show what they lie below, and are read by
// themselves. Depot: PUT and PATCH on collections, of rows whose ids the server makes, and of rows that clients name.
test("contracts whose rows are told apart by texts that are made here, or are named by bodies, are proven", async () => {
  const contract = together("Bistro and depot", sample("bistro.yaml"), sample("depot.yaml"));
  const { report } = await build([contract, join(temporaryFolder(), "project")]);
  assertProven(report, 16);
});

// Kennel: numbers and texts that must be sent, one that may be left out, an id that only answers show. Gallery: UUIDs, one
// schema that goes both ways, rows below rows, lists without a time that answers show.
for (const database of ["sqlite", "postgresql"]) {
  test(`contracts whose rows are told apart by what clients choose, or by UUIDs, are proven on ${database}`, async () => {
    const contract = together("Kennel and gallery", sample("kennel.yaml"), sample("gallery.yaml"));
    const { report } = await build([contract, join(temporaryFolder(), "project"), "--database", database]);
    assertProven(report, 20);
  });
}
