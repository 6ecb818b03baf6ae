import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { digest } from "#base";
import { answerFromContent, contentFile, findVersions, printEntry } from "#contract";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import { contractHistory } from "../../../src/verbs/contract/history.ts";
import { readHistoryFiles } from "../../../src/verbs/contract/history-files.ts";
import { readRegistry } from "../../../src/verbs/contract/registry-files.ts";
import { contractShow } from "../../../src/verbs/contract/show.ts";
import { context } from "../context.ts";

const look = { colour: false, width: 120 };

function shop(type = "string"): string {
  return `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      responses: { "200": { description: it, content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } } } }
components: { schemas: { Order: { type: object, properties: { amount: { type: ${type} } } } } }
`;
}

const events = `asyncapi: 3.0.0
info: { title: Shop, version: 1.2.0 }
channels:
  orders: { address: orders, messages: { made: { name: order.created, payload: { type: object, properties: { id: { type: string } } } } } }
operations: { tell: { action: send, channel: { $ref: "#/channels/orders" } } }
`;

function repository(files: Readonly<Record<string, string>> = {}): MemoryWorkspace {
  return openMemory({ files: { "docs/shop.yaml": shop(), ...files }, environment: { USER: "ada" } });
}

async function accept(workspace: MemoryWorkspace, names: readonly string[] = [], why = "because") {
  const { exitCode, value } = await contractAccept.run(workspace, { names, why }, context);
  return { exitCode, value, text: reports["contract accept"].text(value, look).join("\n") };
}

async function verify(workspace: MemoryWorkspace) {
  const { exitCode, value } = await contractHistory.run(workspace, { verify: true }, context);
  return { exitCode, rules: value.findings.map(({ rule }) => rule) };
}

function write(workspace: MemoryWorkspace, path: string, text: string): void {
  ok(workspace.apply([{ kind: "write", path, text }]).ok);
}

function recorded(workspace: MemoryWorkspace, part: "entries" | "contents"): readonly string[] {
  return workspace.list(`.keelback/history/${part}`).map((path) => `.keelback/history/${part}/${path}`);
}

test("what is there is recorded, once, with who, when and why", async () => {
  const workspace = repository({ "docs/events.yaml": events });
  const first = await accept(workspace);
  strictEqual(first.exitCode, 0);
  match(first.text, /added +operation +GET \/orders/);
  match(first.text, /3 things accepted as [0-9a-f]{7} by ada: because/);
  deepStrictEqual(await verify(workspace), { exitCode: 0, rules: [] });
  const before = new Map(workspace.files);
  match((await accept(workspace)).text, /nothing to do/);
  deepStrictEqual(new Map(workspace.files), before);
  for (const file of recorded(workspace, "entries"))
    strictEqual(file, `.keelback/history/entries/${digest(workspace.readText(file) ?? "")}.json`);
});

test("versions are numbered, and each is still told in full when the document has changed", async () => {
  const workspace = repository({ "docs/events.yaml": events });
  await accept(workspace);
  const old = new Map(workspace.files);
  write(workspace, "docs/shop.yaml", shop("integer"));
  match((await accept(workspace, ["GET", "/orders"], "whole cents")).text, /1 thing accepted/);
  for (const [path, text] of old) if (path.includes(".keelback")) strictEqual(workspace.readText(path), text);
  const history = readHistoryFiles(workspace);
  const line = [...history.lines.values()].find(({ line: [, key] }) => key === "get /orders");
  ok(line);
  deepStrictEqual(
    line.versions.map(({ number, item }) => [number, item.change]),
    [
      [1, "added"],
      [2, "changed"],
    ],
  );
  for (const { versions } of history.lines.values())
    for (const { item } of versions) {
      const file = `.keelback/history/${contentFile(item.content ?? "")}`;
      strictEqual(answerFromContent(file, workspace.readText(file) ?? "", item)?.item.digest, item.digest);
    }
  strictEqual(findVersions(line, "1")[0]?.number, 1);
  strictEqual(findVersions(line, "latest")[0]?.number, 2);
  strictEqual(findVersions(line, line.versions[0]?.item.digest?.slice(0, 7) ?? "")[0]?.number, 1);
  strictEqual(findVersions(line, "2026-01-01")[0]?.number, 2);
  deepStrictEqual(findVersions(line, "2025-12-31"), []);
  const shown = await contractShow.run(workspace, { name: ["Order@1"] }, context);
  match(
    reports["contract show"].text(shown.value, look).join("\n"),
    /^Order@1, added by ada on [\s\S]*amount +string/,
  );
  const told = await contractHistory.run(workspace, { name: ["GET", "/orders"] }, context);
  match(
    reports["contract history"].text(told.value, look).join("\n"),
    /GET \/orders@2 .*changed: whole cents[\s\S]*GET \/orders@1 .*added/,
  );
});

