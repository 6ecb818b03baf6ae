// What a clone needs before anything of it can run, in plain JavaScript for any Node from 18 on: packages as its lock file
// has them, and the bundle built from its sources. The published package has both, and nothing here is called there.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const program = join(root, "dist", "keelback.mjs");
/** The Node that the clone brings. */
export const ownNode = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");

/** Installs and builds where that is not up to date; two at once wait for each other. */
export function prepareClone() {
  if (isInstalled() && isBuilt()) return;
  inTurn(() => {
    install();
    if (!isBuilt()) step("building", ownNode, [join(root, "scripts", "build.ts")]);
  });
}

/** Installs alone, for scripts that run the sources as they are. */
export function installPackages() {
  if (!isInstalled()) inTurn(install);
}

function inTurn(work) {
  const release = takeTurn(join(root, ".cache", "preparing"));
  try {
    work();
  } finally {
    release();
  }
}

function install() {
  if (!isInstalled()) step("installing packages", "npm", ["ci", "--include=dev", "--no-audit", "--no-fund"]);
}

/** npm notes last of all what it has installed. Where the note is older, what it says decides, not its time. */
function isInstalled() {
  const [note, lock] = [join(root, "node_modules", ".package-lock.json"), join(root, "package-lock.json")];
  if (!existsSync(note)) return false;
  if (statSync(note).mtimeMs >= statSync(lock).mtimeMs) return true;
  const [installed, wanted] = [note, lock].map((file) => JSON.parse(readFileSync(file, "utf8")).packages);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === "" || (path in installed ? installed[path].version === version : optional),
  );
}

function isBuilt() {
  const stamp = join(root, "dist", "stamp");
  if (!existsSync(program) || !existsSync(stamp)) return false;
  const sources = ["src", "package.json", "package-lock.json", "scripts/build.ts"];
  return sources.every((source) => newest(join(root, source)) < statSync(stamp).mtimeMs);
}

/** The latest change of a file, or of a folder and all in it: a folder changes when something is taken away. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function step(what, command, parameters) {
  console.error(`keelback: ${what} …`);
  const { status, error, stdout, stderr } = spawnSync(command, parameters, { cwd: root, encoding: "utf8" });
  if (status === 0) return;
  fail(
    `${what} failed: ${error?.message ?? `${command} ${parameters.join(" ")} ended with ${status}`}`,
    stdout + stderr,
  );
}

function takeTurn(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  for (let told = false; ; told = true) {
    try {
      mkdirSync(folder);
      writeFileSync(join(folder, "pid"), String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch {
      if (isAbandoned(folder)) rmSync(folder, { recursive: true, force: true });
      else if (!told) console.error("keelback: waiting for another process that installs or builds …");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function isAbandoned(folder) {
  const file = join(folder, "pid");
  if (!existsSync(file)) return existsSync(folder) && Date.now() - statSync(folder).mtimeMs > 10_000;
  try {
    return !process.kill(Number(readFileSync(file, "utf8")), 0);
  } catch (error) {
    return error.code === "ESRCH";
  }
}

export function fail(message, details = "") {
  console.error(details === "" ? `keelback: ${message}` : `${details.trimEnd()}\nkeelback: ${message}`);
  process.exit(2);
}
