import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite, test } from "node:test";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, brokenRules, checkNothingUnused, checkTests, linter } from "./check-tests.ts";

interface Sample {
  /** What each operation is, and faults that there must be, by what their names begin with. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

const samples: Readonly<Record<string, Sample>> = {
  hangar: {
    kinds: {
      listGliders: "list",
      addGlider: "create",
      addFleet: "create-many",
      gliderReadiness: "count-by-value",
      readGlider: "read",
      adjustGlider: "update-by-query",
      scrapGlider: "delete",
      setPhoto: "store-file",
      listTugs: "list",
      addTug: "create",
      addConvoy: "create-many",
      addPilot: "create",
      addCrew: "create-many",
      readPilot: "read",
      overview: "count-by-value",
    },
    faults: [
      "listGliders: drops the filter marks",
      "listGliders: looks at the first of marks only",
      "listGliders: drops the filter markColour",
      "gliderReadiness: counts one of each value",
      "overview: tells nothing of values that no row has",
      "adjustGlider: drops the change of the first field",
      "adjustGlider: answers without keeping",
      "setPhoto: keeps the first file for ever",
      "addFleet: makes the first row only",
      "addCrew: keeps what came before a refused row",
    ],
  },
  choir: {
    kinds: {
      join: "register",
      self: "current-account",
      login: "login",
      verifyEmail: "confirm-account",
      resendVerification: "resend-confirmation",
      forgotPassword: "forgot-password",
      validateResetToken: "check-reset-token",
      resetPassword: "reset-password",
    },
    faults: [
      "verifyEmail: confirms nothing",
      "verifyEmail: takes a token again",
      "verifyEmail: takes a token that has expired",
      "verifyEmail: keeps tokens as they are",
      "verifyEmail: sends in clear",
      "resendVerification: sends nothing",
      "resendVerification: does not throttle",
      "resendVerification: sends to accounts that are confirmed",
      "forgotPassword: tells who has no account",
      "forgotPassword: makes no token where there is no account",
      "forgotPassword: sends nothing",
      "forgotPassword: does not throttle",
      "forgotPassword: keeps tokens as they are",
      "validateResetToken: takes any token",
      "resetPassword: keeps the forgotten password",
      "resetPassword: leaves sessions",
      "resetPassword: keeps failed sign-ins",
      "resetPassword: takes a token again",
      "resetPassword: takes a token that has expired",
    ],
  },
  lodge: {
    kinds: {
      enrol: "register",
      enrolAll: "create-many",
      enter: "login",
      leave: "logout",
      showGuest: "read",
      changeGuest: "update",
      removeGuest: "delete",
    },
    faults: [
      "enrolAll: makes the first row only",
      "changeGuest: does not look whose row it is",
      "removeGuest: does not look whose row it is",
    ],
  },
  berths: {
    kinds: {
      signUp: "register",
      signIn: "login",
      listPiers: "list",
      addPier: "create",
      getPier: "read",
      removePier: "delete",
      listBerths: "list",
      addBerth: "create",
      getBerth: "read",
      changeBerth: "update",
      closeBerth: "change-state",
      openBerth: "change-state",
      changePassword: "change-password",
    },
    faults: [
      "addPier: lets in every account",
      "closeBerth: lets in every account",
      "changePassword: takes any password for the old one",
    ],
  },
};

test("the role that a request needs is the last that its caller is given", () => {
  const text = readFileSync(join(import.meta.dirname, "acts", "berths.yaml"), "utf8");
  const files = emitTests(blueprintOf(text, "sqlite")).files;
  const adding = files.find(({ path }) => path.endsWith("test_add_berth.py"))?.text ?? "";
  assert.match(
    adding,
    /"HARBOUR"\)\n +await grant\(connection, skipper, "ADMIN"\)\n +pier = await add_pier\(client, skipper\)\n +await grant\(connection, skipper, "HARBOUR"\)\n\n +response/,
  );
});

for (const [name, { kinds, faults }] of Object.entries(samples))
  for (const database of ["sqlite", "postgresql"] as const)
    suite(`acts on the rows of ${name}, on ${database}`, () => {
      const text = readFileSync(join(import.meta.dirname, "acts", `${name}.yaml`), "utf8");
      const blueprint = blueprintOf(text, database);
      const tests = emitTests(blueprint);
      const app = emitApp(blueprint);

      test("are what they are", () => {
        const found = blueprint.domain.operations.map(({ id, behaviour }) => [
          id,
          behaviour.kind === "custom" ? behaviour.reason : behaviour.kind,
        ]);
        assert.deepEqual(Object.fromEntries(found), kinds);
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
