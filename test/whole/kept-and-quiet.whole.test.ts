import { deepStrictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { behaviourTexts } from "#domain";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { drift } from "../../src/verbs/drift.ts";
import { runPipeline } from "../fuzz/pipeline.ts";
import { runCheck } from "../verbs/check/checking.ts";
import { context } from "../verbs/context.ts";

const folder = import.meta.dirname;
const contracts = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

interface Kept {
  readonly tree: MemoryWorkspace;
  readonly drifts: readonly string[];
}

/** What is built of a contract, and where it does not keep it, but for operations left open. */
async function build(name: string, text: string): Promise<Kept> {
  const { files = [], domain } = await runPipeline(name, text, { database: "sqlite" });
  const tree = openMemory({ files: Object.fromEntries(files.map(({ path, text: file }) => [path, file])) });
  const open = new Set(
    domain?.operations.flatMap(({ behaviour, method, path }) =>
      behaviour.kind === "custom" ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  );
  const { value } = await drift.run(tree, {}, context);
  const drifts = value.drifts.flatMap(({ kind, item, at }) =>
    open.has(item) ? [] : [`${kind} | ${item} | ${at}`],
  );
  return { tree, drifts };
}

/** Each contract by itself, whatever it is proven together with. */
describe("what is built keeps its contract, and a review of it finds nothing", () => {
  for (const name of contracts)
    test(name, async () => {
      const { tree, drifts } = await build(name, readFileSync(join(folder, name), "utf8"));
      deepStrictEqual(drifts, []);
      deepStrictEqual((await runCheck(tree)).found, []);
    });
});

describe("what is built of the contracts in the texts of behaviours keeps them, and a review of it finds nothing", () => {
  for (const [name, text] of Object.entries(behaviourTexts))
    test(name, async () => {
      for (const [, yaml = ""] of text.matchAll(/```yaml\n([\s\S]*?)```/g)) {
        const { tree, drifts } = await build("openapi.yaml", yaml);
        deepStrictEqual(drifts, []);
        deepStrictEqual((await runCheck(tree)).found, []);
      }
    });
});
