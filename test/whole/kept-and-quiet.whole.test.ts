import { deepStrictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { openMemory } from "#workspace";
import { drift } from "../../src/verbs/drift.ts";
import { runPipeline } from "../fuzz/pipeline.ts";
import { runCheck } from "../verbs/check/checking.ts";
import { context } from "../verbs/context.ts";

const folder = import.meta.dirname;
const contracts = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

/** Each contract by itself, whatever it is proven together with. */
describe("what is built keeps its contract, and a review of it finds nothing", () => {
  for (const name of contracts)
    test(name, async () => {
      const { files = [], domain } = await runPipeline(name, readFileSync(join(folder, name), "utf8"), {
        database: "sqlite",
      });
      const tree = openMemory({ files: Object.fromEntries(files.map(({ path, text }) => [path, text])) });
      const open = new Set(
        domain?.operations.flatMap(({ behaviour, method, path }) =>
          behaviour.kind === "custom" ? [`${method.toUpperCase()} ${path}`] : [],
        ),
      );
      const { value } = await drift.run(tree, {}, context);
      deepStrictEqual(
        value.drifts.flatMap(({ kind, item, at }) => (open.has(item) ? [] : [`${kind} | ${item} | ${at}`])),
        [],
      );
      deepStrictEqual((await runCheck(tree)).found, []);
    });
});
