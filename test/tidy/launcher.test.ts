import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, test } from "node:test";
import { root } from "./sources.ts";

const main = `
const [first] = process.argv.slice(2);
if (first === "wait") { process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1000); console.log("waiting"); }
else if (first === "die") process.kill(process.pid, "SIGKILL");
else { console.log(process.argv.slice(2).join(" ")); process.exitCode = Number(first); }
`;

/** A clone with everything that the launcher looks at, and an npm and a build that only say that they ran. */
function makeClone(): string {
  const clone = mkdtempSync(join(tmpdir(), "keelback-clone-"));
  after(() => rmSync(clone, { recursive: true, force: true }));
  for (const folder of ["src/base", "scripts", "tools"]) mkdirSync(join(clone, folder), { recursive: true });
  cpSync(join(root, "bin"), join(clone, "bin"), { recursive: true });
  writeFileSync(join(clone, "package.json"), '{ "type": "module" }');
  writeFileSync(join(clone, "package-lock.json"), lockOf("1.0.0"));
  writeFileSync(join(clone, "src/base/a.ts"), "");
  const build = `import { mkdirSync, writeFileSync } from "node:fs";
    mkdirSync("dist", { recursive: true });
    writeFileSync("dist/keelback.mjs", ${JSON.stringify(main)});
    writeFileSync("dist/stamp", "");`;
  writeFileSync(join(clone, "scripts/build.ts"), build);
  const npm = `#!/bin/sh\nmkdir -p node_modules/.bin\nln -sf '${process.execPath}' node_modules/.bin/node\ncp package-lock.json node_modules/.package-lock.json\n`;
  writeFileSync(join(clone, "tools/npm"), npm);
  chmodSync(join(clone, "tools/npm"), 0o755);
  return clone;
}

function lockOf(version: string): string {
  return JSON.stringify({
    packages: { "": {}, "node_modules/x": { version }, "node_modules/y": { version, optional: true } },
  });
}

const variables = (clone: string) => ({
  ...process.env,
  PATH: `${join(clone, "tools")}${delimiter}${process.env["PATH"]}`,
});

function start(clone: string, ...words: readonly string[]) {
  const launcher = join(clone, "bin/keelback.mjs");
  const result = spawnSync(process.execPath, [launcher, ...words], {
    encoding: "utf8",
    env: variables(clone),
    cwd: tmpdir(),
  });
  const steps = result.stderr.split("\n").filter((line) => line !== "");
  return { code: result.status, signal: result.signal, said: result.stdout.trim(), steps };
}

const installing = "keelback: installing packages …";
const building = "keelback: building …";

/** Two seconds back, so that what is written next is later on any file system. */
function age(clone: string, ...paths: readonly string[]): void {
  for (const path of paths) utimesSync(join(clone, path), Date.now() / 1000 - 2, Date.now() / 1000 - 2);
}

test("installs and builds once, and again only where something has changed", () => {
  const clone = makeClone();
  const everything = [
    "src",
    "src/base",
    "src/base/a.ts",
    "package.json",
    "package-lock.json",
    "scripts/build.ts",
  ];
  age(clone, ...everything);
  assert.deepEqual(start(clone, "3", "a b"), {
    code: 3,
    signal: null,
    said: "3 a b",
    steps: [installing, building],
  });
  assert.deepEqual(start(clone, "0").steps, []);
  writeFileSync(join(clone, "src/base/a.ts"), "// changed");
  assert.deepEqual(start(clone, "0").steps, [building]);
  age(clone, ...everything);
  rmSync(join(clone, "src/base/a.ts")); // What is taken away is a change too.
  assert.deepEqual(start(clone, "0").steps, [building]);
  writeFileSync(join(clone, "package-lock.json"), lockOf("2.0.0"));
  assert.deepEqual(start(clone, "0").steps, [installing, building]);
});

test("a lock file that is newer and says the same installs nothing", () => {
  const clone = makeClone();
  start(clone, "0");
  age(clone, "node_modules/.package-lock.json");
  assert.equal(start(clone, "0").steps.includes(installing), false);
});

test("what fails is shown, with exit code 2", () => {
  const clone = makeClone();
  writeFileSync(join(clone, "tools/npm"), "#!/bin/sh\necho no network >&2\nexit 7\n");
  const failed = start(clone, "0");
  assert.equal(failed.code, 2);
  assert.deepEqual(failed.steps, [
    installing,
    "no network",
    "keelback: installing packages failed: npm ci --include=dev --no-audit --no-fund ended with 7",
  ]);
});

test("a published package runs what it brings", () => {
  const clone = makeClone();
  start(clone, "0");
  for (const path of ["src", "scripts", "node_modules", "tools"])
    rmSync(join(clone, path), { recursive: true });
  assert.deepEqual(start(clone, "0", "x"), { code: 0, signal: null, said: "0 x", steps: [] });
});

test("an older Node hands over to the one of the clone; code, signal and stop pass through", async () => {
  const clone = makeClone();
  const launcher = join(clone, "bin/keelback.mjs");
  const older = readFileSync(launcher, "utf8")
    .replace("major > 22", "major > 999")
    .replace("major === 22", "major === 999");
  writeFileSync(launcher, older);
  assert.equal(start(clone, "5").code, 5);
  assert.equal(start(clone, "die").signal, "SIGKILL");
  const waiting = spawn(process.execPath, [launcher, "wait"], {
    env: variables(clone),
    stdio: ["ignore", "pipe", "ignore"],
  });
  waiting.stdout.once("data", () => waiting.kill("SIGTERM"));
  assert.equal(await new Promise((answer) => waiting.on("exit", answer)), 9);
  rmSync(join(clone, "src"), { recursive: true });
  rmSync(join(clone, "node_modules"), { recursive: true });
  const alone = start(clone, "0");
  assert.equal(alone.code, 2);
  assert.match(alone.steps.join(), /^keelback: Node 22\.18 or newer is needed; this is \d/);
});

test("two at once prepare one after the other", async () => {
  const clone = makeClone();
  const run = (): Promise<number | null> =>
    new Promise((answer) =>
      spawn(process.execPath, [join(clone, "bin/keelback.mjs"), "0"], {
        env: variables(clone),
        stdio: "ignore",
      }).on("exit", answer),
    );
  assert.deepEqual(await Promise.all([run(), run()]), [0, 0]);
  mkdirSync(join(clone, ".cache/preparing"), { recursive: true });
  writeFileSync(join(clone, ".cache/preparing/pid"), "999999999");
  rmSync(join(clone, "dist"), { recursive: true });
  assert.deepEqual(start(clone, "0").steps, [building]);
});

test("a script of a clone in which nothing is installed yet installs first, and its end is passed on", () => {
  const clone = makeClone();
  cpSync(join(root, "scripts/run.mjs"), join(clone, "scripts/run.mjs"));
  writeFileSync(
    join(clone, "scripts/tell.ts"),
    "console.log(process.argv.slice(2).join(' ')); process.exitCode = 3;",
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(clone, "scripts/run.mjs"), "tell.ts", "--fast", "a"],
    { encoding: "utf8", env: variables(clone) },
  );
  assert.equal(status, 3, stderr);
  assert.equal(stdout, "--fast a\n");
  assert.match(stderr, /installing packages/);
});