test("what is gone is recorded as gone", async () => {
  const workspace = repository({ "docs/events.yaml": events });
  await accept(workspace);
  ok(workspace.apply([{ kind: "delete", path: "docs/events.yaml" }]).ok);
  match((await accept(workspace)).text, /removed +event +order\.created/);
  match((await accept(workspace)).text, /nothing to do/);
});

test("nothing is recorded without a reason or a name, of a broken document, or of what contradicts itself", async () => {
  strictEqual((await accept(repository(), [], " ")).exitCode, 2);
  const nobody = openMemory({ files: { "docs/shop.yaml": shop() } });
  match((await accept(nobody)).text, /--by NAME/);
  const broken = repository({
    "docs/broken.yaml": "openapi: 3.1.0\ninfo: {title: B, version: '1'}\npaths: [",
  });
  strictEqual((await accept(broken)).exitCode, 2);
  strictEqual((await accept(broken, ["listOrders"])).exitCode, 0);
  const apart = repository({ "docs/other.yaml": shop("integer") });
  match((await accept(apart, ["Order"])).text, /contract\/contradiction/);
  match((await accept(repository(), ["Odrer"])).text, /did you mean "Order"/);
});

test("whatever is done to what was recorded is told, and nothing is recorded upon it", async () => {
  const spoil: Readonly<Record<string, (text: string) => string>> = {
    "contract/history-changed": (text) => text.replace("because", "another reason"),
    "contract/history-missing": () => "",
  };
  for (const [rule, change] of Object.entries(spoil)) {
    const workspace = repository();
    await accept(workspace);
    write(workspace, "docs/shop.yaml", shop("integer"));
    const [first = ""] = recorded(workspace, "entries");
    await accept(workspace);
    const text = change(workspace.readText(first) ?? "");
    if (text === "") ok(workspace.apply([{ kind: "delete", path: first }]).ok);
    else write(workspace, first, text);
    const found = await verify(workspace);
    deepStrictEqual([found.exitCode, found.rules.includes(rule)], [1, true]);
    write(workspace, "docs/shop.yaml", shop("number"));
    strictEqual((await accept(workspace)).exitCode, 2);
  }
  const workspace = repository();
  await accept(workspace);
  const [content = ""] = recorded(workspace, "contents");
  write(workspace, content, "{}\n");
  deepStrictEqual(await verify(workspace), { exitCode: 1, rules: ["contract/history-changed"] });
});

test("line ends of another system are no change", async () => {
  const workspace = repository();
  await accept(workspace);
  for (const part of ["entries", "contents"] as const)
    for (const file of recorded(workspace, part))
      write(workspace, file, (workspace.readText(file) ?? "").replaceAll("\n", "\r\n"));
  deepStrictEqual(await verify(workspace), { exitCode: 0, rules: [] });
});

test("acceptances on two branches meet; where they differ, that is a finding until somebody decides", async () => {
  const workspace = repository();
  await accept(workspace);
  const base = new Map(workspace.files);
  const branch = async (type: string): Promise<MemoryWorkspace> => {
    const other = openMemory({ files: Object.fromEntries(base), environment: { USER: type } });
    write(other, "docs/shop.yaml", shop(type));
    await accept(other, [], `it is ${type}`);
    return other;
  };
  const [one, two] = [await branch("integer"), await branch("number")];
  for (const [path, text] of two.files) if (path.includes("/.keelback/history/")) write(one, path, text);
  const found = await verify(one);
  deepStrictEqual(found.rules, ["contract/concurrent-acceptance", "contract/concurrent-acceptance"]);
  strictEqual(readHistoryFiles(one).heads.length, 2);
  match((await accept(one, [], "cents")).text, /confirmed +operation +GET \/orders/);
  deepStrictEqual(await verify(one), { exitCode: 0, rules: [] });
  const history = readHistoryFiles(one);
  deepStrictEqual(
    [history.entries.length, history.heads.length, history.entries.at(-1)?.parents.length],
    [4, 1, 2],
  );
});

