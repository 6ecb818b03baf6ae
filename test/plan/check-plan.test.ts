import { deepStrictEqual, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { noSettings } from "#domain";
import { checkPlan, type Plan, type PlanBasis, type PlanStep } from "#plan";
import { conduit, conduitText, planText } from "../report/conduit.ts";

const { domain, plan } = conduit;
const basis: PlanBasis = { stack: "fastapi", database: "sqlite", settings: noSettings, tool: "0.0.0" };

/** Rules that a changed plan breaks, each once. */
function broken(change: (plan: Plan) => Plan, on: PlanBasis = basis): readonly string[] {
  return [...new Set(checkPlan(change(plan), domain, on).map(({ rule }) => rule))];
}

function changeStep(id: string, change: (step: PlanStep) => PlanStep): (plan: Plan) => Plan {
  return (whole) => ({ ...whole, steps: whole.steps.map((step) => (step.id === id ? change(step) : step)) });
}

const tags = "module/tags";

describe("checkPlan", () => {
  const check = (title: string, change: (plan: Plan) => Plan, ...rules: readonly string[]): void => {
    test(title, () => deepStrictEqual(broken(change), rules));
  };

  check("lets our own plan through", (whole) => whole);
  check(
    "refuses a file outside the target",
    changeStep(tags, (step) => ({ ...step, files: ["../x.py"] })),
    "plan/file-outside-target",
  );
  for (const path of ["/etc/x", "a/../../x", "C:\\x", "a//b", "", ".git/hooks/x", "a\u0000b", "./a"])
    check(
      `refuses ${JSON.stringify(path)}`,
      changeStep(tags, (step) => ({ ...step, files: [path] })),
      "plan/file-outside-target",
    );
  check(
    "refuses a file that two steps write",
    (whole) => ({ ...whole, steps: whole.steps.map((step) => ({ ...step, files: ["app/X.py"] })) }),
    "plan/file-twice",
  );
  check(
    "refuses a step without the test that is due",
    changeStep(tags, (step) => ({ ...step, tests: [] })),
    "plan/missing-test",
  );
  check(
    "refuses a test that sees nothing",
    changeStep(tags, (step) => ({ ...step, tests: step.tests.map((due) => ({ ...due, sees: " " })) })),
    "plan/missing-test",
  );
  check(
    "refuses a test of another step's operation",
    changeStep(tags, (step) => ({ ...step, tests: [...step.tests, { operation: "Login", sees: "x" }] })),
    "plan/stray-test",
  );
  check(
    "refuses an unknown operation",
    (whole) => ({ ...whole, derived: [...whole.derived, "Nobody"] }),
    "plan/unknown-operation",
  );
  check(
    "refuses a forgotten operation",
    changeStep(tags, (step) => ({ ...step, operations: [], tests: [] })),
    "plan/forgotten-operation",
  );
  check(
    "refuses an operation that is not as the contract has it",
    changeStep(tags, (step) => ({
      ...step,
      operations: step.operations.map((operation) => ({ ...operation, method: "delete" })),
    })),
    "plan/wrong-operation",
  );
  check(
    "refuses an operation that is written twice",
    (whole) => ({ ...whole, steps: [...whole.steps, ...whole.steps.filter(({ id }) => id === tags)] }),
    "plan/step-twice",
    "plan/operation-twice",
  );
});

describe("a stale plan", () => {
  test("is refused once the contract has changed", () => {
    const later = planText(conduitText.replace("version: 1.1.0", "version: 1.2.0"));
    deepStrictEqual(
      checkPlan(plan, later.domain, basis).map(({ message }) => message),
      ["the contract changed since this plan was made"],
    );
  });
  const changes: readonly (readonly [string, Partial<PlanBasis>])[] = [
    ["the settings", { settings: { operations: { GetTags: { access: "required" } } } }],
    ["the stack", { stack: "another" }],
    ["the database", { database: "postgresql" }],
    ["the version of keelback", { tool: "9.9.9" }],
  ];
  for (const [name, change] of changes)
    test(`is refused once ${name} changed`, () => {
      const [finding] = checkPlan(plan, domain, { ...basis, ...change });
      strictEqual(finding?.rule, "plan/stale");
      strictEqual(finding.message, `${name} changed since this plan was made`);
    });
  test("is refused where it contradicts its own origin", () => {
    deepStrictEqual(
      broken((whole) => ({ ...whole, stack: "another" })),
      ["plan/stale"],
    );
    deepStrictEqual(
      broken((whole) => ({ ...whole, madeFrom: { ...whole.madeFrom, digest: "x" } })),
      ["plan/stale"],
    );
  });
});

test("what is not understood may be in no step", () => {
  const open = planText(conduitText, "openapi.yml", { operations: { GetTags: { behaviour: "custom" } } });
  strictEqual(open.plan.leftOpen.length, 1);
  const rules = checkPlan({ ...plan, madeFrom: open.plan.madeFrom }, open.domain).map(({ rule }) => rule);
  deepStrictEqual([...new Set(rules)], ["plan/underivable-operation", "plan/wrong-operation"]);
});
