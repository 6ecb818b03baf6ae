// npm test [-- --fast] [-- PART-OF-A-PATH …]: the fast suite, then the whole one; the last line counts them.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";
import { openDisk } from "#workspace";
import { ensureEnvironment } from "../src/prove/environment/index.ts";
import { root } from "./steps.ts";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const words = process.argv.slice(2);
const fastOnly = words.includes("--fast");
const filters = words.filter((word) => !word.startsWith("--"));
const files = (readdirSync(join(root, "test"), { recursive: true }) as string[])
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => join("test", name))
  .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
  .sort();
const isWhole = (path: string): boolean => path.endsWith(".whole.test.ts");
const suites = { fast: files.filter((path) => !isWhole(path)), whole: fastOnly ? [] : files.filter(isWhole) };

const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
if (suites.fast.length + suites.whole.length === 0) {
  console.error(`no test file matches ${filters.join(" or ") || "anything"}`);
  counts.failed += 1;
}
// A setting of the shell that calls us must not reach the tests of another one's process.
for (const name of ["NODE_OPTIONS", "NODE_TEST_CONTEXT", "PYTHONDONTWRITEBYTECODE"]) delete process.env[name];
await runSuite("fast", suites.fast, 2, 120_000);
if (suites.whole.length > 0) await prepareWhole();
await runSuite("whole", suites.whole, 2, 1_800_000);
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped === 0 ? "" : `, ${counts.skipped} skipped`}`,
);
process.exit(counts.failed === 0 ? 0 : 1);

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
  const stream = run({ files: paths.map((path) => join(root, path)), cwd: root, concurrency, timeout });
  for await (const event of stream) {
    if (event.type === "test:fail") tellFailure(event.data);
    if (event.type === "test:stderr" || event.type === "test:stdout") tellOutput(event.data.message);
    if (event.type !== "test:summary" || event.data.file === undefined) continue;
    const { passed, failed, cancelled, skipped, todo } = event.data.counts;
    counts.passed += passed;
    counts.failed += failed + cancelled;
    counts.skipped += skipped + todo;
    const path = event.data.file.slice(root.length + 1);
    const seconds = (event.data.duration_ms / 1000).toFixed(1);
    console.log(
      `${event.data.success ? "ok    " : "failed"} ${path}  ${passed + failed + cancelled} tests, ${seconds} s`,
    );
  }
  console.log(`${name} suite: ${paths.length} files, ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

interface FailedTest {
  readonly name: string;
  readonly file?: string;
  readonly line?: number;
  readonly details: { readonly error: Error & { readonly failureType?: string } };
}

function tellFailure({ name, file, line, details: { error } }: FailedTest): void {
  if (error.failureType === "subtestsFailed") return;
  const cause =
    error.cause instanceof Error
      ? (error.cause.stack ?? error.cause.message)
      : String(error.cause ?? error.message);
  console.log(
    `\nfailed: ${name}  ${(file ?? "").slice(root.length + 1)}:${line ?? 0}\n${cause.replace(/^/gm, "  ")}\n`,
  );
}

function tellOutput(message: string): void {
  if (process.env["KEELBACK_TEST_OUTPUT"] !== undefined) process.stdout.write(message);
}
