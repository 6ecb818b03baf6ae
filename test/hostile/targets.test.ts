import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { openDisk } from "#workspace";
import { makeTree } from "../workspace/trees.ts";
import { callKeelback, checkAnswer } from "./call.ts";

const contract =
  "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/things: {get: {responses: {'200': {description: ok}}}}}\n";

function treeWith(make: (root: string) => void): string {
  const root = makeTree({ "api.yaml": contract });
  make(root);
  return root;
}

async function build(root: string) {
  const answer = await callKeelback(["build", "api.yaml", "target", "--no-prove"], openDisk({ root }));
  checkAnswer(answer);
  return answer;
}

describe("a target that is not what it seems", () => {
  test("is a file: refused, and left as it is", async () => {
    const root = treeWith((at) => writeFileSync(join(at, "target"), "mine"));
    const { code, out } = await build(root);
    strictEqual(code, 2, out);
    ok(lstatSync(join(root, "target")).isFile());
  });

  test("is a link into another folder: nothing that is there is touched", async () => {
    const outside = makeTree({ "app/main.py": "print(1)\n" });
    const root = treeWith((at) => symlinkSync(outside, join(at, "target")));
    const { code, out } = await build(root);
    strictEqual(code, 2, out);
    deepStrictEqual(readdirSync(outside), ["app"]);
  });

  test("holds a link that leads out: refused, and nothing is written on either side", async () => {
    const outside = makeTree();
    const root = treeWith((at) => {
      mkdirSync(join(at, "target"));
      symlinkSync(outside, join(at, "target", "app"));
    });
    const { code, out } = await build(root);
    strictEqual(code, 2, out);
    deepStrictEqual(readdirSync(outside), []);
    deepStrictEqual(readdirSync(join(root, "target")), ["app"]);
  });

  test("has a pipe, a folder and a dangling link where files belong: each is kept, and named", async () => {
    const root = treeWith((at) => {
      mkdirSync(join(at, "target", "Dockerfile"), { recursive: true });
      execFileSync("mkfifo", [join(at, "target", "README.md")]);
    });
    const { code, out } = await build(root);
    strictEqual(code, 3, out);
    match(out, /README\.md/);
    match(out, /Dockerfile/);
    ok(lstatSync(join(root, "target", "README.md")).isFIFO());
    ok(lstatSync(join(root, "target", "Dockerfile")).isDirectory());
    ok(existsSync(join(root, "target", "app", "main.py")));
  });

  test("has settings that are a pipe, a folder or no text: a finding", async () => {
    const ways: readonly ((path: string) => void)[] = [
      (path) => execFileSync("mkfifo", [path]),
      (path) => mkdirSync(path),
      (path) => writeFileSync(path, Buffer.from("\ufeffstack: fastapi", "utf16le")),
      (path) => writeFileSync(path, Buffer.from([0xff, 0x00, 0x41])),
      (path) => symlinkSync("/dev/zero", path),
    ];
    for (const make of ways) {
      const root = treeWith((at) => {
        mkdirSync(join(at, "target"));
        make(join(at, "target", "keelback.yaml"));
      });
      const answer = await callKeelback(["plan", "api.yaml", "target", "--json"], openDisk({ root }));
      checkAnswer(answer);
      strictEqual(answer.code, 2, answer.out);
      match(answer.out, /keelback\.yaml/);
    }
  });
});
