import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { checkPlan, readPlan } from "#plan";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { reportPlanValue } from "../../src/report/plan/report-plan-value.ts";
import { plainLook } from "../../src/report/text/look.ts";
import { plan } from "../../src/verbs/plan.ts";
import type { PlanInput } from "../../src/verbs/plan-input.ts";
import { conduitText } from "../report/conduit.ts";
import { edit, folderBuilt, putContract } from "./building.ts";
import { conduitAfter } from "./conduit-changes.ts";
import { context } from "./context.ts";

function conduitFolder(files: Readonly<Record<string, string>> = {}): MemoryWorkspace {
  return openMemory({ files: { "docs/openapi.yml": conduitText, ...files } });
}

async function run(workspace: MemoryWorkspace, input: PlanInput) {
  const { exitCode, value } = await plan.run(workspace, input, context);
  return { exitCode, value, rules: value.findings.map(({ rule }) => rule) };
}

describe("plan", () => {
  test("derives all of Conduit", async () => {
    const { exitCode, value } = await run(conduitFolder(), { contract: "docs/openapi.yml" });
    strictEqual(exitCode, 0);
    strictEqual(value.understood?.plan.derived.length, 19);
    strictEqual(value.understood.plan.stack, "fastapi");
  });

  test("writes nothing unless asked", async () => {
    const workspace = conduitFolder();
    await run(workspace, { contract: "docs/openapi.yml" });
    deepStrictEqual([...workspace.files.keys()], ["/work/docs/openapi.yml"]);
  });

  test("takes contract, stack and database from keelback.yaml; the command line wins", async () => {
    const workspace = conduitFolder({
      "keelback.yaml": "contract: docs/openapi.yml\ndatabase: postgresql\n",
    });
    strictEqual((await run(workspace, {})).value.understood?.plan.database, "postgresql");
    strictEqual((await run(workspace, { database: "sqlite" })).value.understood?.plan.database, "sqlite");
  });

  test("reads the settings of the project's folder, and names the contract from there", async () => {
    const workspace = conduitFolder();
    await run(workspace, { contract: "docs/openapi.yml", directory: "service", write: true });
    ok(workspace.readText("service/keelback.yaml")?.includes("contract: ../docs/openapi.yml"));
    strictEqual((await run(workspace, { directory: "service" })).exitCode, 0);
  });

  test("--write twice changes nothing the second time", async () => {
    const workspace = conduitFolder();
    const input = { contract: "docs/openapi.yml", write: true };
    deepStrictEqual((await run(workspace, input)).value.written, [{ file: "keelback.yaml", changed: true }]);
    const text = workspace.readText("keelback.yaml");
    deepStrictEqual((await run(workspace, input)).value.written, [{ file: "keelback.yaml", changed: false }]);
    strictEqual(workspace.readText("keelback.yaml"), text);
  });

  test("--out saves a plan that is not stale, with --write too", async () => {
    const workspace = conduitFolder();
    await run(workspace, { contract: "docs/openapi.yml", write: true, out: "plan.json" });
    const again = await run(workspace, {});
    const saved = readPlan("plan.json", workspace.readText("plan.json") ?? "").value;
    const { domain } = again.value.understood ?? {};
    ok(saved && domain);
    strictEqual(saved.madeFrom.digest, again.value.understood?.plan.madeFrom.digest);
    deepStrictEqual(checkPlan(saved, domain), []);
  });

  test("--out never writes over what is no plan", async () => {
    const workspace = conduitFolder();
    const { exitCode, rules } = await run(workspace, {
      contract: "docs/openapi.yml",
      out: "docs/openapi.yml",
    });
    strictEqual(exitCode, 2);
    deepStrictEqual(rules, ["plan/not-a-plan"]);
    strictEqual(workspace.readText("docs/openapi.yml"), conduitText);
  });
});

describe("plan is refused", () => {
  const refuse = (
    title: string,
    input: PlanInput,
    files: Readonly<Record<string, string>>,
    ...expected: readonly string[]
  ): void => {
    test(title, async () => {
      const { exitCode, value, rules } = await run(conduitFolder(files), input);
      strictEqual(exitCode, 2);
      strictEqual(value.understood, undefined);
      deepStrictEqual(rules, expected);
    });
  };
  refuse("without a contract", {}, {}, "contract/not-named");
  refuse("where there is no such file", { contract: "docs/openapi.yaml" }, {}, "contract/not-found");
  refuse("for an address", { contract: "https://example.com/openapi.yml" }, {}, "contract/not-found");
  refuse("for a folder", { contract: "docs" }, { "docs/a.yaml": "" }, "contract/unreadable-file");
  refuse(
    "with a broken keelback.yaml",
    { contract: "docs/openapi.yml" },
    { "keelback.yaml": "stack: [" },
    "settings/unreadable",
  );
  refuse(
    "for what is no contract",
    { contract: "a.yaml" },
    { "a.yaml": "a: 1\n" },
    "contract/not-a-contract",
  );

  test("with the operations that a broken place takes with it", async () => {
    const text = conduitText.replace(
      "#/components/schemas/NewComment'\n  parameters",
      "#/components/schemas/NewCommend'\n  parameters",
    );
    const workspace = openMemory({ files: { "broken.yml": text } });
    const { exitCode, value } = await run(workspace, { contract: "broken.yml" });
    strictEqual(exitCode, 2);
    deepStrictEqual(value.affected, ["POST /articles/{slug}/comments"]);
  });
});

