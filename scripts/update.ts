// npm run update: writes again what programs write: the lists of units of extension, texts and schemas.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { findStale } from "./generated.ts";

const root = join(import.meta.dirname, "..");
const stale = findStale(root);
for (const { path, text } of stale) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`written  ${path}`);
}
if (stale.length === 0) console.log("all generated files are up to date");
