import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, root, temporaryFolder } from "./harness.ts";

const samples = join(root, "test/generate/fastapi");

// Texts of a form of their own, one of them only read; rows that show what they lie below, and are read by themselves.
test("a contract whose rows are told apart by texts that are made here is proven", async () => {
  const { report } = await build([join(samples, "bistro.yaml"), join(temporaryFolder(), "project")]);
  assertProven(report, 8);
});

// Numbers and texts that must be sent, one that may be left out, an id that only answers show.
for (const database of ["sqlite", "postgresql"]) {
  test(`a contract whose rows are told apart by what clients choose is proven on ${database}`, async () => {
    const folder = join(temporaryFolder(), "project");
    const { report } = await build([join(samples, "kennel.yaml"), folder, "--database", database]);
    assertProven(report, 11);
  });
}

// PUT and PATCH on collections: of rows whose ids the server makes, and of rows that clients name.
test("a contract whose bodies name the rows is proven", async () => {
  const { report } = await build([join(samples, "depot.yaml"), join(temporaryFolder(), "project")]);
  assertProven(report, 8);
});

// One schema that goes both ways, rows below rows, lists without a time that answers show.
for (const database of ["sqlite", "postgresql"]) {
  test(`a contract whose rows are told apart by UUIDs is proven on ${database}`, async () => {
    const folder = join(temporaryFolder(), "project");
    const { report } = await build([join(samples, "gallery.yaml"), folder, "--database", database]);
    assertProven(report, 9);
  });
}
