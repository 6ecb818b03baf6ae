import { ok } from "node:assert";
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { openDisk } from "#workspace";
import { makeTree } from "../workspace/trees.ts";
import { checkRefusal } from "./call.ts";

const small = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";

interface Case {
  readonly rule: string;
  readonly at?: RegExp;
  readonly message?: RegExp;
  readonly mend?: RegExp;
  readonly file?: string;
  readonly make: (root: string) => void;
}

function write(root: string, content: string | Buffer): void {
  writeFileSync(join(root, "api.yaml"), content);
}

const start = /^api\.yaml:1:1$/;
const unreadable = { rule: "unreadable-file", at: start };

/** Files that are no contract, for one reason or another, as a user would name them. */
const cases: Readonly<Record<string, Case>> = {
  "no file": {
    rule: "not-found",
    mend: /did you mean api\.yml\?/,
    make: (root) => writeFileSync(join(root, "api.yml"), small),
  },
  "a folder": { ...unreadable, message: /is a folder/, make: (root) => makeFolder(join(root, "api.yaml")) },
  "a pipe": {
    ...unreadable,
    message: /a device, a pipe/,
    make: (root) => execFileSync("mkfifo", [join(root, "api.yaml")]),
  },
  "a device": {
    rule: "unreadable-file",
    at: /^\/dev\/zero:1:1$/,
    file: "/dev/zero",
    make: () => undefined,
  },
  "a link to a device": {
    ...unreadable,
    message: /a device, a pipe/,
    make: (root) => symlinkSync("/dev/zero", join(root, "api.yaml")),
  },
  "a link to itself": { ...unreadable, make: (root) => symlinkSync("api.yaml", join(root, "api.yaml")) },
  "a link to nothing": {
    rule: "not-found",
    make: (root) => symlinkSync("gone.yaml", join(root, "api.yaml")),
  },
  "more than can be read": {
    ...unreadable,
    message: /64 MB/,
    make: (root) => {
      const file = openSync(join(root, "api.yaml"), "w");
      ftruncateSync(file, 100_000_000);
      closeSync(file);
    },
  },
  "more characters than are read": {
    rule: "too-large",
    at: start,
    make: (root) => write(root, `# ${"x".repeat(17_000_000)}\n${small}`),
  },
  "UTF-16, little end first": {
    ...unreadable,
    message: /UTF-16/,
    mend: /UTF-8/,
    make: (root) => write(root, Buffer.from(`\ufeff${small}`, "utf16le")),
  },
  "UTF-16, big end first": {
    ...unreadable,
    message: /UTF-16/,
    make: (root) => write(root, Buffer.from(`\ufeff${small}`, "utf16le").swap16()),
  },
  "UTF-16 that does not say so": {
    rule: "unreadable-file",
    at: /^api\.yaml:1:2$/,
    message: /zero byte/,
    make: (root) => write(root, Buffer.from(small, "utf16le")),
  },
  "Latin 1": {
    rule: "unreadable-file",
    at: /^api\.yaml:2:17$/,
    message: /not UTF-8 from here/,
    make: (root) => write(root, Buffer.from("openapi: 3.1.0\ninfo: {title: Gr\u00fc\u00dfe}\n", "latin1")),
  },
  "a program": {
    rule: "unreadable-file",
    make: (root) => write(root, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0])),
  },
  "a picture": {
    rule: "unreadable-file",
    make: (root) => write(root, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff])),
  },
  nothing: { rule: "not-a-contract", at: start, make: (root) => write(root, "") },
  "a mark and nothing": { rule: "not-a-contract", at: start, make: (root) => write(root, "\ufeff") },
  "white space": { rule: "not-a-contract", make: (root) => write(root, "\n \n\t\n") },
  prose: { rule: "not-a-contract", at: start, make: (root) => write(root, "Dear reader,\n\nhello.\n") },
  HTML: { rule: "not-a-contract", make: (root) => write(root, "<!doctype html>\n<p>Not found</p>\n") },
  "JSON of something else": {
    rule: "not-a-contract",
    at: start,
    make: (root) => write(root, '{"name": "x", "version": "1"}'),
  },
  "a list": { rule: "not-a-contract", make: (root) => write(root, "- openapi: 3.1.0\n") },
  "half a document": {
    rule: "unreadable",
    at: /^api\.yaml:1:/,
    make: (root) => write(root, '{"openapi": "3.1.0", '),
  },
  "OpenAPI of tomorrow": {
    rule: "unsupported-version",
    at: start,
    mend: /3\.2\.0/,
    make: (root) => write(root, "openapi: 4.0.0\ninfo: {title: T, version: '1'}\npaths: {}\n"),
  },
  "Swagger of yesterday": {
    rule: "unsupported-version",
    at: start,
    make: (root) => write(root, "swagger: '1.2'\ninfo: {title: T, version: '1'}\npaths: {}\n"),
  },
  "a number for a version": {
    rule: "unsupported-version",
    make: (root) => write(root, "openapi: 3\ninfo: {title: T, version: '1'}\npaths: {}\n"),
  },
  AsyncAPI: {
    rule: "nothing-to-build",
    at: start,
    message: /AsyncAPI 3\.0, with .* and no operation/,
    make: (root) => write(root, "asyncapi: 3.0.0\ninfo: {title: T, version: '1'}\n"),
  },
  "AsyncAPI of yesterday": {
    rule: "unsupported-version",
    at: start,
    make: (root) => write(root, "asyncapi: '1.2.0'\ninfo: {title: T, version: '1'}\n"),
  },
};

