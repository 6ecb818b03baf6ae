import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { formatSpan } from "#base";
import { reports } from "#report";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { contractList } from "../../../src/verbs/contract/list.ts";
import { contractQuery } from "../../../src/verbs/contract/query.ts";
import { contractRegister } from "../../../src/verbs/contract/register.ts";
import { context } from "../context.ts";

const keeping = { ...context, runtime: { ...context.runtime, digest: () => "one" } };
const shop = `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 }
paths:
  /orders:
    get: { operationId: listOrders, responses: { "200": { description: all } } }
`;
const adds = (name: string, to = "./shop.yaml"): string =>
  `overlay: 1.0.0
info: { title: More, version: "1" }
extends: ${to}
actions:
  - target: $.paths
    update:
      /${name}:
        get: { operationId: ${name}, responses: { "200": { description: all } } }
`;

async function list(workspace: MemoryWorkspace) {
  const both = [];
  for (const own of [keeping, keeping, context]) {
    const { exitCode, value } = await contractList.run(workspace, {}, own);
    both.push({
      exitCode,
      operations: value.items.map(({ name, said }) => `${name} ${said[0] && formatSpan(said[0].span)}`),
      findings: value.findings.map(({ rule, span }) => `${rule} ${span && formatSpan(span)}`),
    });
  }
  const [kept, again, anew] = both;
  deepStrictEqual(kept, anew);
  deepStrictEqual(again, anew);
  return anew;
}

test("overlays are part of what their document says, come and go with their files, and nothing kept hides that", async () => {
  const workspace = openMemory({ files: { "docs/shop.yaml": shop } });
  const write = (path: string, text: string) => workspace.apply([{ kind: "write", path, text }]);
  const bare = await list(workspace);
  deepStrictEqual(bare?.operations, ["GET /orders docs/shop.yaml:5:5"]);
  write("docs/shop.overlay.yaml", adds("notes"));
  const more = await list(workspace);
  deepStrictEqual(more?.operations, [
    "GET /notes docs/shop.overlay.yaml:8:9",
    "GET /orders docs/shop.yaml:5:5",
  ]);
  deepStrictEqual(more.findings, []);
  write("docs/shop.overlay.yaml", adds("users"));
  deepStrictEqual((await list(workspace))?.operations[1], "GET /users docs/shop.overlay.yaml:8:9");
  write("docs/overlays/second.yaml", adds("carts", "../shop.yaml"));
  deepStrictEqual((await list(workspace))?.operations.length, 3);
  const answer = await contractQuery.run(workspace, { what: ["GET", "/carts"] }, keeping);
  match(
    reports["contract query"].text(answer.value, { colour: false, width: 100 }).join("\n"),
    /docs\/overlays\/second\.yaml:8:9/,
  );
  workspace.apply([
    { kind: "delete", path: "docs/shop.overlay.yaml" },
    { kind: "delete", path: "docs/overlays/second.yaml" },
  ]);
  deepStrictEqual(await list(workspace), bare);
});

test("an overlay for nothing, for another overlay, for a record or for itself is told, and hides nothing", async () => {
  const workspace = openMemory({
    files: {
      "docs/shop.yaml": shop,
      "docs/record.md": "# Memos\n\n**Version:** 1.0.0\n\n### GET /notes\n\n**Response 200:** string\n",
      "docs/a.yaml": adds("a", "./shp.yaml"),
      "docs/b.yaml": adds("b", "./a.yaml"),
      "docs/c.yaml": adds("c", "./record.md"),
      "docs/d.yaml": adds("d", "./d.yaml"),
      "docs/e.yaml": adds("e", "../../shop.yaml"),
      "docs/f.yaml": "overlay: 1.0.0\nactions: [",
    },
  });
  const said = await list(workspace);
  deepStrictEqual(said?.operations, ["GET /notes docs/record.md:5:1", "GET /orders docs/shop.yaml:5:5"]);
  deepStrictEqual(said.findings, [
    "contract/overlay-without-document docs/c.yaml:3:1",
    "contract/overlay-without-document docs/e.yaml:3:1",
    "contract/unreadable docs/f.yaml:2:11",
    "contract/overlay-without-document docs/a.yaml:3:1",
    "contract/overlay-without-document docs/b.yaml:3:1",
    "contract/overlay-without-document docs/d.yaml:3:1",
  ]);
});

test("what a document says with its overlay is not registered a second time in other words", async () => {
  const workspace = openMemory({
    files: {
      "docs/shop.yaml": shop,
      "docs/shop.overlay.yaml": adds("notes"),
      "new.yaml": `paths: { /notes: { get: { operationId: notes, responses: { "200": { description: some } } } } }\n`,
    },
  });
  const { exitCode, value } = await contractRegister.run(workspace, { from: "new.yaml" }, context);
  strictEqual(exitCode, 2);
  deepStrictEqual(
    value.findings.map(({ rule, span }) => `${rule} ${span && formatSpan(span)}`),
    ["contract/clash docs/shop.overlay.yaml:8:9"],
  );
  strictEqual(workspace.readText("docs/shop.yaml"), shop);
});
