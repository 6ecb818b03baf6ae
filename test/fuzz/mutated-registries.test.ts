import { ok, strictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { contractAccept } from "../../src/verbs/contract/accept.ts";
import { contractHistory } from "../../src/verbs/contract/history.ts";
import { contractLint } from "../../src/verbs/contract/lint.ts";
import { contractList } from "../../src/verbs/contract/list.ts";
import { contractQuery } from "../../src/verbs/contract/query.ts";
import { context } from "../verbs/context.ts";
import { anyTextMutation, mutateText } from "./mutate-text.ts";
import { rounds } from "./rounds.ts";

const look = { colour: false, width: 100 };
const documents = new URL("../contract/documents/", import.meta.url);
const record = /````markdown\n([\s\S]*?)\n````/.exec(
  readFileSync(new URL("../../docs/contracts.md", import.meta.url), "utf8"),
)?.[1];
ok(record);
const schema = JSON.stringify(
  {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "money.json",
    title: "Money",
    type: "object",
    required: ["amount"],
    properties: { amount: { type: "string", pattern: "^\\d+$" }, currency: { $ref: "#/$defs/Currency" } },
    $defs: { Currency: { enum: ["EUR", "USD"] } },
  },
  null,
  1,
);
const overlay = `overlay: 1.0.0
info: { title: More, version: 1.0.0 }
extends: fine.yaml
actions:
  - target: $.paths['/fine'].get
    update: { description: Fine. }
`;
const texts: Readonly<Record<string, string>> = {
  "docs/orders.md": record,
  "docs/lights.yml": readFileSync(new URL("events/streetlights-kafka-asyncapi.yml", documents), "utf8"),
  "docs/money.json": schema,
  "docs/fine.overlay.yaml": overlay,
};
/** A document in which nothing is wrong: whatever becomes of the others, it is answered. */
const fine = `openapi: 3.1.0
info: { title: Fine, version: 1.0.0 }
paths: { /fine: { get: { operationId: readFine, responses: { "204": { description: done } } } } }
`;
/** Seconds of work that one broken document may cost. */
const mostSeconds = 20;

async function judge(files: Readonly<Record<string, string>>): Promise<void> {
  const from = process.cpuUsage();
  const workspace = openMemory({ files });
  const listed = await contractList.run(workspace, {}, context);
  reports["contract list"].text(listed.value, look);
  const told = await contractQuery.run(workspace, { what: ["readFine"] }, context);
  strictEqual(told.exitCode, 0, JSON.stringify(told.value.findings.slice(0, 3)));
  reports["contract query"].text(told.value, look);
  for (const item of listed.value.items.slice(0, 3)) {
    const { value } = await contractQuery.run(workspace, { what: [item.name] }, context);
    JSON.stringify(reports["contract query"].json(value));
  }
  const { user } = process.cpuUsage(from);
  ok(user / 1e6 < mostSeconds, `${user / 1e6} s`);
}

test("a document broken line by line reduces what is known, hides no other, and ends soon", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(texts)),
      fc.array(anyTextMutation, { minLength: 1, maxLength: 6 }),
      async (name, mutations) => {
        await judge({ "docs/fine.yaml": fine, ...texts, [name]: mutateText(texts[name] ?? "", mutations) });
      },
    ),
    rounds(20, 41),
  );
});

test("rules across documents read whatever is left of a broken one", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("docs/orders.md", "docs/lights.yml"),
      fc.array(anyTextMutation, { minLength: 1, maxLength: 4 }),
      async (name, mutations) => {
        const files = { "docs/fine.yaml": fine, [name]: mutateText(texts[name] ?? "", mutations) };
        const { value } = await contractLint.run(openMemory({ files }), { format: "sarif" }, context);
        JSON.parse(reports["contract lint"].text(value, look).join(""));
      },
    ),
    rounds(4, 42),
  );
});

test("a history that somebody wrote into is told, and never believed or written over", async () => {
  const workspace = openMemory({ files: { "docs/fine.yaml": fine } });
  strictEqual((await contractAccept.run(workspace, { why: "first", by: "Ada" }, context)).exitCode, 0);
  const whole = Object.fromEntries(workspace.files);
  const kept = Object.keys(whole).filter((path) => path.includes("/.keelback/history/"));
  ok(kept.length > 0);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kept),
      fc.array(anyTextMutation, { minLength: 1, maxLength: 3 }),
      async (path, mutations) => {
        const changed = mutateText(whole[path] ?? "", mutations);
        const broken = openMemory({ files: { ...whole, [path]: changed } });
        const { exitCode, value } = await contractHistory.run(broken, { verify: true }, context);
        reports["contract history"].text(value, look);
        if (changed.trim() !== (whole[path] ?? "").trim())
          ok(exitCode !== 0, `${path}: ${JSON.stringify(changed)}`);
        strictEqual(broken.files.get(path), changed);
      },
    ),
    rounds(25, 43),
  );
});