function makeFolder(path: string): void {
  execFileSync("mkdir", [path]);
}

describe("a file that is no contract: a finding, a place and a mend, and nothing is written", () => {
  for (const [name, { make, file = "api.yaml", ...expected }] of Object.entries(cases))
    test(name, async () => {
      const root = makeTree();
      make(root);
      await checkRefusal(file, () => openDisk({ root }), expected);
      ok(!existsSync(join(root, "target")));
    });

  test("one that this user may not read", async () => {
    const root = makeTree({ "api.yaml": small });
    chmodSync(join(root, "api.yaml"), 0);
    // Root may read everything, so it becomes somebody else for a moment.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) {
      chmodSync(root, 0o755);
      process.seteuid?.(65_534);
    }
    try {
      const forbidden = { ...unreadable, message: /may not be read by you/, mend: /chmod/ };
      await checkRefusal("api.yaml", () => openDisk({ root }), forbidden);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });

  test("an address is not fetched", async () => {
    for (const file of ["https://example.com/openapi.yaml", "file:///etc/passwd", "ftp://x/y.yaml"])
      await checkRefusal(file, () => openDisk({ root: makeTree() }), {
        rule: "not-found",
        message: /nothing is fetched/,
      });
  });
});

describe("what a reference leads to", () => {
  const contract = (reference: string): string =>
    `${small.replace("paths: {}\n", "")}paths: {/a: {$ref: ${reference}}}\n`;
  const outside = makeTree({ "secret.yaml": "get: {}" });
  const beside: Readonly<Record<string, readonly [rule: string, make: (root: string) => void]>> = {
    "a folder": ["unreadable-file", (root) => makeFolder(join(root, "x.yaml"))],
    "a pipe": ["unreadable-file", (root) => execFileSync("mkfifo", [join(root, "x.yaml")])],
    "UTF-16": [
      "unreadable-file",
      (root) => writeFileSync(join(root, "x.yaml"), Buffer.from("\ufeffget: {}", "utf16le")),
    ],
    "a link out of the folder": [
      "refused-reference",
      (root) => symlinkSync(join(outside, "secret.yaml"), join(root, "x.yaml")),
    ],
    "a link to a device": ["refused-reference", (root) => symlinkSync("/dev/zero", join(root, "x.yaml"))],
    "a link to itself": ["missing-file", (root) => symlinkSync("x.yaml", join(root, "x.yaml"))],
    nothing: ["missing-file", () => undefined],
    "the contract itself": ["wrong-reference", (root) => symlinkSync("api.yaml", join(root, "x.yaml"))],
  };
  for (const [name, [rule, make]] of Object.entries(beside))
    test(name, async () => {
      const root = makeTree({ "api.yaml": contract("x.yaml") });
      make(root);
      await checkRefusal("api.yaml", () => openDisk({ root }), { rule, at: /^api\.yaml:3:/ });
    });
});
