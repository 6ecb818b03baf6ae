import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runPipeline } from "../fuzz/pipeline.ts";
import { isBrief } from "../fuzz/rounds.ts";

// What the whole tests prove takes minutes to be seen missing: whether it is understood at all shows here at once, and
// whether what is written for each contract alone, on both databases, imports what it needs and no more.
const folder = import.meta.dirname;
const leftOpen: Readonly<Record<string, readonly string[]>> = { "lodge.yaml": ["searchPortal"] };

/** A project's own settings switch two rules off for what its contract makes unavoidable; all others hold everywhere. */
const isOfAlone = (problem: string): boolean => !/ (?:PLR0913|RUF001) /.test(problem);

const databases = ["sqlite", "postgresql"] as const;

for (const [index, file] of readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .entries()) {
  // Where the fast suite runs by itself, each is written for one of them.
  const asked = isBrief ? databases.slice(index % 2, (index % 2) + 1) : databases;
  test(`${file} is derived as far as its whole test proves it`, async () => {
    const text = readFileSync(join(folder, file), "utf8");
    for (const database of asked) {
      const { domain, problems } = await runPipeline(file, text, { database });
      const open = (domain?.operations ?? []).filter(({ behaviour }) => behaviour.kind === "custom");
      assert.deepEqual(
        open.map(({ id }) => id),
        leftOpen[file] ?? [],
        open
          .map(({ id, behaviour }) => `${id}: ${behaviour.kind === "custom" ? behaviour.reason : ""}`)
          .join("\n"),
      );
      assert.deepEqual(problems.filter(isOfAlone), []);
    }
  });
}
