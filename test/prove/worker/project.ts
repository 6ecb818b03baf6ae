import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { openDisk } from "#workspace";
import { ensureEnvironment, type PythonEnvironment } from "../../../src/prove/environment/index.ts";
import {
  type PytestRun,
  startWorker,
  type Worker,
  type WorkerOptions,
} from "../../../src/prove/worker/index.ts";

export const workspace = openDisk({ root: "." });

/** The environment of the generated projects' tests, made at the first use on a machine. */
export async function testEnvironment(lock = "fastapi-sqlite-dev"): Promise<PythonEnvironment> {
  const requirements = workspace.readText(join(workspace.packageFolder, `python/locks/${lock}.txt`)) ?? "";
  const result = await ensureEnvironment(workspace, { requirements });
  if (result.kind === "refused")
    throw new Error(result.findings.map(({ message, mend }) => `${message}: ${mend}`).join());
  return result.environment;
}

/** A worker that ends with the test file. */
export async function openWorker(
  options: Partial<WorkerOptions> = {},
  environment = workspace.environment,
): Promise<Worker> {
  const preload = options.preload ?? [
    "pytest",
    "pytest_asyncio",
    "coverage",
    "pytest_cov",
    "pytest_randomly",
  ];
  const own = openDisk({ root: ".", environment });
  const worker = startWorker(own, await testEnvironment(), { ...options, preload });
  after(() => worker.stop());
  return worker;
}

/** A project with these files, gone after the test file. */
export function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "keelback-project-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  writeProject(folder, files);
  return folder;
}

export function writeProject(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function listProject(folder: string): readonly string[] {
  return (readdirSync(folder, { recursive: true }) as string[]).sort();
}

export const plain = ["-p", "no:randomly", "-q"];

/** One line a test, in the order of running. */
export function tell(run: PytestRun): string {
  const failures = [
    ...run.collectionErrors.map((error) => ({ ...error, outcome: "collection", phase: undefined })),
    ...run.tests,
  ];
  return failures
    .map((test) => {
      const place = test.file === undefined ? "" : ` ${test.file}:${test.line}`;
      const own = test.testLine === undefined ? "" : ` (test ${test.testLine})`;
      const kind =
        test.exception === undefined ? "" : ` ${test.assertion ? "assertion " : ""}${test.exception}`;
      const phase = test.phase === undefined ? "" : ` in ${test.phase}`;
      const message = test.message === undefined ? "" : `: ${test.message.split("\n")[0]}`;
      return `${test.nodeid} ${test.outcome}${phase}${kind}${place}${own}${message}`;
    })
    .join("\n");
}
