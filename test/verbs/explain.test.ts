import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { explainJson, reportExplain } from "#report";
import { openMemory } from "#workspace";
import { explain } from "../../src/verbs/explain.ts";
import { conduitText } from "../report/conduit.ts";
import { checkGolden } from "../report/golden.ts";
import { context } from "./context.ts";

const look = { colour: false, width: 100 };
const files = { "openapi.yml": conduitText };

async function run(words: readonly string[], settings?: string) {
  const workspace = openMemory({
    files: settings === undefined ? files : { ...files, "keelback.yaml": settings },
  });
  return explain.run(workspace, { name: words }, context);
}

async function explained(...words: readonly string[]): Promise<string | undefined> {
  const { value } = await run(words);
  return value.kind === "operation" ? value.operation.id : undefined;
}

describe("explain finds an operation", () => {
  test("by id, by id in other capitals, by route, by a path that fits", async () => {
    strictEqual(await explained("GetTags", "openapi.yml"), "GetTags");
    strictEqual(await explained("gettags", "openapi.yml"), "GetTags");
    strictEqual(await explained("GET /tags", "openapi.yml"), "GetTags");
    strictEqual(await explained("get", "/tags", "openapi.yml"), "GetTags");
    strictEqual(await explained("GET", "/api/tags", "openapi.yml"), "GetTags");
    strictEqual(await explained("GET", "/articles/how-to-train", "openapi.yml"), "GetArticle");
    strictEqual(await explained("GET", "/articles/feed", "openapi.yml"), "GetArticlesFeed");
  });
  test("of the contract that keelback.yaml names", async () => {
    const { value } = await run(["GetTags"], "contract: openapi.yml\n");
    strictEqual(value.kind, "operation");
  });
});

describe("explain tells", () => {
  test("why an operation is understood as it is", async () => {
    const { exitCode, value } = await run(["UpdateArticle", "openapi.yml"]);
    strictEqual(exitCode, 0);
    checkGolden("explain-operation.txt", `${reportExplain(value, look).join("\n")}\n`);
  });
  test("the same as JSON, with what the settings say now", async () => {
    const settings =
      "contract: openapi.yml\ndomain: { operations: { UpdateArticle: { access: required } } }\n";
    const { value } = await run(["UpdateArticle"], settings);
    const json = explainJson(value);
    deepStrictEqual((json["settings"] as readonly object[])[0], {
      key: "domain.operations.UpdateArticle.access",
      choices: ["public", "optional", "required", "owner"],
      set: "required",
    });
    strictEqual((json["assumptions"] as readonly object[]).length, 1);
  });
  test("what a behaviour means", async () => {
    const { exitCode, value } = await run(["membership"]);
    strictEqual(exitCode, 0);
    const text = reportExplain(value, look);
    strictEqual(text[0], "membership");
    ok(text.includes("How it is recognised"));
    for (const line of text) ok(line.length <= look.width);
  });
  test("what was probably meant", async () => {
    const { exitCode, value } = await run(["GetTagz", "openapi.yml"]);
    strictEqual(exitCode, 2);
    match(reportExplain(value, look).join("\n"), /did you mean "GetTags"\?/);
  });
  test("that a name of the prototype is no behaviour", async () => {
    strictEqual((await run(["constructor"])).value.kind, "unknown");
  });
  test("what is wrong with a contract that cannot be read", async () => {
    const { exitCode, value } = await run(["GetTags", "nosuch.yml"]);
    strictEqual(exitCode, 2);
    match(reportExplain(value, look).join("\n"), /there is no file nosuch\.yml/);
  });
  test("that a word is one too many", async () => {
    strictEqual((await run(["GET", "/tags", "openapi.yml", "more"])).exitCode, 2);
  });
});

describe("explain tells rules", () => {
  test("one by its id, with what it is set to and how to change that", async () => {
    const { exitCode, value } = await run(["errors/swallowed-error"]);
    strictEqual(exitCode, 0);
    const text = reportExplain(value, look).join("\n");
    match(text, /^errors\/swallowed-error\n\nEvery error is caught/);
    match(text, /warning, on; to change it: rules: \{ errors\/swallowed-error: off \} in keelback\.yaml$/);
    strictEqual(explainJson(value)["severity"], "warning");
  });
  test("all of them in a table", async () => {
    const { value } = await run(["rules"]);
    match(reportExplain(value, look).join("\n"), /errors\/swallowed-error +warning +Every error is caught/);
  });
  test("and what was probably meant", async () => {
    const { exitCode, value } = await run(["errors/swallowed-eror"]);
    strictEqual(exitCode, 2);
    match(reportExplain(value, look).join("\n"), /did you mean "errors\/swallowed-error"/);
  });
});
