import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openDisk } from "#workspace";
import { ensureEnvironment } from "../../../src/prove/environment/index.ts";

const packageFolder = openDisk({ root: "." }).packageFolder;
const realCache = openDisk({ root: "." }).cacheFolder;
const cache = mkdtempSync(join(tmpdir(), "keelback-test-cache-"));
after(() => rmSync(cache, { recursive: true, force: true }));

/** A few small packages of a real lock file. */
function requirements(...names: readonly string[]): string {
  const lock = openDisk({ root: packageFolder }).readText("python/locks/fastapi-sqlite-dev.txt") ?? "";
  return lock
    .split(/^(?=[a-z0-9])/m)
    .filter((part) => names.includes(part.split("==")[0] ?? ""))
    .join("");
}

const unreachable = {
  HTTPS_PROXY: "http://127.0.0.1:9",
  HTTP_PROXY: "http://127.0.0.1:9",
  UV_HTTP_RETRIES: "0",
};

function open(environment: Readonly<Record<string, string>> = {}) {
  // The private uv of the real cache is used where there is one: its installation has its own test.
  const uv = `${realCache}/uv/0.13.9/bin/uv`;
  const known = openDisk({ root: "." }).exists(uv) ? { KEELBACK_UV: uv } : {};
  return openDisk({
    root: ".",
    environment: { ...process.env, KEELBACK_CACHE: cache, ...known, ...environment },
  });
}

test("an environment holds what was asked for, and warm it needs neither network nor uv", async () => {
  const wanted = { requirements: requirements("iniconfig", "pluggy") };
  const first = await ensureEnvironment(open(), wanted);
  assert.ok(first.kind === "ready", JSON.stringify(first));
  const asked = await open().run({
    program: first.environment.python,
    arguments: ["-I", "-c", "import iniconfig, pluggy, sys; print(sys.prefix)"],
  });
  assert.equal(asked.stdout.trim(), first.environment.folder);
  const again = await ensureEnvironment(
    open({
      ...unreachable,
      KEELBACK_UV: "",
      // A Python may be a script of the shell, which needs the system's own tools.
      PATH: "/nowhere:/usr/bin:/bin",
      KEELBACK_PYTHON: first.environment.interpreter.path,
    }),
    wanted,
  );
  assert.ok(again.kind === "ready" && again.fromCache, JSON.stringify(again));
});

test("without a network it says that the packages cannot be fetched", async () => {
  const environment = { ...unreachable, UV_CACHE_DIR: join(cache, "empty") };
  const result = await ensureEnvironment(open(environment), {
    requirements: requirements("iniconfig", "packaging"),
  });
  assert.ok(result.kind === "refused");
  assert.equal(result.findings[0]?.rule, "environment/packages-unreachable");
});

test("two processes that want the same environment at once share it", async () => {
  const code = `
    import { openDisk } from "#workspace";
    import { ensureEnvironment } from "./src/prove/environment/index.ts";
    const result = await ensureEnvironment(openDisk({ root: "." }), { requirements: process.env.WANTED });
    console.log(JSON.stringify(result));`;
  const run = (): Promise<{ kind: string; fromCache?: boolean }> =>
    new Promise((answer) => {
      const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code], {
        cwd: packageFolder,
        env: {
          ...open().environment,
          WANTED: requirements("h11", "sniffio", "idna", "anyio", "typing-extensions"),
        },
        stdio: ["ignore", "pipe", "inherit"],
      });
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      child.on("close", () => answer(JSON.parse(text)));
    });
  const results = await Promise.all([run(), run()]);
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ["ready", "ready"],
  );
  assert.equal(results.filter(({ fromCache }) => fromCache === true).length, 1);
});
