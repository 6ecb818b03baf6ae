import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";
import { together } from "./together.ts";

const own = (name: string): string => join(import.meta.dirname, name);

// Harbour: cursors forwards only, both ways, and keys of rows. Orchard: signs and commas with cursors, a field and a way
// with numbered pages, listed choices without pages. Surgery: pairs of fields and values in one text, whose grammar stands
// in the description. Crew: accounts that are searched, filtered and divided into pages, with whoever asks among them.
test("lists that go on from a row, that callers sort, that are filtered in a language of their own, and of accounts, are built and proven", async () => {
  const parts = ["crew.yaml", "harbour.yaml", "orchard.yaml", "surgery.yaml"].map(own);
  const { report } = await build([together("Lists", ...parts), join(temporaryFolder(), "project")]);
  assertProven(report, 19);
});
