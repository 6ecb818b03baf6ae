import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { describe, test } from "node:test";
import { noSettings } from "#domain";
import { canonicalJson, checkPlan, makePlan, planOrigin } from "#plan";
import { conduit, conduitText, planText } from "../report/conduit.ts";

const { domain, plan } = conduit;
const options = { stack: "fastapi", database: "sqlite", tool: "0.0.0", settings: noSettings, schemas: 11 };

describe("makePlan", () => {
  test("orders steps so that what another rests on comes first", () => {
    deepStrictEqual(
      plan.steps.map(({ id }) => id),
      [
        "skeleton",
        "module/users",
        "module/profiles",
        "module/articles",
        "module/comments",
        "module/tags",
        "migration",
        "delivery",
      ],
    );
  });

  test("has each derived operation in one step, with its place and a test that is due", () => {
    const planned = plan.steps.flatMap(({ operations }) => operations);
    deepStrictEqual(planned.map(({ id }) => id).sort(), [...plan.derived].sort());
    for (const { span } of planned) strictEqual(span.file, "openapi.yml");
    const tested = plan.steps.flatMap(({ tests }) => tests.map(({ operation }) => operation));
    deepStrictEqual([...tested].sort(), [...plan.derived].sort());
  });

  test("takes in the files that a writer announces", () => {
    const files = [
      { path: "app/tags/routes.py", step: "module/tags" },
      { path: "tests/tags/test_list_tags.py", step: "module/tags", tests: ["GetTags"] },
    ];
    const filled = makePlan(domain, { ...options, files });
    const step = filled.steps.find(({ id }) => id === "module/tags");
    deepStrictEqual(step?.files, ["app/tags/routes.py", "tests/tags/test_list_tags.py"]);
    strictEqual(step.tests[0]?.file, "tests/tags/test_list_tags.py");
    deepStrictEqual(checkPlan(filled, domain, options), []);
  });

  test("knows of no step that it has not made", () => {
    throws(() => makePlan(domain, { ...options, files: [{ path: "x.py", step: "module/nobody" }] }));
  });

  test("leaves open what is not understood, and plans no step for it", () => {
    const settings = { operations: { GetTags: { behaviour: "custom" } } } as const;
    const open = planText(conduitText, "openapi.yml", settings).plan;
    deepStrictEqual(
      open.leftOpen.map(({ id }) => id),
      ["GetTags"],
    );
    ok(!open.steps.some(({ id }) => id === "module/tags"));
    strictEqual(open.derived.length, 18);
  });

  test("gives the same for the same", () => {
    strictEqual(JSON.stringify(makePlan(domain, options)), JSON.stringify(makePlan(domain, options)));
  });
});

test("the order of keys does not change a digest", () => {
  strictEqual(canonicalJson({ b: 1, a: [{ d: 2, c: 3 }] }), '{"a":[{"c":3,"d":2}],"b":1}');
  const one = { operations: { GetTags: { access: "public" as const }, Login: {} } };
  const other = { operations: { Login: {}, GetTags: { access: "public" as const } } };
  strictEqual(
    planOrigin(domain, { ...options, settings: one }).digest,
    planOrigin(domain, { ...options, settings: other }).digest,
  );
});
