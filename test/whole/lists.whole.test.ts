import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";
import { together } from "./together.ts";

const own = (name: string): string => join(import.meta.dirname, name);

// Harbour: cursors forwards only, both ways, and keys of rows. Orchard: signs and commas with cursors, a field and a way
// with numbered pages, listed choices without pages. Surgery: pairs of fields and values in one text, whose grammar stands
// in the description.
test("lists that go on from a row, that callers sort, and that are filtered in a language of their own, are built and proven", async () => {
  const contract = together("Lists", own("harbour.yaml"), own("orchard.yaml"), own("surgery.yaml"));
  const { report } = await build([contract, join(temporaryFolder(), "project")]);
  assertProven(report, 16);
});
