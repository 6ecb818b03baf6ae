import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import fc from "fast-check";
import { digest } from "#base";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { rounds } from "../../fuzz/rounds.ts";
import { context } from "../context.ts";

const keeping = { ...context, runtime: { ...context.runtime, digest: () => "one" } };
const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders/{orderId}:
    get:
      operationId: readOrder
      parameters: [{ name: orderId, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: it, content: { application/json: { schema: { $ref: "../shared/types.yaml#/Order" } } } }
components: { schemas: { Note: { type: object, properties: { noteText: { type: string } } } } }
`;
const types = "Order: { type: object, required: [userId], properties: { userId: { type: string } } }\n";
const files = {
  "docs/shop.yaml": shop,
  "docs/more.yaml": shop
    .replace("Shop", "More")
    .replaceAll("rder", "ther")
    .replace("Other }", "Order }")
    .replace("#/Other", "#/Order"),
  "docs/broken.yaml": "openapi: 3.1.0\ninfo: {title: Broken, version: '1'}\npaths: [",
  "docs/guide.md": "# Guide\n",
  "docs/carts.md":
    "# Carts\n\n### POST /carts\n\n**Emits:** cart.made\n\n## Events\n\n### cart.made\n\n**Producer:** Carts\n**Trigger:** POST /carts\n\n| Field | Type |\n|---|---|\n| id | uuid |\n",
  "shared/types.yaml": types,
};
const questions = [
  "readOrder",
  "GET /others/3",
  "Order",
  "noteText",
  "userId",
  "redOrder",
  "Note",
  "POST /carts",
  "cart.made",
];

/** What is told with what is kept, and whether that is what is told without; and the documents that were read. */
async function ask(workspace: MemoryWorkspace) {
  const read = new Set<string>();
  const watched: MemoryWorkspace = {
    ...workspace,
    readUntrusted: (path, folders) => {
      read.add(path);
      return workspace.readUntrusted(path, folders);
    },
  };
  const list = async (own: typeof context, from = workspace) => {
    const { exitCode, value } = await contractList.run(from, {}, own);
    const told = {
      exitCode,
      json: reports["contract list"].json(value),
      fields: value.documents.map(({ fields }) => fields),
    };
    const text = reports["contract list"].text(value, { colour: false, width: 100 });
    return JSON.parse(JSON.stringify({ ...told, text }));
  };
  const query = async (own: typeof context, question: string) => {
    const { exitCode, value } = await contractQuery.run(workspace, { what: question.split(" ") }, own);
    const text = reports["contract query"].text(value, { colour: false, width: 100 });
    return JSON.parse(JSON.stringify({ exitCode, json: reports["contract query"].json(value), text }));
  };
  await contractQuery.run(watched, { what: ["readOrder"] }, keeping);
  deepStrictEqual(await list(keeping), await list(context));
  for (const question of questions)
    deepStrictEqual(await query(keeping, question), await query(context, question));
  return [...read].filter((path) => path.startsWith("docs/"));
}

function write(workspace: MemoryWorkspace, path: string, text: string | undefined): void {
  workspace.apply([text === undefined ? { kind: "delete", path } : { kind: "write", path, text }]);
}

test("what is kept answers as the documents do, and only what changed and what answers is read again", async () => {
  const workspace = openMemory({ files });
  strictEqual((await ask(workspace)).length, 5);
  ok([...workspace.files.keys()].some((path) => path.startsWith("/cache/registries/")));
  deepStrictEqual(await ask(workspace), ["docs/broken.yaml", "docs/carts.md", "docs/shop.yaml"]);
  const changes: readonly (readonly [string, string | undefined])[] = [
    ["docs/shop.yaml", shop.replace("readOrder", "fetchOrder")],
    ["shared/types.yaml", types.replaceAll("userId", "ownerId")],
    ["shared/types.yaml", undefined],
    ["shared/type.yaml", types],
    ["shared/types.yaml", types],
    ["docs/broken.yaml", undefined],
    ["docs/guide.md", "# Guide\n\nHow to.\n"],
    ["docs/guide.md", "# Shop\n\n## Endpoints\n\n### GET /notes\n\nLists notes.\n"],
    ["docs/new.yaml", shop.replace("type: string", "type: integer")],
    ["docs/shop.yaml", undefined],
  ];
  for (const [path, text] of changes) {
    write(workspace, path, text);
    await ask(workspace);
  }
});

test("what is broken, cut off or made up is not believed", async () => {
  const workspace = openMemory({ files });
  await ask(workspace);
  const kept = [...workspace.files].filter(([path]) => path.startsWith("/cache/registries/"));
  strictEqual(kept.length, 4);
  const cache = workspace.at("/cache");
  const sealed = (body: string): string => `${digest(body)}\n${body}`;
  const { value: all } = await contractList.run(workspace, {}, context);
  const freshList = JSON.stringify(reports["contract list"].json(all));
  for (const [path, text] of kept) {
    const body = text.slice(text.indexOf("\n") + 1);
    const wrongs = [
      "",
      "{",
      text.slice(0, text.length / 2),
      text.replaceAll("readOrder", "readOthers"),
      sealed(body.replaceAll("readOrder", "madeUp").replaceAll("fetch", "x")),
      sealed(body.replaceAll("string", "number")),
      sealed(body.replaceAll(/\d+,/g, "-1,")),
      sealed(body.replaceAll("[", "{").replaceAll("]", "}")),
      sealed(body.replaceAll(/"[^"\n]*"/g, "null")),
      sealed(body.split("\n").toReversed().join("\n")),
      sealed(body.slice(0, 400)),
      sealed(body.replace("Shop", "Shops")),
      undefined,
    ];
    for (const wrong of wrongs) {
      for (const [each, right] of kept) write(cache, each, right);
      write(cache, path, wrong);
      const { exitCode, value } = await contractQuery.run(workspace, { what: ["GET", "/orders/1"] }, keeping);
      const fresh = await contractQuery.run(workspace, { what: ["GET", "/orders/1"] }, context);
      strictEqual(exitCode, fresh.exitCode);
      deepStrictEqual(
        JSON.stringify(reports["contract query"].json(value)),
        JSON.stringify(reports["contract query"].json(fresh.value)),
      );
      await contractQuery.run(workspace, { what: ["noteText"] }, keeping);
      const list = await contractList.run(workspace, {}, keeping);
      const json = JSON.stringify(reports["contract list"].json(list.value));
      if (wrong === undefined || !wrong.startsWith(digest(wrong.slice(wrong.indexOf("\n") + 1))))
        strictEqual(json, freshList);
    }
  }
});

test("whatever bytes of what is kept are changed, the answers are those of the documents", async () => {
  const workspace = openMemory({ files });
  await ask(workspace);
  const cache = workspace.at("/cache");
  const kept = [...workspace.files].filter(([path]) => path.startsWith("/cache/registries/"));
  const told = async (own: typeof context, question: string) => {
    const { exitCode, value } = await contractQuery.run(workspace, { what: question.split(" ") }, own);
    return JSON.stringify([exitCode, reports["contract query"].json(value)]);
  };
  const right = new Map<string, string>();
  for (const question of questions) right.set(question, await told(context, question));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kept),
      fc.nat(100_000),
      fc.nat(12),
      fc.constantFrom("", "x", '"', "[", "\n", "0", "\u0000", "null", "😀"),
      fc.constantFrom(...questions),
      async ([path, text], at, length, piece, question) => {
        for (const [each, whole] of kept) write(cache, each, whole);
        const from = at % (text.length + 1);
        // Of one byte among many, and of all that follows it.
        const end = length === 0 ? text.length : from + length;
        write(cache, path, `${text.slice(0, from)}${piece}${text.slice(end)}`);
        strictEqual(await told(keeping, question), right.get(question));
      },
    ),
    rounds(60, 23),
  );
});

/** A repository whose files were all changed a moment ago, as far as their marks tell. */
function unsettled(workspace: MemoryWorkspace): MemoryWorkspace {
  return {
    ...workspace,
    stamp: (path) => {
      const stamp = workspace.stamp(path);
      return stamp && { ...stamp, settled: false };
    },
  };
}

test("what was kept of documents that have gone again is not mixed with what was linked of those that came back", async () => {
  const other = shop.replaceAll("noteText", "remark");
  const told = async (workspace: MemoryWorkspace, own: typeof context) => {
    const answers = ["noteText", "remark", "orderId", "lists notes"].map(async (question) => {
      const { exitCode, value } = await contractQuery.run(workspace, { what: question.split(" ") }, own);
      return JSON.stringify([exitCode, reports["contract query"].json(value)]);
    });
    return Promise.all(answers);
  };
  const workspace = openMemory({ files });
  await told(workspace, keeping);
  // A folder that is put in another's place and taken away again leaves its files with the marks that they had.
  write(workspace, "docs/shop.yaml", other);
  await told(unsettled(workspace), keeping);
  write(workspace, "docs/shop.yaml", shop);
  deepStrictEqual(await told(workspace, keeping), await told(workspace, context));
});
