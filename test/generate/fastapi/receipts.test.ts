import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, brokenRules, checkNothingUnused, checkTests, linter } from "./check-tests.ts";

/** Faults that there must be. */
const samples: Readonly<Record<string, readonly string[]>> = {
  // Codes and sentences that are made here, a field that is needed with one value of another, and a QR code.
  parcels: [
    "sendParcel: makes one tracking_number for all",
    "sendParcel: does not ask for deliverBy",
    "printLabel: finds nothing that is there",
    "printLabel: draws the same of all",
    "printLabel: answers what is wanted least",
    "printLabel: does not weigh wishes",
  ],
  // The same of accounts; schemas that are called as the application calls something else.
  club: [],
};

for (const [name, faults] of Object.entries(samples))
  for (const database of ["sqlite", "postgresql"] as const)
    suite(`receipts of ${name}, on ${database}`, () => {
      const text = readFileSync(join(import.meta.dirname, `${name}.yaml`), "utf8");
      const blueprint = blueprintOf(text, database);
      const tests = emitTests(blueprint);
      const app = emitApp(blueprint);

      test("are all derived", () => {
        const open = blueprint.domain.operations.filter(({ behaviour }) => behaviour.kind === "custom");
        assert.deepEqual(open, []);
      });

      test("are clean, in the application and in its tests", () => {
        checkTests(tests);
        checkNothingUnused(tests);
        // The application's own rules see passwords where those of tests do not look for them.
        const broken = (text: string) => brokenRules(text).filter((rule) => !/^RUF100 .*S106/.test(rule));
        for (const file of app) assert.deepEqual(broken(file.text), [], file.path);
        for (const file of app) assert.equal(linter.format(file.text), file.text, file.path);
      });

      test("have wrong versions that their tests must notice", () => {
        const found = makeMutants(blueprint, app).map(({ id }) => id);
        for (const fault of faults)
          assert.ok(found.includes(fault), `${fault} is not among\n${found.join("\n")}`);
      });
    });
