#!/usr/bin/env node
// Starts the command line. From a published package it is there already. In a clone, what is missing is made first:
// packages when the lock file is newer than they are, the bundle when a source file is newer than it is.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import * as nodeModule from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const bundle = join(root, "dist", "keelback.mjs");
const ownNode = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const oldestNode = [22, 18];
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

if (existsSync(join(root, "src"))) prepareClone();
await start();

function prepareClone() {
  const packages = changedAt(join(root, "node_modules", ".package-lock.json"));
  if (packages < changedAt(join(root, "package-lock.json"))) {
    step("installing packages (once)", npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  }
  if (changedAt(bundle) < newestSource(join(root, "src"))) {
    step("building (once)", suitableNode(), [join(root, "scripts", "build.ts")]);
  }
}

function changedAt(path) {
  try {
    return statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function newestSource(folder) {
  let newest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestSource(path) : statSync(path).mtimeMs);
  }
  return newest;
}

/** This Node where it is new enough, else the one among our packages. */
function suitableNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isNew = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return isNew || !existsSync(ownNode) ? process.execPath : ownNode;
}

function step(title, program, words) {
  process.stderr.write(`keelback: ${title}\n`);
  const isScript = process.platform === "win32" && program === npm;
  const done = spawnSync(program, words, { cwd: root, stdio: ["ignore", 2, 2], shell: isScript });
  if (done.status === 0) return;
  process.stderr.write(
    `keelback: ${title} failed: ${done.error?.message ?? `${program} ended with ${done.status}`}\n`,
  );
  process.exit(1);
}

async function start() {
  const node = suitableNode();
  if (node === process.execPath) {
    nodeModule.enableCompileCache?.();
    await import(pathToFileURL(bundle).href);
    return;
  }
  const child = spawn(node, [join(root, "bin", "keelback.mjs"), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`keelback: ${node} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
