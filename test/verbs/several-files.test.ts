import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { readContract } from "#contract";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { build } from "../../src/verbs/build.ts";
import { readUnderstanding } from "../../src/verbs/understanding.ts";
import { context } from "./context.ts";

const locks = join(import.meta.dirname, "../../python/locks");
const shipped = Object.fromEntries(
  readdirSync(locks).map((name) => [
    `/package/python/locks/${name}`,
    readFileSync(join(locks, name), "utf8"),
  ]),
);
const folder = join(import.meta.dirname, "../contract/documents/cafe");

function cafeFolder(changed: Readonly<Record<string, string>> = {}): MemoryWorkspace {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".yaml"),
  );
  const files = names.map((name) => [`api/${name}`, readFileSync(join(folder, name), "utf8")] as const);
  return openMemory({ files: { ...shipped, ...Object.fromEntries(files), ...changed } });
}

describe("a contract of several files", () => {
  test("every file's text is at hand for what points into it", async () => {
    const { sources, contract, file } = await readUnderstanding(cafeFolder(), {
      contract: "api/openapi.yaml",
    });
    strictEqual(file, "api/openapi.yaml");
    const operation = contract?.operations.find(({ id }) => id === "deleteOrder");
    strictEqual(operation?.span.file, "api/paths/orders_{orderId}.yaml");
    ok(sources.get(operation.span.file)?.slice(operation.span.offset).startsWith("delete:"));
  });

  test("a build copies one document into the project, which is read as the same contract", async () => {
    const workspace = cafeFolder();
    const input = { contract: "api/openapi.yaml", directory: "service", noProve: true };
    const { value } = await build.run(workspace, input, context);
    ok(value.built);
    const copy = workspace.readText("service/docs/openapi.yaml") ?? "";
    match(copy, /\$ref: '#\/components\/schemas\/MenuItem'/);
    const { contract } = await readUnderstanding(workspace, { directory: "service" });
    strictEqual(contract?.digest, readContract("x.yaml", copy).value?.digest);
    deepStrictEqual(
      contract?.operations.map(({ id }) => id),
      (await readUnderstanding(workspace, input)).contract?.operations.map(({ id }) => id),
    );
    strictEqual(
      contract?.digest,
      (await readUnderstanding(workspace, { contract: input.contract })).contract?.digest,
    );
  });

  test("a single file is copied byte for byte", async () => {
    const text =
      "# mine\nopenapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/things: {get: {responses: {'200': {description: ok}}}}}\n";
    const workspace = openMemory({ files: { ...shipped, "api.yaml": text } });
    await build.run(workspace, { contract: "api.yaml", directory: "service", noProve: true }, context);
    strictEqual(workspace.readText("service/docs/api.yaml"), text);
  });

  test("a contract in JSON is copied under a name that says YAML", async () => {
    const text =
      '{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/things": {"$ref": "things.json"}}}';
    const workspace = openMemory({
      files: {
        ...shipped,
        "api.json": text,
        "things.json": '{"get": {"responses": {"200": {"description": "ok"}}}}',
      },
    });
    await build.run(workspace, { contract: "api.json", directory: "service", noProve: true }, context);
    match(workspace.readText("service/docs/api.yaml") ?? "", /^openapi: 3\.1\.0\n/);
  });

  test("a file that is missing: the nearest one of its folder is proposed", async () => {
    const changed = {
      "api/openapi.yaml": (cafeFolder().readText("api/openapi.yaml") ?? "").replace(
        "paths/menu.yaml",
        "paths/meny.yaml",
      ),
    };
    const { findings } = await readUnderstanding(cafeFolder(changed), { contract: "api/openapi.yaml" });
    const found = findings.filter(({ severity }) => severity === "error");
    deepStrictEqual(
      found.map(({ rule, span, mend }) => [rule, span?.file, span?.line, mend]),
      [["contract/missing-file", "api/openapi.yaml", 29, "did you mean api/paths/menu.yaml?"]],
    );
  });

  test("files beside the contract are read from the root, and none above it", async () => {
    const text = (reference: string) =>
      `openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/things: {$ref: ${reference}}}\n`;
    const files = {
      "/secret.yaml": "get: {}",
      "shared/x.yaml": "get: {responses: {'200': {description: ok}}}",
    };
    const read = async (reference: string, file = "api/openapi.yaml") => {
      const workspace = openMemory({ files: { ...files, [file]: text(reference) } });
      const { findings, contract } = await readUnderstanding(workspace, { contract: file });
      return [contract?.operations.length, findings.find(({ severity }) => severity === "error")?.rule];
    };
    deepStrictEqual(await read("../shared/x.yaml"), [1, undefined]);
    deepStrictEqual(await read("../../secret.yaml"), [0, "contract/refused-reference"]);
    deepStrictEqual(await read("../secret.yaml", "/else/api.yaml"), [0, "contract/refused-reference"]);
    deepStrictEqual(await read("../work/shared/x.yaml", "/else/api.yaml"), [1, undefined]);
  });
});
