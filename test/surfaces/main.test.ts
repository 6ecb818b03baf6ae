import { match, ok, strictEqual } from "node:assert";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { conduitText } from "../report/conduit.ts";

const main = join(import.meta.dirname, "../../bin/keelback.mjs");
const folder = mkdtempSync(join(tmpdir(), "keelback-main-"));
writeFileSync(join(folder, "openapi.yml"), conduitText);
after(() => rmSync(folder, { recursive: true }));

function start(words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [main, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
}

async function run(words: readonly string[]) {
  const child = start(words);
  ok(child.stdout && child.stderr);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, out, err };
}

describe("the process", { concurrency: true }, () => {
  before(() => run(["--version"])); // Whatever has to be built is told where it is, and there alone.

  test("knows its version", async () => {
    const { code, out } = await run(["--version"]);
    strictEqual(code, 0);
    strictEqual(out, `${manifest.version}\n`);
  });

  test("plans on the real disk, and all of it arrives", async () => {
    const { code, out, err } = await run(["plan", "openapi.yml", "--json", "--write"]);
    strictEqual(err, "");
    strictEqual(code, 0);
    strictEqual((JSON.parse(out) as { derived: number }).derived, 19);
  });

  test("hands its exit code on", async () => {
    const { code, err } = await run(["nosuchverb"]);
    strictEqual(code, 2);
    match(err, /^keelback: there is no verb "nosuchverb"/);
  });

  test("is content when nobody reads on", async () => {
    const child = start(["plan", "openapi.yml", "--json"]);
    ok(child.stdout && child.stderr);
    child.stdout.destroy();
    const [err] = await Promise.all([text(child.stderr), once(child, "close")]);
    strictEqual(err, "");
    strictEqual(child.exitCode, 0);
  });
});
