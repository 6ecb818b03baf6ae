// node scripts/run.mjs SCRIPT [ARGUMENT …]: runs a script of this folder with the clone's own Node, and installs first what
// the clone has not installed yet. In plain JavaScript, because on a fresh machine any Node from 18 on comes by here.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { installPackages, ownNode, root } from "../bin/clone.mjs";

const [script, ...rest] = process.argv.slice(2);
installPackages();
const child = spawn(ownNode, [join(root, "scripts", script), ...rest], { stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// A terminal sends its Ctrl-C to both; the child decides what comes of it.
process.on("SIGINT", () => undefined);
child.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
