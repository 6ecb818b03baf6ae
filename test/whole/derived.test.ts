import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { understandText } from "../domain/check.ts";

// What the whole tests prove takes minutes to be seen missing: whether it is understood at all shows here at once.
const folder = import.meta.dirname;
const leftOpen: Readonly<Record<string, readonly string[]>> = { "lodge.yaml": ["searchPortal"] };

for (const file of readdirSync(folder).filter((name) => name.endsWith(".yaml"))) {
  test(`${file} is derived as far as its whole test proves it`, () => {
    const { operations } = understandText(readFileSync(join(folder, file), "utf8"));
    const open = operations.filter(({ behaviour }) => behaviour.kind === "custom");
    assert.deepEqual(
      open.map(({ id }) => id),
      leftOpen[file] ?? [],
      open
        .map(({ id, behaviour }) => `${id}: ${behaviour.kind === "custom" ? behaviour.reason : ""}`)
        .join("\n"),
    );
  });
}
