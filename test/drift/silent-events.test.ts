import { deepStrictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openMemory } from "#workspace";
import { drift } from "../../src/verbs/drift.ts";
import { context } from "../verbs/context.ts";

const folder = join(import.meta.dirname, "shop");
const shop = Object.fromEntries(
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => /\.(?:py|ya?ml|md)$/.test(path))
    .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
);

async function compare(changes: Readonly<Record<string, string>>, input = {}) {
  const { value } = await drift.run(openMemory({ files: { ...shop, ...changes } }), input, context);
  return value;
}

const without = {
  "app/main.py": (shop["app/main.py"] ?? "").replace(/ {4}await publish_event\(CANCELLED.*\n/, ""),
};

test("events are counted by document, and those of another service left alone", async () => {
  const { compared, others, drifts } = await compare({});
  deepStrictEqual(drifts, []);
  deepStrictEqual(
    compared.map(({ file, events, given }) => `${file} ${given} of ${events}`),
    ["docs/events.yaml 3 of 3", "docs/orders.md 1 of 1"],
  );
  deepStrictEqual(others, ["docs/notes.asyncapi.yaml"]);
});

test("where something is given that nobody sees here, no event is told as missing", async () => {
  const told = await compare(without);
  deepStrictEqual(
    told.drifts.map(({ kind }) => kind),
    ["event-not-emitted"],
  );
  const relay = `from .bus import publish_event\nasync def relay(rows):\n    for row in rows:\n        await publish_event(row.name, row.payload)\n`;
  const silent = await compare({ ...without, "app/relay.py": relay });
  deepStrictEqual(silent.drifts, []);
  deepStrictEqual(
    silent.findings.map(({ rule, span }) => `${rule} ${span?.file}:${span?.line}`),
    ["extract/unknown-event app/relay.py:4"],
  );
});

test("the mend is for the side that is to follow, however it is called", async () => {
  const renamed = { "app/main.py": (shop["app/main.py"] ?? "").replace('"refund": True', '"refund": 1') };
  const mends = async (direction: string) =>
    (await compare(renamed, { direction })).findings.map(({ mend, span }) => `${span?.file} ${mend}`);
  deepStrictEqual(await mends("code"), ["app/main.py make it boolean"]);
  deepStrictEqual(await mends("contract"), ["docs/orders.md write integer"]);
});
