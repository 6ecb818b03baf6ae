// npm run fuzz [-- MINUTES] [PART-OF-A-PATH …]: the property tests again and again, each time with another seed, until the
// time is over (five minutes, where nothing is said). A seed that fails is told, with the command that repeats it.

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./steps.ts";

const words = process.argv.slice(2);
const minutes = Number(words.find((word) => /^\d+(\.\d+)?$/.test(word)) ?? 5);
const filters = words.filter((word) => !/^\d+(\.\d+)?$/.test(word));
const files = (readdirSync(join(root, "test"), { recursive: true }) as string[])
  .filter((name) => name.endsWith(".test.ts") && !name.endsWith(".whole.test.ts"))
  .map((name) => join("test", name))
  .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
  .filter(
    (path) =>
      readFileSync(join(root, path), "utf8").includes('fuzz/rounds.ts"') || path.startsWith("test/fuzz/"),
  )
  .sort();

const ends = Date.now() + minutes * 60_000;
const first = Math.floor(Date.now() / 1000) % 1_000_000;
let rounds = 0;
let failures = 0;
while (rounds === 0 || Date.now() < ends) {
  const seed = String(first + rounds * 1000);
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, "scripts", "test.ts"), "--fast", "--quiet", ...files],
    { cwd: root, encoding: "utf8", env: { ...process.env, KEELBACK_FUZZ_SEED: seed } },
  );
  rounds += 1;
  if (status === 0) continue;
  failures += 1;
  console.log(stdout);
  console.log(`seed ${seed} failed: KEELBACK_FUZZ_SEED=${seed} npm test -- --fast ${files.join(" ")}\n`);
}
console.log(`${rounds} rounds of ${files.length} files, ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);
