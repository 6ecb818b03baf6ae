import { deepStrictEqual } from "node:assert";
import { test } from "node:test";
import { runPipeline } from "./pipeline.ts";
import { isBrief } from "./rounds.ts";
import { sampleContract } from "./sample-contract.ts";

const words = ["None", "class", "settings", "Session", "имя", "__proto__", "../../etc/passwd", "1st", '"""'];
const names = isBrief ? ["settings", "__proto__", "../../etc/passwd"] : words;

/** What makes Python that does not run, or files that lie wrong; lines that are merely long are no matter here. */
const severe = /invalid-syntax|F821|F811|outside|strange path|hidden by|case does not count|nothing was/;

for (const position of ["schema", "collection", "field"] as const)
  test(`a ${position} of any name is written as Python that runs, within the target`, async () => {
    for (const name of names) {
      const text = JSON.stringify(sampleContract({ [position]: name }));
      const { problems } = await runPipeline("openapi.json", text);
      deepStrictEqual(
        problems.filter((problem) => severe.test(problem)),
        [],
        name,
      );
    }
  });
