// Run by processes.whole.test.ts: starts a worker on an endless test and waits to be killed.
import { readFileSync } from "node:fs";
import { openDisk, type Workspace } from "#workspace";
import { startWorker } from "../../../src/prove/worker/index.ts";

const [folder = ""] = process.argv.slice(2);
const environment = JSON.parse(readFileSync(`${folder}/environment.json`, "utf8"));
const disk = openDisk({ root: "." });
const telling: Workspace = {
  ...disk,
  start(command) {
    const running = disk.start(command);
    console.log(running.pid);
    return running;
  },
};
const worker = startWorker(telling, environment, { preload: ["pytest"] });
const run = await worker.pytest({ folder, arguments: ["-p", "no:randomly"], timeoutMs: 600_000 });
console.log(run.status);
