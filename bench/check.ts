// node bench/check.ts [--pyright PATH/TO/index.js] FOLDER[=PYTHON]…
// `check` of real code bases from the shell, with ruff on the PATH: cold, with nothing changed, and with one file changed; CPU
// seconds (user and system, children included), wall seconds and the most memory of any process. In the same run, ruff by itself
// without its cache, with the selection that `check` adds, and pyright, of which the last line of each folder gives the ratios: as those
// run it who work on the project where the Python is named that has its packages, else without them. What is measured is a copy of the
// Python files and settings, so that one may be changed; the cache is one of its own.
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { charter } from "../src/verbs/check/ruff/selectors.ts";

const root = join(import.meta.dirname, "..");
const words = process.argv.slice(2);
const pyright = words[0] === "--pyright" ? words.splice(0, 2)[1] : undefined;
const keelback = [process.execPath, join(root, "bin", "keelback.mjs"), "check", "--json"];
const ruff = ["ruff", "check", "--no-cache", "--exit-zero", "--isolated", "--output-format=json-lines"];
/** Files are settled once they are as old as this: before, an earlier run's word counts for nothing. */
const settledMs = 3_000;

/** Each Node that ends says how much it had in memory at most. */
const tellsMemory =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak%20'+process.resourceUsage().maxRSS+'%5Cn'))";

interface Timing {
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

/** The whole of what a shell would measure; findings make no difference. */
function time(folder: string, cache: string, command: readonly string[]): Timing {
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const result = spawnSync("bash", ["-c", `TIMEFORMAT='took %U %S %R'; time ${quoted} >/dev/null`], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    env: { ...process.env, KEELBACK_CACHE: cache, NODE_OPTIONS: `--import="${tellsMemory}"` },
  });
  const [, user, system, wall] = /took (\S+) (\S+) (\S+)/.exec(result.stderr) ?? [];
  const peaks = [...result.stderr.matchAll(/^peak (\d+)$/gm)].map(
    ([, kilobytes]) => Number(kilobytes) / 1024,
  );
  return { cpu: Number(user) + Number(system), wall: Number(wall), megabytes: Math.max(0, ...peaks) };
}

/** Measured several times, of which the least counts: all else is the machine's. What is over soon is measured more often. */
const rounds = { brief: 5, long: 3 };
const briefSeconds = 5;

function timeBest(folder: string, cache: string, command: readonly string[]): Timing {
  const first = time(folder, cache, command);
  const count = first.cpu > briefSeconds ? rounds.long : rounds.brief;
  const more = Array.from({ length: count - 1 }, () => time(folder, cache, command));
  const least = (of: (timing: Timing) => number): number => Math.min(...[first, ...more].map(of));
  return { cpu: least(({ cpu }) => cpu), wall: least(({ wall }) => wall), megabytes: first.megabytes };
}

/** Without what else lies there: only what `check` and the others read. */
function copyOf(folder: string, to: string): readonly string[] {
  const files = globSync("**/*.{py,toml,cfg,html,txt}", {
    cwd: folder,
    exclude: (path) => /^(?:\.git|\.venv|node_modules)$/.test(path),
  });
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(folder, file), join(to, file));
  }
  return files.filter((file) => file.endsWith(".py")).toSorted();
}

function tell(what: string, { cpu, wall, megabytes }: Timing): void {
  const memory = megabytes > 0 ? `  ${megabytes.toFixed(0).padStart(5)} MB` : "";
  console.log(
    `  ${what.padEnd(18)}${cpu.toFixed(2).padStart(7)} s CPU ${wall.toFixed(2).padStart(7)} s${memory}`,
  );
}

function wait(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function measure(folder: string, python: string | undefined, scratch: string): void {
  const [tree, cache] = [join(scratch, "tree"), join(scratch, "cache")];
  const files = copyOf(folder, tree);
  const lines = files.reduce(
    (sum, file) => sum + readFileSync(join(tree, file), "utf8").split("\n").length,
    0,
  );
  console.log(`${folder}: ${files.length} files, ${lines} lines`);
  // The compiled program is there after this one: what is measured are code bases.
  time(tree, cache, [process.execPath, join(root, "bin", "keelback.mjs"), "--version"]);
  wait(settledMs);
  const cold = timeBest(tree, cache, [...keelback, "--no-cache"]);
  tell("cold", cold);
  console.log(`  ${((cold.cpu * 1e6) / lines).toFixed(1)} ms CPU for 1,000 lines`);
  time(tree, cache, keelback);
  tell("nothing changed", timeBest(tree, cache, keelback));
  const changed =
    files.find((file) => file.endsWith("views.py") || file.endsWith("models.py")) ?? files[0] ?? "";
  appendFileSync(join(tree, changed), "\n\ndef added() -> int:\n    return 1\n");
  wait(settledMs);
  tell("one file changed", time(tree, cache, keelback));
  const alone = timeBest(tree, cache, [...ruff, "--select", charter.join(","), "."]);
  tell("ruff", alone);
  const ratios = [`${(cold.cpu / alone.cpu).toFixed(1)} times ruff's CPU`];
  if (pyright !== undefined) {
    const packages = python === undefined ? [] : ["--pythonpath", resolve(python)];
    const types = time(tree, cache, [process.execPath, resolve(pyright), "--outputjson", ...packages, "."]);
    tell(python === undefined ? "pyright, bare" : "pyright", types);
    const [cpu, wall] = [types.cpu / cold.cpu, types.wall / cold.wall].map((ratio) => ratio.toFixed(1));
    ratios.push(`pyright takes ${cpu} times the CPU, ${wall} times as long`);
  }
  console.log(`  ${ratios.join("; ")}`);
}

for (const word of words) {
  const [folder = word, python] = word.split("=");
  const scratch = mkdtempSync(join(tmpdir(), "keelback-bench-"));
  try {
    measure(resolve(folder), python, scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
