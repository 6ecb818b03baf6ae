import { strictEqual } from "node:assert";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Compares with a kept text. `UPDATE_GOLDENS=1 node --test test/report` writes them anew. */
export function checkGolden(name: string, text: string): void {
  const path = join(import.meta.dirname, "goldens", name);
  if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(path, text);
  strictEqual(text, existsSync(path) ? readFileSync(path, "utf8") : "");
}