describe("corrections", () => {
  const check = (
    title: string,
    correction: string,
    exitCode: number,
    ...expected: readonly string[]
  ): void => {
    test(title, async () => {
      const settings = `contract: docs/openapi.yml\ndomain:\n  operations:\n    ${correction}\n`;
      const result = await run(conduitFolder({ "keelback.yaml": settings }), {});
      strictEqual(result.exitCode, exitCode);
      deepStrictEqual(
        result.value.findings.map(({ rule, span, mend }) =>
          `${span?.line}:${span?.column} ${rule} ${mend ?? ""}`.trim(),
        ),
        expected,
      );
    });
  };
  check("that hold are taken", "GetArticles: { order: title, maximum: 10 }", 0);
  check("leave an operation open", "GetTags: { behaviour: custom }", 0);
  check(
    "of an unknown operation",
    "GetTag: { access: public }",
    2,
    '4:5 settings/unknown-operation did you mean "GetTags"?',
  );
  check(
    "of an unknown field",
    "GetArticles: { order: titel }",
    2,
    '4:27 settings/unknown-field did you mean "title"?',
  );
  check("without effect", "GetTags: { maximum: 10 }", 0, "4:16 settings/without-effect");
  check("to an owner that rows do not have", "GetTags: { access: owner }", 0);
});

describe("plan for a folder that was built", () => {
  test("shows what a build would change, and writes nothing", async () => {
    const workspace = await folderBuilt(conduitAfter());
    const input = { contract: "contract.json", directory: "backend" };
    deepStrictEqual((await run(workspace, input)).value.changes?.files.changed, []);
    edit(workspace, "app/articles/service.py", "    now = clock.now()\n", "    now = clock.now()  # ours\n");
    putContract(workspace, conduitAfter("newOperation", "requiredField", "description"));
    const before = new Map(workspace.files);
    const { value } = await run(workspace, input);
    deepStrictEqual(new Map(workspace.files), before);
    const { contract, migration, files } = value.changes ?? {};
    deepStrictEqual(
      contract?.operations.added.map(({ name }) => name),
      ["GetArticleComment"],
    );
    ok(contract.operations.changed.some(({ name }) => name === "CreateArticle"));
    ok(!contract.operations.changed.some(({ name }) => name === "Login"));
    deepStrictEqual(
      contract.fields.added.map(({ name }) => name),
      ["Article.category"],
    );
    deepStrictEqual(migration?.added, "migrations/versions/0002_add_category_to_articles.py");
    deepStrictEqual(
      migration.assumptions.map(({ setting }) => setting),
      ["domain.existing.Article.category"],
    );
    deepStrictEqual(files?.merged, ["app/articles/service.py"]);
    deepStrictEqual(
      files.kept.map(({ symbol }) => symbol),
      ["create_article"],
    );
    ok(files.added.includes("tests/comments/test_get_article_comment.py"));
    const lines = reportPlanValue(value, plainLook).join("\n");
    ok(/operation +new +GetArticleComment: GET/.test(lines), lines);
    ok(/field +new +Article\.category/.test(lines));
    ok(/left alone +app\/articles\/service\.py:\d+ create_article: edited by hand/.test(lines));
  });

  test("shows what a build would refuse, and what it asks", async () => {
    const workspace = await folderBuilt(conduitAfter("optionalField"));
    putContract(workspace, conduitAfter());
    const { exitCode, value } = await run(workspace, { contract: "contract.json", directory: "backend" });
    strictEqual(exitCode, 0);
    ok(value.changes);
    ok(value.changes.migration.problems[0]?.message.includes("destroy articles.subtitle"));
    deepStrictEqual(
      value.changes.contract?.fields.removed.map(({ name }) => name),
      ["Article.subtitle"],
    );
    ok(reportPlanValue(value, plainLook).join("\n").includes("--allow-data-loss"));
  });
});
