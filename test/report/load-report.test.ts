import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { loadReport, reports } from "#report";
import type { VerbName } from "#verbs";

test("a report that is loaded by itself is the one of the table", async () => {
  for (const name of Object.keys(reports) as VerbName[])
    deepStrictEqual(await loadReport[name](), reports[name]);
});
