import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, brokenRules, checkNothingUnused, checkTests, linter } from "./check-tests.ts";

interface Sample {
  /** Faults that there must be, by what their names begin with. */
  readonly faults: readonly string[];
}

const samples: Readonly<Record<string, Sample>> = {
  pages: {
    faults: [
      "listFilms: begins each page with the last row",
      "listFilms: skips more rows than a database can count",
      "listFilms: does not limit the page",
      "listShows: does not skip to the page",
      "listHalls: does not limit the page",
    ],
  },
  filters: {
    faults: [
      "listLots: drops the filter minPrice",
      "listLots: takes the edge of minPrice for outside",
      "listLots: takes the edge of endsOn[lt] for inside",
      "listLots: looks at the first of tags only",
      "findLotsByTags: drops the filter tags",
      "findLotsByState: drops the filter state",
      "listViewings: takes the edge of startDate for outside",
      "listViewings: has no default for startDate",
    ],
  },
  envelopes: {
    faults: [
      "listCars: counts whole pages only",
      "listLifts: promises a page after the last",
      "listLifts: drops the filter q",
      "listLifts: takes signs of q for patterns",
      "listLifts: leads to the same page",
      "listLifts: leads further back",
      "listTools: does not look what comes after",
      "listJobs: counts whole pages only",
    ],
  },
};

for (const [name, { faults }] of Object.entries(samples))
  for (const database of ["sqlite", "postgresql"] as const)
    suite(`lists of ${name}, on ${database}`, () => {
      const text = readFileSync(join(import.meta.dirname, "lists", `${name}.yaml`), "utf8");
      const blueprint = blueprintOf(text, database);
      const tests = emitTests(blueprint);
      const app = emitApp(blueprint);

      test("are all derived", () => {
        const open = blueprint.domain.operations.filter(({ behaviour }) => behaviour.kind === "custom");
        assert.deepEqual(
          open.map(({ id, behaviour }) => [id, behaviour]),
          [],
        );
      });

      test("are clean, in the application and in its tests", () => {
        checkTests(tests);
        checkNothingUnused(tests);
        for (const { path, text } of app) assert.deepEqual(brokenRules(text), [], path);
        for (const { path, text } of app) assert.equal(linter.format(text), text, path);
      });

      test("show an effect of each", () => {
        const effects = tests.tests.flatMap(({ kind, operation }) => (kind === "effect" ? [operation] : []));
        for (const { id } of blueprint.contract.operations) assert.ok(effects.includes(id), id);
      });

      test("have wrong versions that their tests must notice", () => {
        const mutants = makeMutants(blueprint, app);
        for (const fault of faults)
          assert.ok(
            mutants.some(({ id }) => id.startsWith(fault)),
            fault,
          );
      });
    });
