// npm run example [-- NAME …]: builds and proves the projects in examples/ again, one after the other.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { examples } from "./generate-example.ts";
import { root } from "./steps.ts";

const names = process.argv.slice(2);
const chosen = examples.filter(
  ({ folder }) => names.length === 0 || names.some((name) => folder.includes(name)),
);
if (chosen.length === 0) console.error(`no example is called ${names.join(" or ")}`);
process.exitCode = chosen.length === 0 ? 2 : 0;
for (const { contract, folder } of chosen) {
  const words = [join("bin", "keelback.mjs"), "build", contract, folder];
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
