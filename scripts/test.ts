// npm test [-- --fast] [--quiet] [--costs] [PART-OF-A-PATH …]: the fast suite, then the whole one; the last line counts them.
// --costs writes down how long each of the whole files took, so that the next run begins with the longest.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { pathToFileURL } from "node:url";
import { openDisk } from "#workspace";
import { ensureEnvironment } from "../src/prove/environment/index.ts";
import { root } from "./steps.ts";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Of so many files each is a process of its own, and told by its own name. */
const mostAlone = 20;
const groups = 4;

const words = process.argv.slice(2);
const fastOnly = words.includes("--fast");
const quiet = words.includes("--quiet"); // Only what fails is told.
const filters = words.filter((word) => !word.startsWith("--"));
const files = (readdirSync(join(root, "test"), { recursive: true }) as string[])
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join("test", name))
  .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
  .sort();
const isWhole = (path: string): boolean => path.endsWith(".whole.test.ts");
const costsFile = join(root, "scripts", "whole-costs.json");
const costs = JSON.parse(readFileSync(costsFile, "utf8")) as Readonly<Record<string, number>>;
/** Those with most to do begin, so that none of them is left alone at the end; first of all, those that nobody has measured. */
const byCost = (paths: readonly string[]): readonly string[] => {
  const cost = (path: string): number => costs[path] ?? Number.MAX_VALUE;
  return paths.toSorted((one, other) => cost(other) - cost(one));
};
const suites = {
  fast: files.filter((path) => !isWhole(path)),
  whole: fastOnly ? [] : byCost(files.filter(isWhole)),
};

const taken = new Map<string, number>();
const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
if (suites.fast.length + suites.whole.length === 0) {
  console.error(`no test file matches ${filters.join(" or ") || "anything"}`);
  counts.failed += 1;
}
// A setting of the shell that calls us must not reach the tests of another one's process.
for (const name of ["NODE_OPTIONS", "NODE_TEST_CONTEXT", "PYTHONDONTWRITEBYTECODE"]) delete process.env[name];
// Each file of tests is a process that loads hundreds of modules: types taken out and compiled once, for all of them.
// Whoever runs the fast suite alone wants an answer soon: properties are tried less often. CI tries all of them.
if (fastOnly && filters.length === 0 && process.env["KEELBACK_FUZZ_SEED"] === undefined)
  process.env["KEELBACK_TESTS"] = "brief";
process.env["NODE_COMPILE_CACHE"] = join(root, "node_modules", ".cache", "compile");
await runSuite("fast", suites.fast.length > mostAlone ? inGroups(suites.fast) : suites.fast, 2, 120_000);
if (suites.whole.length > 0) await prepareWhole();
await runSuite("whole", suites.whole, 2, 1_800_000);
if (words.includes("--costs")) writeCosts();
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`}`,
);
process.exit(counts.failed === 0 ? 0 : 1);

/** What was measured takes the place of what is known; of files that are gone, nothing stays. */
function writeCosts(): void {
  const known = Object.entries(costs).filter(([path]) => existsSync(join(root, path)));
  const all = Object.entries({ ...Object.fromEntries(known), ...Object.fromEntries(taken) }).sort();
  writeFileSync(costsFile, `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`);
}

/** Starting a process takes longer than most fast files do: many of them share one. Each imports its files, and nothing else. */
function inGroups(paths: readonly string[]): readonly string[] {
  const folder = join("node_modules", ".cache", "groups");
  mkdirSync(join(root, folder), { recursive: true });
  return Array.from({ length: groups }, (_, group) => {
    const own = paths.filter((_path, index) => index % groups === group);
    const path = join(folder, `fast-${group + 1}.mjs`);
    const lines = own.map((file) => `import ${JSON.stringify(pathToFileURL(join(root, file)).href)};\n`);
    writeFileSync(join(root, path), lines.join(""));
    return path;
  });
}

/** What many of the whole tests need, made once and told, so that none waits for it in silence. */
async function prepareWhole(): Promise<void> {
  const workspace = openDisk({ root });
  for (const lock of ["fastapi-sqlite-dev", "tools"]) {
    const requirements = workspace.readText(`python/locks/${lock}.txt`) ?? "";
    const result = await ensureEnvironment(workspace, {
      requirements,
      progress: (text) => console.log(`${lock}: ${text}`),
    });
    if (result.kind === "ready") continue;
    for (const { message, mend } of result.findings) console.error(`${message}\n  ${mend}`);
    counts.failed += 1;
  }
}

async function runSuite(
  name: string,
  paths: readonly string[],
  concurrency: number,
  timeout: number,
): Promise<void> {
  if (paths.length === 0) return;
  const began = performance.now();
  const ended = new Set<string>();
  const printed = new Map<string, string>();
  // The last stage of the compiler costs short runs more than it gives; it can be left out only where a process begins.
  const execArgv = ["--max-opt=2"];
  const stream = run({
    files: paths.map((path) => join(root, path)),
    cwd: root,
    concurrency,
    timeout,
    execArgv,
  });
  for await (const { type, data } of stream) {
    if (type === "test:stdout" || type === "test:stderr") {
      printed.set(data.file ?? "", (printed.get(data.file ?? "") ?? "") + data.message);
    } else if (type === "test:fail") {
      tellFailure(data, printed.get(data.name));
      ended.add(data.name); // A file that could not be run goes by its own name.
    } else if (type === "test:summary") {
      if (data.file !== undefined) {
        ended.add(data.file);
        const path = data.file.slice(root.length + 1);
        if (isWhole(path) && data.success) taken.set(path, Math.ceil(data.duration_ms / 1000));
      }
      tellSummary(data);
    }
  }
  for (const path of paths.filter((file) => !ended.has(join(root, file)))) {
    console.log(`failed ${path}  ended before its tests did`);
    counts.failed += 1;
  }
  console.log(`${name} suite: ${paths.length} files, ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

interface Summary {
  readonly file: string | undefined;
  readonly success: boolean;
  readonly duration_ms: number;
  readonly counts: Readonly<Record<"passed" | "failed" | "cancelled" | "skipped" | "todo", number>>;
}

function tellSummary({ file, success, duration_ms: durationMs, counts: own }: Summary): void {
  if (file === undefined) {
    counts.passed += own.passed;
    counts.failed += own.failed + own.cancelled;
    counts.skipped += own.skipped + own.todo;
  } else if (!quiet || !success) {
    const tests = own.passed + own.failed + own.cancelled;
    const path = file.slice(root.length + 1);
    console.log(
      `${success ? "ok    " : "failed"} ${path}  ${tests} tests, ${(durationMs / 1000).toFixed(1)} s`,
    );
  }
}

interface FailedTest {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly details: { readonly error: Error & { readonly failureType?: string } };
}

function tellFailure(
  { name, file, line, details: { error } }: FailedTest,
  printed: string | undefined,
): void {
  if (error.failureType === "subtestsFailed") return;
  const { cause } = error;
  const told = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause ?? error.message);
  const place = `${(file ?? "").slice(root.length + 1)}:${line ?? 0}`;
  console.log(
    `\nfailed: ${name}  ${place}\n${[printed ?? "", told].join("\n").trim().replace(/^/gm, "  ")}\n`,
  );
}
