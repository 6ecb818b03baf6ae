#!/usr/bin/env node
// The way in, in plain JavaScript for any Node from 18 on. In a clone it installs and builds first where something has
// changed; then it runs dist/keelback.mjs, in this process where this Node will do, else in the one the clone brings.

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, "dist", "keelback.mjs");
const ownNode = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const thisNodeWillDo = major > 22 || (major === 22 && minor >= 18);

if (existsSync(join(root, "src"))) prepareClone();
if (thisNodeWillDo) await runHere();
else if (existsSync(ownNode)) runThere();
else fail(`Node 22.18 or newer is needed; this is ${process.versions.node}`);

async function runHere() {
  nodeModule.enableCompileCache?.(compileCache());
  await import(pathToFileURL(program).href);
}

function runThere() {
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache() };
  const child = spawn(ownNode, [program, ...process.argv.slice(2)], { stdio: "inherit", env });
  // A terminal sends its Ctrl-C to both of us; what comes otherwise is passed on.
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on("SIGINT", () => onTerminal || child.kill("SIGINT"));
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`${ownNode} cannot be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function compileCache() {
  const { KEELBACK_CACHE: chosen, XDG_CACHE_HOME: xdg, HOME: home = homedir() } = process.env;
  const platform = process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(chosen || join(xdg || platform, "keelback"), "node");
}

/** Installs and builds where that is not up to date; two at once wait for each other. */
function prepareClone() {
  if (isInstalled() && isBuilt()) return;
  const release = takeTurn(join(root, ".cache", "preparing"));
  try {
    if (!isInstalled())
      step("installing packages", "npm", ["ci", "--include=dev", "--no-audit", "--no-fund"]);
    if (!isBuilt()) step("building", ownNode, [join(root, "scripts", "build.ts")]);
  } finally {
    release();
  }
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

function fail(message, details = "") {
  console.error(details === "" ? `keelback: ${message}` : `${details.trimEnd()}\nkeelback: ${message}`);
  process.exit(2);
}