test("what is decided for one service leaves open what another one has under the same name", async () => {
  const types = (own: string, other: string): Record<string, string> => ({
    "docs/shop.yaml": shop(own).replace(/paths:[\s\S]*components/, "paths: {}\ncomponents"),
    "docs/store.yaml": shop(other)
      .replace("Shop", "Store")
      .replace(/paths:[\s\S]*components/, "paths: {}\ncomponents"),
  });
  const workspace = openMemory({ files: types("string", "string"), environment: { USER: "ada" } });
  await accept(workspace);
  const base = new Map(workspace.files);
  const branches = [];
  for (const type of ["integer", "number"]) {
    const other = openMemory({ files: Object.fromEntries(base), environment: { USER: type } });
    for (const [path, text] of Object.entries(types(type, type))) write(other, path, text);
    await accept(other, [], `it is ${type}`);
    branches.push(other);
  }
  const [one, two] = branches;
  ok(one && two);
  for (const [path, text] of two.files) if (path.includes("/.keelback/history/")) write(one, path, text);
  write(one, "docs/store.yaml", "openapi: 3.1.0\ninfo: { title: Store, version: 1.2.0 }\npaths: {}\n");
  const { value } = await accept(one, ["Order"], "cents");
  strictEqual(value.kind, "accepted");
  deepStrictEqual(
    value.findings.map(({ rule, about }) => [rule, about?.includes("store")]),
    (await verify(one)).rules.map((rule) => [rule, true]),
  );
});

test("strange files are findings, and nothing more", async () => {
  const name = "a".repeat(64);
  const forged = (text: string) => [`.keelback/history/entries/${digest(text)}.json`, text] as const;
  const draft = { parents: [], when: "2026-01-01T00:00:00Z", by: "eve", why: "w" };
  const outside = printEntry({
    ...draft,
    items: [
      {
        ...{ line: ["type", "../../etc"], name: "\u001b[2J", id: "__proto__", service: "", version: "" },
        ...{ change: "added" as const, digest: name, content: name },
      },
    ],
  });
  const strange: readonly (readonly [string, string])[] = [
    [`.keelback/history/entries/${name}.json`, "{}"],
    [".keelback/history/entries/readme.md", "hello"],
    [".keelback/history/contents/zz/x.json", "{}"],
    forged("{"),
    forged("[".repeat(200_000)),
    forged('{"__proto__": {"parents": []}}'),
    forged('{"by": 1, "items": {}, "parents": "x"}\n'),
    forged(printEntry({ ...draft, items: [] }).replace("{", '{ "more": 1,')),
    forged(printEntry({ ...draft, parents: ["../../../etc/passwd"], items: [] })),
    forged(outside),
  ];
  for (const [path, text] of strange) {
    const workspace = repository({ [path]: text });
    const { exitCode, value } = await contractHistory.run(workspace, { verify: true }, context);
    strictEqual(exitCode, 1, path);
    ok(value.findings.length > 0);
    strictEqual(reports["contract history"].text(value, look).join("\n").includes("\u001b"), false);
  }
});

test("what was recorded is never read as a document, wherever documents are looked for", async () => {
  for (const place of [".", ".keelback", ".keelback/history", "./.keelback/history/contents"]) {
    const workspace = repository({ "docs/events.yaml": events });
    await accept(workspace);
    write(workspace, "keelback.yaml", `contracts: [docs, ${place}]\n`);
    const { registry } = await readRegistry(workspace);
    deepStrictEqual(
      registry.documents.map(({ file }) => file),
      ["docs/events.yaml", "docs/shop.yaml"],
    );
    match((await accept(workspace)).text, /nothing to do/);
  }
});
