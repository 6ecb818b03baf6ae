import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { openDisk } from "#workspace";
import { findCacheFolder } from "../../src/workspace/disk-places.ts";
import { makeTree } from "./trees.ts";

test("lists files and folders, without what is to be skipped and without our own traces", () => {
  const root = makeTree({
    "b.txt": "",
    "a/c.txt": "",
    "a/node_modules/x.js": "",
    ".keelback/local/y": "",
    ".keelback/z": "",
  });
  symlinkSync("/", join(root, "a", "everything"));
  const workspace = openDisk({ root });
  assert.deepEqual(workspace.list(".", ["node_modules"]), [".keelback/z", "a/c.txt", "b.txt"]);
  assert.deepEqual(workspace.list("a"), ["c.txt", "node_modules/x.js"]);
  assert.deepEqual(workspace.list("nothing"), []);
  assert.deepEqual(workspace.folders("."), [".keelback", "a"]);
});

test("reads what is there", () => {
  const root = makeTree({ "a.txt": "ä" });
  const workspace = openDisk({ root });
  assert.equal(workspace.readText("a.txt"), "ä");
  assert.equal(workspace.readText(join(root, "a.txt")), "ä");
  assert.equal(workspace.readText("b.txt"), undefined);
  assert.equal(workspace.readText("."), undefined);
  assert.equal(workspace.exists("a.txt"), true);
  assert.equal(workspace.at("sub").root, join(root, "sub"));
});

test("reads below some folders only, whatever links stand in between", () => {
  const outside = makeTree({ "secret.yaml": "s", "in/x.yaml": "x" });
  const root = makeTree({ "a/b.yaml": "b", "c.yaml": "c", "a/folder.yaml/d": "" });
  symlinkSync(join(outside, "secret.yaml"), join(root, "a", "link.yaml"));
  symlinkSync(outside, join(root, "a", "away"));
  symlinkSync(join(root, "c.yaml"), join(root, "a", "c.yaml"));
  symlinkSync(join(root, "nothing"), join(root, "a", "dangling.yaml"));
  const workspace = openDisk({ root });
  const read = (path: string, ...folders: readonly string[]) => {
    const result = workspace.readUntrusted(path, folders);
    return result.ok ? result.text : result.reason;
  };
  assert.equal(read("a/b.yaml", "."), "b");
  assert.equal(read("a/b.yaml", "a"), "b");
  assert.equal(read("c.yaml", "a"), "outside");
  assert.equal(read("a/../c.yaml", "a"), "outside");
  assert.equal(read("a/c.yaml", "a"), "outside");
  assert.equal(read("a/c.yaml", "a", "."), "c");
  assert.equal(read("a/link.yaml", "."), "outside");
  assert.equal(read("a/away/in/x.yaml", "."), "outside");
  assert.equal(read("a/away/nothing.yaml", "."), "outside");
  assert.equal(read(join(outside, "in/x.yaml"), ".", join(outside, "in")), "x");
  assert.equal(read(join(outside, "secret.yaml"), ".", join(outside, "in")), "outside");
  assert.equal(read("a/nothing.yaml", "."), "missing");
  assert.equal(read("a/dangling.yaml", "."), "missing");
  assert.equal(read("a/folder.yaml", "."), "folder");
});

test("of what somebody else wrote, all that is no text in an ordinary file is told apart", () => {
  const root = makeTree({ "a.yaml": "a", "folder/b": "", "mark.yaml": "\ufeffä" });
  const write = (name: string, bytes: Buffer) => writeFileSync(join(root, name), bytes);
  write("utf16le", Buffer.from("\ufeffa: b", "utf16le"));
  write("utf16be", Buffer.from("\ufeffa: b", "utf16le").swap16());
  write("bare", Buffer.from("a: b", "utf16le"));
  write("latin", Buffer.concat([Buffer.from("a: \ufffd\nb: ä"), Buffer.from([0xe4, 0x0a])]));
  write("cut", Buffer.from("a: ä").subarray(0, 4));
  write("empty", Buffer.alloc(0));
  const large = openSync(join(root, "large"), "w");
  ftruncateSync(large, 100_000_000);
  closeSync(large);
  execFileSync("mkfifo", [join(root, "pipe")]);
  symlinkSync("circle", join(root, "circle"));
  const { readUntrusted } = openDisk({ root });
  assert.deepEqual(readUntrusted("a.yaml"), { ok: true, text: "a" });
  assert.deepEqual(readUntrusted("empty"), { ok: true, text: "" });
  assert.deepEqual(readUntrusted("mark.yaml"), { ok: true, text: "\ufeffä" });
  const noText = { ok: false, reason: "not-text" };
  assert.deepEqual(readUntrusted("utf16le"), { ...noText, encoding: "UTF-16", before: "" });
  assert.deepEqual(readUntrusted("utf16be"), { ...noText, encoding: "UTF-16", before: "" });
  assert.deepEqual(readUntrusted("bare"), { ...noText, encoding: "binary", before: "a" });
  assert.deepEqual(readUntrusted("latin"), { ...noText, encoding: "unknown", before: "a: \ufffd\nb: ä" });
  assert.deepEqual(readUntrusted("cut"), { ...noText, encoding: "unknown", before: "a: " });
  assert.deepEqual(readUntrusted("large"), { ok: false, reason: "too-large" });
  assert.deepEqual(readUntrusted("folder"), { ok: false, reason: "folder" });
  for (const special of ["pipe", "/dev/zero"])
    assert.deepEqual(readUntrusted(special), { ok: false, reason: "special" });
  for (const missing of ["nothing", "a.yaml/b", "a\0b", "x".repeat(5_000)])
    assert.deepEqual(readUntrusted(missing), { ok: false, reason: "missing" });
  assert.equal(readUntrusted("circle").ok, false);
});

