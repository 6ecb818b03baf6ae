#!/usr/bin/env node
// The way in, in plain JavaScript for any Node from 18 on. In a clone it installs and builds first where something has
// changed; then it runs dist/keelback.mjs, in this process where this Node will do, else in the one the clone brings.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as nodeModule from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { fail, ownNode, prepareClone, program, root } from "./clone.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const thisNodeWillDo = major > 22 || (major === 22 && minor >= 18);

if (existsSync(join(root, "src"))) prepareClone();
if (thisNodeWillDo) await runHere();
else if (existsSync(ownNode)) runThere();
else fail(`Node 22.18 or newer is needed; this is ${process.versions.node}`);

// The last stage of the compiler costs runs of seconds more than it gives.
async function runHere() {
  // A running process can only put it off. Nodes to come may not know the flag, and would say so.
  if (major <= 26) setFlagsFromString("--invocation-count-for-turbofan=1000000");
  nodeModule.enableCompileCache?.(compileCache());
  await import(pathToFileURL(program).href);
}

function runThere() {
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCache() };
  // Where a process begins it can be left out.
  const words = ["--max-opt=2", program, ...process.argv.slice(2)];
  const child = spawn(ownNode, words, { stdio: "inherit", env });
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
