import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEnvironment } from "#prove";
import { openDisk } from "#workspace";

export const root = join(import.meta.dirname, "..", "..");
export const contract = join(root, "examples", "conduit", "openapi.yml");
const launcher = join(root, "bin", "keelback.mjs");

export interface BuildReport {
  readonly holds: boolean | null;
  readonly operations: readonly {
    readonly operation: string;
    readonly derived: boolean;
    readonly evidence: readonly string[];
  }[];
  readonly leftOpen: readonly unknown[];
  readonly gates: readonly {
    readonly gate: string;
    readonly holds: boolean;
    readonly summary: string;
    readonly details: readonly string[];
  }[];
  readonly start: { readonly command: string; readonly address: string };
  readonly changes: {
    readonly written: readonly string[];
    readonly kept: readonly {
      readonly path: string;
      readonly symbol?: string;
      readonly why: string;
      readonly text?: string;
    }[];
    readonly unchanged: number;
  };
  readonly figures: Readonly<Record<string, number>>;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line of the clone as a user does. */
export function keelback(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...words], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const printed = { stdout: "", stderr: "" };
    child.stdout.on("data", (data: Buffer) => {
      printed.stdout += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      printed.stderr += data.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...printed }));
  });
}

export async function build(
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly report: BuildReport; readonly stderr: string }> {
  const { code, stdout, stderr } = await keelback(["build", ...words, "--json"]);
  assert.notEqual(stdout.trim(), "", stderr);
  return { code, report: JSON.parse(stdout) as BuildReport, stderr };
}

/** Every gate holds; the message says which do not, and why. */
export function assertProven(report: BuildReport, operations: number): void {
  const broken = report.gates
    .filter(({ holds }) => !holds)
    .map(({ gate, summary, details }) => [gate, summary, ...details].join("\n  "));
  assert.deepEqual(broken, []);
  assert.ok(report.gates.length >= 11, "every gate has been judged");
  assert.equal(report.holds, true);
  assert.equal(report.operations.filter(({ derived }) => derived).length, operations);
  assert.deepEqual(report.leftOpen, []);
}

/** A folder that is gone when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "keelback-test-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

export interface Serving {
  readonly base: string;
  stop(): Promise<void>;
}

/** `keelback run`, until it answers that it is ready. */
export async function serve(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
  basePath = "/api",
): Promise<Serving> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [launcher, "run", folder, "--port", String(port)], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let printed = "";
  child.stderr?.on("data", (data: Buffer) => {
    printed += data.toString();
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const ready = async (): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok === true;
  const until = Date.now() + 60_000;
  while (!(await ready())) {
    assert.ok(child.exitCode === null && Date.now() < until, `the server did not start:\n${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return {
    base: `http://127.0.0.1:${port}${basePath}`,
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** The official collection: no failed assertion and no script error. */
export function runCollection(base: string, user: string): void {
  const report = join(temporaryFolder(), "collection.json");
  const globals = Object.entries({
    APIURL: base,
    USERNAME: user,
    EMAIL: `${user}@mail.com`,
    PASSWORD: "password",
  });
  const words = [
    "run",
    join(root, "examples", "conduit", "postman.json"),
    "--reporters",
    "json",
    "--reporter-json-export",
    report,
    ...globals.flatMap(([name, value]) => ["--global-var", `${name}=${value}`]),
  ];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules", "newman", "bin", "newman.js"), ...words],
    { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  assert.ok(existsSync(report), `${stdout}\n${stderr}`);
  const { run } = JSON.parse(readFileSync(report, "utf8")) as {
    run: {
      stats: Record<string, { total: number; failed: number }>;
      failures: readonly { error: { message: string } }[];
    };
  };
  assert.deepEqual(
    run.failures.map(({ error }) => error.message),
    [],
  );
  assert.equal(run.stats["requests"]?.total, 32);
  assert.equal(run.stats["assertions"]?.total, 311);
  assert.equal(run.stats["testScripts"]?.failed, 0);
}

/** Runs a command of a built project in an environment of its own requirements, and answers what it prints. */
export async function inProject(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  requirements: "requirements.txt" | "requirements-dev.txt" = "requirements.txt",
): Promise<string> {
  const project = openDisk({ root: folder });
  const made = await ensureEnvironment(project, {
    requirements: readFileSync(join(folder, requirements), "utf8"),
  });
  assert.ok(made.kind === "ready", JSON.stringify(made));
  const { code, stdout, stderr } = await project.run({
    program: made.environment.python,
    arguments: words,
    environment,
  });
  assert.equal(code, 0, `${words.join(" ")}\n${stdout}\n${stderr}`);
  return stdout.trim();
}

/** Runs the hand-written state script; its own report is the message. */
export function runOracleScript(
  oracle: string,
  base: string,
  phase: string,
  state: string,
  more: readonly string[] = [],
): void {
  const words = [oracle, "--url", base, "--phase", phase, "--state", state, ...more];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "test", "oracles", "run.ts"), ...words],
    { encoding: "utf8", maxBuffer: 16 * 1024 * 1024 },
  );
  assert.equal(status, 0, `${stdout}\n${stderr}`);
}

/** A fresh database on the machine's PostgreSQL; where there is none, the test fails and says so. */
export function makePostgresqlDatabase(name: string): { readonly url: string; drop(): void } {
  const sql = (statement: string) =>
    spawnSync("psql", ["-h", "127.0.0.1", "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-c", statement], {
      encoding: "utf8",
    });
  const made = sql(`CREATE DATABASE "${name}"`);
  assert.equal(
    made.status,
    0,
    `this test needs PostgreSQL on 127.0.0.1:5432, user postgres: ${made.stderr ?? made.error?.message}`,
  );
  return {
    url: `postgresql+asyncpg://postgres@127.0.0.1:5432/${name}`,
    drop: () => {
      sql(`DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}
