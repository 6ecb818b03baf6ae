import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, root, temporaryFolder } from "./harness.ts";

const samples = join(root, "test/generate/fastapi");

// One schema that goes both ways, rows below rows, lists without a time that answers show.
for (const database of ["sqlite", "postgresql"]) {
  test(`a contract whose rows are told apart by UUIDs is proven on ${database}`, async () => {
    const folder = join(temporaryFolder(), "project");
    const { report } = await build([join(samples, "gallery.yaml"), folder, "--database", database]);
    assertProven(report, 9);
  });
}