test("a file that this user may not read", () => {
  const root = makeTree({ "secret.yaml": "s" });
  chmodSync(join(root, "secret.yaml"), 0);
  // Root may read everything, so it becomes somebody else for a moment.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) {
    chmodSync(root, 0o755);
    process.seteuid?.(65_534);
  }
  try {
    assert.deepEqual(openDisk({ root }).readUntrusted("secret.yaml"), { ok: false, reason: "forbidden" });
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("of a pipe or a device there is no text, and nobody waits for it", () => {
  const root = makeTree();
  execFileSync("mkfifo", [join(root, "pipe")]);
  const workspace = openDisk({ root });
  assert.equal(workspace.readText("pipe"), undefined);
  assert.equal(workspace.readText("/dev/zero"), undefined);
  assert.equal(workspace.exists("pipe"), true);
});

test("the cache is where the platform keeps caches, or where the user says", () => {
  assert.equal(findCacheFolder({ HOME: "/h" }, "linux"), "/h/.cache/keelback");
  assert.equal(findCacheFolder({ HOME: "/h", XDG_CACHE_HOME: "/x" }, "linux"), "/x/keelback");
  assert.equal(findCacheFolder({ HOME: "/h", XDG_CACHE_HOME: "relative" }, "linux"), "/h/.cache/keelback");
  assert.equal(findCacheFolder({ HOME: "/h" }, "darwin"), "/h/Library/Caches/keelback");
  assert.equal(findCacheFolder({ HOME: "/h", KEELBACK_CACHE: "/k" }, "darwin"), "/k");
});

test("finds the folder of this program", () => {
  assert.equal(existsSync(join(openDisk({ root: "." }).packageFolder, "package.json")), true);
});

test("temporary folders end with the process, or with the next one where it was killed", () => {
  const cache = makeTree();
  const code = (last: string): string => `
    import { openDisk } from "#workspace";
    const folder = openDisk({ root: ".", environment: { KEELBACK_CACHE: ${JSON.stringify(cache)} } }).temporaryFolder("red");
    console.log(folder); ${last}`;
  const run = (last: string): string =>
    spawnSync(process.execPath, ["--input-type=module-typescript", "-e", code(last)], {
      encoding: "utf8",
    }).stdout.trim();
  const ended = run("");
  assert.match(ended, /temporary\/\d+-red-/);
  assert.equal(existsSync(ended), false);
  const killed = run('process.kill(process.pid, "SIGKILL")');
  assert.equal(existsSync(killed), true);
  run("");
  assert.equal(existsSync(killed), false);
});

test("a free port is free", async () => {
  const port = await openDisk({ root: "." }).freePort();
  const refused = await new Promise((answer) => {
    const socket = connect(port, "127.0.0.1").on("error", () => answer(true));
    socket.on("connect", () => answer(false));
  });
  assert.equal(refused, true);
});

test("clock: durations go forwards and now is RFC 3339", () => {
  const workspace = openDisk({ root: makeTree() });
  const first = workspace.elapsedMs();
  assert.ok(workspace.elapsedMs() >= first);
  assert.match(workspace.now(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("a file's mark changes with it, and one that was changed a moment ago is not settled", () => {
  const root = makeTree({ "a.txt": "one", "old.txt": "one" });
  const workspace = openDisk({ root });
  const before = workspace.stamp("a.txt");
  assert.equal(before?.settled, false);
  writeFileSync(join(root, "a.txt"), "two");
  assert.notEqual(workspace.stamp("a.txt")?.mark, before?.mark);
  chmodSync(join(root, "a.txt"), 0o755);
  assert.equal(workspace.stamp("a.txt")?.executable, true);
  symlinkSync(join(root, "old.txt"), join(root, "link"));
  for (const path of ["link", ".", "nothing"]) assert.equal(workspace.stamp(path), undefined);
  // The time of change is the system's: setting the other one back does not settle a file.
  utimesSync(join(root, "old.txt"), new Date(0), new Date(0));
  assert.equal(workspace.stamp("old.txt")?.settled, false);
});
