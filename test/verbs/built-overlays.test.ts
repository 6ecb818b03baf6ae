import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { parse } from "yaml";
import { type Finding, formatSpan } from "#base";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { reportPlanValue } from "../../src/report/plan/report-plan-value.ts";
import { plainLook } from "../../src/report/text/look.ts";
import { build } from "../../src/verbs/build.ts";
import type { BuildInput } from "../../src/verbs/build-input.ts";
import { contractLint } from "../../src/verbs/contract/lint.ts";
import { contractList } from "../../src/verbs/contract/list.ts";
import { plan } from "../../src/verbs/plan.ts";
import { readUnderstanding } from "../../src/verbs/understanding.ts";
import { folderWith } from "./building.ts";
import { context } from "./context.ts";

const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Order" } } } } } }
    post:
      operationId: createOrder
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewOrder" } } } }
      responses: { "200": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
    get:
      operationId: readOrder
      responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
    delete: { operationId: deleteOrder, responses: { "204": { description: gone } } }
components:
  schemas:
    NewOrder: { type: object, required: [title], properties: { title: { type: string, maxLength: 100 } } }
    Order: { type: object, required: [id, title], properties: { id: { type: string, format: uuid }, title: { type: string, maxLength: 100 } } }
`;

const overlay = (actions: string, to = "./openapi.yaml"): string =>
  `overlay: 1.0.0\ninfo: { title: More, version: "1" }\nextends: ${to}\nactions:\n${actions}`;

const removes = overlay("  - target: $.paths['/orders/{id}'].delete\n    remove: true\n");
const adds = overlay(`  - target: $.paths['/orders/{id}']
    update:
      put:
        operationId: replaceOrder
        requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/NewOrder" } } } }
        responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
`);
const requires = overlay(`  - target: $.components.schemas.NewOrder
    update: { required: [amount], properties: { amount: { type: integer, minimum: 1 } } }
  - target: $.components.schemas.Order
    update: { required: [amount], properties: { amount: { type: integer, minimum: 1 } } }
`);
const changesStatus = overlay(`  - target: $.paths['/orders'].post.responses['200']
    remove: true
  - target: $.paths['/orders'].post.responses
    update: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
`);

function folder(files: Readonly<Record<string, string>> = {}): MemoryWorkspace {
  const workspace = folderWith({});
  workspace.apply([
    { kind: "delete", path: "contract.json" },
    ...Object.entries({ "docs/openapi.yaml": shop, ...files }).map(
      ([path, text]) => ({ kind: "write", path, text }) as const,
    ),
  ]);
  return workspace;
}

const understand = (files: Readonly<Record<string, string>>, contract = "docs/openapi.yaml") =>
  readUnderstanding(folder(files), { contract });

const told = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ rule, severity, span }) => `${severity} ${rule} ${span && formatSpan(span)}`);

async function buildIn(workspace: MemoryWorkspace, input: BuildInput = {}) {
  const given = { contract: "docs/openapi.yaml", directory: "backend", noProve: true, ...input };
  const { exitCode, value } = await build.run(workspace, given, context);
  ok(value.built, JSON.stringify(value.refused ?? value.findings));
  return { exitCode, built: value.built };
}

async function registryOf(workspace: MemoryWorkspace) {
  const { value } = await contractList.run(workspace, {}, context);
  return {
    operations: value.items
      .filter(({ kind }) => kind === "operation")
      .map(({ name, said }) => [name, said[0] && formatSpan(said[0].span)]),
    findings: told(value.findings),
  };
}

describe("overlays are part of what is planned and built", () => {
  test("one takes an operation away", async () => {
    const { domain } = await understand({ "docs/less.overlay.yaml": removes });
    deepStrictEqual(
      domain?.operations.map(({ id }) => id),
      ["listOrders", "createOrder", "readOrder"],
    );
  });

  test("one adds an operation, whose place and evidence lie in it", async () => {
    const { domain, sources } = await understand({ "docs/more.overlay.yaml": adds });
    const put = domain?.operations.find(({ id }) => id === "replaceOrder");
    strictEqual(put && formatSpan(put.span), "docs/more.overlay.yaml:7:7");
    strictEqual(sources.get("docs/more.overlay.yaml"), adds);
  });

  test("one makes a field necessary, another changes a status, and what is built has both", async () => {
    const workspace = folder({
      "docs/a.overlay.yaml": requires,
      "docs/b.overlay.yaml": changesStatus,
    });
    await buildIn(workspace);
    const all = [...workspace.files].filter(([path]) => path.startsWith("/work/backend/app/"));
    const code = all.map(([, text]) => text).join("\n");
    match(code, /amount: /);
    match(code, /status_code=(?:201|status\.HTTP_201_CREATED)/);
    const copy = workspace.readText("backend/docs/openapi.yaml") ?? "";
    match(copy, /amount:/);
    strictEqual(workspace.exists("backend/docs/a.overlay.yaml"), false);
  });

  test("several are applied in the order of their names, as the registry has it", async () => {
    const says = (summary: string) =>
      overlay(`  - target: $.paths['/orders'].get\n    update: { summary: ${summary} }\n`);
    const files = {
      "docs/b.overlay.yaml": says("second"),
      "docs/a.overlay.yaml": says("first"),
      "docs/overlays/c.yaml": overlay(
        "  - target: $.paths['/orders'].get\n    update: { summary: last }\n",
        "../openapi.yaml",
      ),
    };
    const { contract } = await understand(files);
    strictEqual(contract?.operations.find(({ id }) => id === "listOrders")?.summary, "last");
    const { value } = await contractList.run(folder(files), {}, context);
    strictEqual(value.items.find(({ id }) => id === "listOrders")?.summary, "last");
  });

  const findingCases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "a target that leads to nothing": {
      "docs/x.overlay.yaml": overlay("  - target: $.paths['/nothing']\n    remove: true\n"),
    },
    "an action that makes no sense, and one that does": {
      "docs/x.overlay.yaml": overlay(
        "  - target: $.paths['/orders'].get\n  - target: $.paths['/orders'].post\n    remove: true\n",
      ),
    },
    "an overlay that cannot be read, and one that can": {
      "docs/a.overlay.yaml": "overlay: 1.0.0\nextends: ./openapi.yaml\nactions: [",
      "docs/b.overlay.yaml": removes,
    },
    "an overlay of which not even its document can be read": {
      "docs/a.overlay.yaml": "overlay: 1.0.0\nactions: [",
    },
    "an overlay that does not say for what it is": {
      "docs/a.overlay.yaml": adds.replace(/^extends.*\n/m, ""),
    },
    "an overlay for a document that is not there, and would be this one": {
      "docs/a.overlay.yaml": adds.replace("openapi.yaml", "openapi.yml"),
    },
  };
  for (const [name, files] of Object.entries(findingCases))
    test(`${name}: plan tells what the registry tells`, async () => {
      const { findings, contract } = await understand(files);
      const all = await registryOf(folder(files));
      ok(all.findings.length > 0);
      deepStrictEqual(
        told(findings.filter(({ rule }) => rule.startsWith("contract/"))).toSorted(),
        all.findings.toSorted(),
      );
      deepStrictEqual(
        contract?.operations.map(({ span }) => formatSpan(span)).toSorted(),
        all.operations.map(([, place]) => place).toSorted(),
      );
    });

  test("overlays of other documents have no say", async () => {
    const files = {
      "docs/other.yaml": shop.replace("Shop", "Other"),
      "docs/a.overlay.yaml": overlay("  - target: $.paths['/nothing']\n    remove: true\n", "./other.yaml"),
      "docs/b.overlay.yaml": "overlay: 1.0.0\nextends: ./other.yaml\nactions: [",
      "docs/c.overlay.yaml": adds.replace("./openapi.yaml", "../../other.yaml"),
      "docs/d.overlay.yaml": adds.replace("./openapi.yaml", "./record.md"),
    };
    deepStrictEqual(told((await understand(files)).findings), []);
  });

  test("an overlay of a record is told where the record is read", async () => {
    const files = {
      "docs/shop.md":
        "# Memos\n\n**Version:** 1.0.0\n\n### GET /notes\n\n**Auth:** none\n\n**Response 200:** string\n",
      "docs/a.overlay.yaml": adds.replace("./openapi.yaml", "./shop.md"),
    };
    const { findings } = await understand(files, "docs/shop.md");
    deepStrictEqual(told(findings.filter(({ severity }) => severity === "error")), [
      "error contract/overlay-without-document docs/a.overlay.yaml:3:1",
    ]);
  });

  test("plan says which overlays are part of it", async () => {
    const workspace = folder({ "docs/more.overlay.yaml": adds });
    const { value } = await plan.run(workspace, { contract: "docs/openapi.yaml" }, context);
    match(reportPlanValue(value, plainLook).join("\n"), /with docs\/more\.overlay\.yaml/);
  });

  test("the contract is named in whatever way", async () => {
    for (const contract of ["./docs/openapi.yaml", "/work/docs/openapi.yaml", "docs/../docs/openapi.yaml"]) {
      const { domain } = await understand({ "docs/less.overlay.yaml": removes }, contract);
      strictEqual(domain?.operations.length, 3, contract);
    }
  });

  test("beside a contract that lies elsewhere, those are found that are called so", async () => {
    const files = { "api/openapi.yaml": shop, "api/less.overlay.yaml": removes };
    const { domain } = await understand(files, "api/openapi.yaml");
    strictEqual(domain?.operations.length, 3);
    const workspace = folder({ ...files, "keelback.yaml": "contract: api/openapi.yaml\n" });
    workspace.apply([{ kind: "delete", path: "docs/openapi.yaml" }]);
    strictEqual((await registryOf(workspace)).operations.length, 3);
  });
});

describe("the overlay that a build writes", () => {
  test("is never applied by a build, and the next one changes nothing", async () => {
    const workspace = folder({ "docs/openapi.overlay.yaml": adds });
    await buildIn(workspace);
    match(workspace.readText("backend/docs/openapi.overlay.yaml") ?? "", /What openapi\.yaml leaves out/);
    const once = new Map(workspace.files);
    for (const input of [{}, { contract: "backend/docs/openapi.yaml" }]) {
      const { built } = await buildIn(workspace, input);
      deepStrictEqual([built.written, built.deleted, built.kept], [[], [], []]);
    }
    deepStrictEqual(workspace.files, once);
    const inside = workspace.at("backend");
    const { value } = await build.run(inside, { noProve: true }, context);
    deepStrictEqual([value.built?.written, value.built?.deleted, value.built?.kept], [[], [], []]);
  });

  test("in a project with overlays of its own, its contract stays as it is and each build is the same", async () => {
    const workspace = folder();
    await buildIn(workspace);
    const bare = workspace.readText("backend/docs/openapi.yaml");
    workspace.apply([{ kind: "write", path: "backend/docs/z.overlay.yaml", text: adds }]);
    const inside = openMemory({
      files: Object.fromEntries(
        [...workspace.files].map(([path, text]) => [path.replace("/work/backend/", "/work/"), text]),
      ),
    });
    const first = await build.run(inside, { noProve: true }, context);
    ok(first.value.built, JSON.stringify(first.value));
    strictEqual(inside.readText("docs/openapi.yaml"), bare);
    ok([...inside.files].some(([path, text]) => path.startsWith("/work/app/") && /replace_order/.test(text)));
    const second = await build.run(inside, { noProve: true }, context);
    deepStrictEqual([second.value.built?.written, second.value.built?.kept], [[], []]);
    // Ours comes last: it speaks of what theirs add.
    deepStrictEqual((await registryOf(inside)).findings, []);
  });

  test("leaves a contract in JSON its name and its text where that stands in the project", async () => {
    const json = JSON.stringify(parse(shop), null, 4);
    const workspace = folder({
      "docs/openapi.json": json,
      "docs/more.overlay.yaml": adds.replace("openapi.yaml", "openapi.json"),
    });
    workspace.apply([{ kind: "delete", path: "docs/openapi.yaml" }]);
    const input = { contract: "docs/openapi.json", directory: "." };
    deepStrictEqual((await buildIn(workspace, input)).built.kept, []);
    strictEqual(workspace.readText("docs/openapi.json"), json);
    strictEqual(workspace.exists("docs/openapi.yaml"), false);
    const { built } = await buildIn(workspace, input);
    deepStrictEqual([built.written, built.deleted, built.kept], [[], [], []]);
    const elsewhere = await buildIn(workspace, { ...input, directory: "backend" });
    deepStrictEqual(elsewhere.built.kept, []);
    match(workspace.readText("backend/docs/openapi.yaml") ?? "", /replaceOrder/);
  });

  test("does not take the name of an overlay that stands beside the contract in the project", async () => {
    const workspace = folder({ "docs/openapi.overlay.yaml": adds });
    // Before it was built, another folder would be chosen.
    const before = await plan.run(workspace, { contract: "docs/openapi.yaml" }, context);
    const planned = await plan.run(workspace, { contract: "docs/openapi.yaml", directory: "." }, context);
    deepStrictEqual(
      [before, planned].map(({ value: { overlay } }) => overlay),
      ["openapi.overlay.yaml", "openapi.answers.overlay.yaml"],
    );
    const { built } = await buildIn(workspace, { directory: "." });
    deepStrictEqual(built.kept, []);
    strictEqual(workspace.readText("docs/openapi.overlay.yaml"), adds);
    strictEqual(workspace.readText("docs/openapi.yaml"), shop);
    match(workspace.readText("docs/openapi.answers.overlay.yaml") ?? "", /What openapi\.yaml leaves out/);
    const { value } = await plan.run(workspace, { contract: "docs/openapi.yaml" }, context);
    match(
      reportPlanValue(value, plainLook).join(" "),
      /missing from the contract and\s+go\s+to openapi\.answers\.overlay\.yaml/,
    );
    const second = await buildIn(workspace, { directory: "." });
    deepStrictEqual([second.built.written, second.built.deleted, second.built.kept], [[], [], []]);
    deepStrictEqual((await registryOf(workspace)).findings, []);
  });
});

test("the linter underneath reads a document with its overlays, and tells the place in them", async () => {
  const overlaid = overlay(`  - target: $.paths['/orders'].get
    update: { responses: { "200": { descripton: wrong } } }
  - target: $.info
    update: { licence: MIT }
`);
  const workspace = folder({ "docs/x.overlay.yaml": overlaid });
  const { value } = await contractLint.run(workspace, { format: "json" }, context);
  const structure = told(value.findings).filter((line) => line.includes("structure/"));
  ok(
    structure.some((line) => line.includes("docs/x.overlay.yaml:8:")),
    structure.join("\n"),
  );
  ok(
    structure.some((line) => line.includes("docs/x.overlay.yaml:6:")),
    structure.join("\n"),
  );
});
