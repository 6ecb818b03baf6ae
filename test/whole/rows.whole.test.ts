import { join } from "node:path";
import { test } from "node:test";
import { assertProven, build, temporaryFolder } from "./harness.ts";
import { together } from "./together.ts";

const own = (name: string): string => join(import.meta.dirname, name);

// Yard: rows of several kinds in one table. Thesaurus: keys that the database counts, the way down to each row, and rows
// that name one at a path of its own.
test("rows of kinds that a constant tells apart, and rows that stand below one another, are built and proven", async () => {
  const contract = together("Machines and words", own("yard.yaml"), own("thesaurus.yaml"));
  const { report } = await build([contract, join(temporaryFolder(), "project")]);
  assertProven(report, 14);
});

// Rehearsals: no two at one time in one place, ends that are worked out, what is shown of the rows that are named, and one
// day. Looms: a list that comes out under another name, and what it comes to.
test("rows that last as long as what they name, and that are shown by other names than they are given, are built and proven", async () => {
  const contract = together("Rehearsals and looms", own("rehearsals.yaml"), own("looms.yaml"));
  const { report } = await build([contract, join(temporaryFolder(), "project")]);
  assertProven(report, 10);
});

// Archive: XML with attributes, namespaces, wrapped and bare lists and null; forms with separators and keys in brackets.
// Cloakroom: rows that no operation shows are looked at in their table.
test("rows that are told in XML and in forms, and rows that nothing shows, are built and proven", async () => {
  const contract = together("Archive and cloakroom", own("archive.yaml"), own("cloakroom.yaml"));
  const { report } = await build([contract, join(temporaryFolder(), "project")]);
  assertProven(report, 8);
});
