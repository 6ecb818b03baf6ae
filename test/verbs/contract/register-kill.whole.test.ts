import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readContract } from "#contract";
import { makeTree } from "../../workspace/trees.ts";

const main = join(import.meta.dirname, "../../../src/surfaces/cli/main.ts");

const files = {
  "docs/shop.yaml": `openapi: 3.1.0
info: { title: Shop, version: 1.2.0 } # ours
paths:
  /orders: { get: { responses: { "200": { description: all } } } }
`,
  "docs/carts.md":
    "# Carts\n\n**Version:** 1\n\n<!-- ours -->\n\n## Endpoints\n\n### GET /carts\n\n**Response 204**\n",
};

function keelback(root: string, words: readonly string[], killAfterMs?: number): Promise<number | null> {
  return new Promise((answer) => {
    const child = spawn(process.execPath, [main, "contract", ...words], { cwd: root, stdio: "ignore" });
    if (killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.on("close", answer);
  });
}

const register = (root: string, file: string, path: string, killAfterMs?: number) =>
  keelback(
    root,
    ["register", "operation", `POST ${path}`, "--answer", "204", "--document", file],
    killAfterMs,
  );

/** The operations of a document in which nothing is wrong. */
function operationsOf(root: string, file: string): readonly string[] {
  const { value, findings } = readContract(file, readFileSync(join(root, file), "utf8"));
  deepStrictEqual(
    findings.filter(({ severity }) => severity === "error"),
    [],
  );
  return (value?.operations ?? []).map(({ method, path }) => `${method} ${path}`);
}

test("several that register at once lose nothing, whichever form the document has", async () => {
  for (const [file, first] of [
    ["docs/shop.yaml", "get /orders"],
    ["docs/carts.md", "get /carts"],
  ] as const) {
    const root = makeTree(files);
    const paths = ["/ant", "/bee", "/cat", "/dog"];
    deepStrictEqual(
      await Promise.all(paths.map((path) => register(root, file, path))),
      paths.map(() => 0),
    );
    deepStrictEqual(
      operationsOf(root, file).toSorted(),
      [first, ...paths.map((path) => `post ${path}`)].toSorted(),
    );
    ok(readFileSync(join(root, file), "utf8").includes("ours"));
  }
});

test("killed at any moment, a document is as it was or has all of it, and the next one goes on from there", async () => {
  const from = performance.now();
  const whole = makeTree(files);
  strictEqual(await register(whole, "docs/shop.yaml", "/ant"), 0);
  const durationMs = performance.now() - from;
  const after = readFileSync(join(whole, "docs/shop.yaml"), "utf8");
  const outcomes = new Set<string>();
  for (let part = 0; part <= 8; part += 1) {
    const root = makeTree(files);
    // The end of the run is where it writes.
    await register(root, "docs/shop.yaml", "/ant", durationMs * (0.3 + 0.75 * (part / 8)));
    const text = readFileSync(join(root, "docs/shop.yaml"), "utf8");
    ok(text === files["docs/shop.yaml"] || text === after, text);
    outcomes.add(text);
    strictEqual(await register(root, "docs/shop.yaml", "/bee"), 0);
    const left = operationsOf(root, "docs/shop.yaml");
    ok(left.includes("post /bee") && left.length === (text === after ? 3 : 2), left.join());
    deepStrictEqual(readdirSync(join(root, "docs")).toSorted(), ["carts.md", "shop.yaml"]);
  }
  ok(outcomes.has(files["docs/shop.yaml"]));
});

test("one registers and another accepts at once: both are done, and what was accepted is what was there", async () => {
  const root = makeTree(files);
  const [registered, accepted] = await Promise.all([
    register(root, "docs/shop.yaml", "/ant"),
    keelback(root, ["accept", "--why", "test", "--by", "Ada"]),
  ]);
  deepStrictEqual([registered, accepted], [0, 0]);
  ok(operationsOf(root, "docs/shop.yaml").includes("post /ant"));
  strictEqual(await keelback(root, ["history", "--verify"]), 0);
  ok(existsSync(join(root, ".keelback")));
});
