import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { makeProject, openWorker, plain, tell, testEnvironment, workspace } from "./project.ts";

const timeoutMs = 60_000;

function isAlive(pid: number): boolean {
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, "utf8") : undefined;
  if (stat !== undefined) return !/\) [ZX] /.test(stat);
  if (existsSync("/proc/self")) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function waitFor(what: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 1000 && !what(); attempt += 1) await sleep(20);
  assert.ok(what(), what.toString());
}

/** A test that writes down its process and one it starts, and then never ends. */
const endless = {
  "test_endless.py": [
    "import os, subprocess, time",
    "def test_first(): pass",
    "def test_endless():",
    "    child = subprocess.Popen(['sleep', '600'])",
    "    with open('pids.new', 'w') as file: file.write(f'{os.getpid()} {child.pid}')",
    "    os.rename('pids.new', 'pids')",
    "    time.sleep(600)",
  ].join("\n"),
};

function pidsOf(folder: string): readonly number[] {
  return readFileSync(join(folder, "pids"), "utf8").split(" ").map(Number);
}

for (const fork of [true, false]) {
  const worker = await openWorker({ fork });
  const kind = fork ? "forking" : "plain";

  test(`${kind}: a run that takes too long is ended with all it started; what had passed is told`, async () => {
    const folder = makeProject(endless);
    const run = await worker.pytest({ folder, arguments: plain, timeoutMs: 8000 });
    assert.equal(run.status, "timed-out");
    assert.equal(run.running, "test_endless.py::test_endless");
    assert.equal(tell(run), "test_endless.py::test_first passed");
    const [own = 0, started = 0] = pidsOf(folder);
    assert.equal(isAlive(own), false);
    if (fork) await waitFor(() => !isAlive(started));
    else process.kill(started);
  });

  test(`${kind}: a process that dies in the middle is told apart`, async () => {
    const folder = makeProject({ "test_a.py": "import os\ndef test_a(): pass\ndef test_b(): os._exit(0)\n" });
    const run = await worker.pytest({ folder, arguments: plain, timeoutMs });
    assert.equal(run.status, "crashed");
    assert.equal(run.running, "test_a.py::test_b");
    const killed = makeProject({ "test_a.py": "import os\ndef test_b(): os.kill(os.getpid(), 9)\n" });
    assert.equal((await worker.pytest({ folder: killed, arguments: plain, timeoutMs })).exitCode, -9);
  });

  test(`${kind}: results and outputs are the same kind of thing`, async () => {
    const folder = makeProject({
      "test_a.py": "def test_a(): assert 1 == 2\n",
      "m.py": "print('x' * 3)\nraise SystemExit(4)\n",
    });
    assert.equal(
      tell(await worker.pytest({ folder, arguments: plain, timeoutMs })),
      "test_a.py::test_a failed in call assertion AssertionError test_a.py:1 (test 1): assert 1 == 2",
    );
    const run = await worker.module({ folder, module: "m", arguments: [], timeoutMs });
    assert.deepEqual([run.status, run.exitCode, run.stdout], ["finished", 4, "xxx\n"]);
  });
}

test("several run at once, the rest wait, and one that is no longer wanted is ended", async () => {
  const worker = await openWorker({ atOnce: 2 });
  const folder = makeProject({
    "meet.py": [
      "import os, time",
      "def meet(own, other):",
      "    open(own, 'w').close()",
      "    while not os.path.exists(other): time.sleep(0.01)",
      "    return own",
      "def wait(): time.sleep(600)",
    ].join("\n"),
  });
  const meet = (own: string, other: string) =>
    worker.call({ folder, function: "meet:meet", arguments: [own, other], timeoutMs });
  const both = await Promise.all([meet("a", "b"), meet("b", "a")]);
  assert.deepEqual(
    both.map((result) => result.status),
    ["finished", "finished"],
  );
  const cancelled = [sleep(300), sleep(10)].map((cancel) =>
    worker.call({ folder, function: "meet:wait", timeoutMs }, cancel),
  );
  const after = meet("c", "a");
  assert.deepEqual(
    (await Promise.all(cancelled)).map(({ status }) => status),
    ["cancelled", "cancelled"],
  );
  assert.equal((await after).status, "finished");
});

test("what runs need is imported and called beforehand, and what cannot be is told", async () => {
  const worker = await openWorker({
    preload: ["colorsys", "tempfile:gettempdir", "no_such", "json:nothing"],
  });
  const ready = await worker.ready;
  assert.deepEqual(Object.keys(ready?.missing ?? {}), ["no_such", "json:nothing"]);
  const script = "import sys\nprint('colorsys' in sys.modules, sys.modules['tempfile'].tempdir is not None)";
  const run = await worker.script({ folder: makeProject({}), script, arguments: [], timeoutMs });
  assert.equal(run.stdout, "True True\n");
});

test("a program waits for no run of tests", async () => {
  const worker = await openWorker({ atOnce: 1 });
  const folder = makeProject({
    "app.py": "import os, time\ndef wait():\n    while not os.path.exists('done'): time.sleep(0.01)\n",
  });
  const waiting = worker.call({ folder, function: "app:wait", timeoutMs });
  const run = await worker.script({ folder, script: "open('done', 'w').close()", arguments: [], timeoutMs });
  assert.equal(run.exitCode, 0);
  assert.equal((await waiting).status, "finished");
});

test("much output does not block, and its end is kept", async () => {
  const worker = await openWorker();
  const folder = makeProject({ "m.py": "for n in range(300000): print(n)\n" });
  const run = await worker.module({ folder, module: "m", arguments: [], timeoutMs });
  assert.match(run.stdout, /299999\n$/);
  assert.ok(run.stdout.length <= 1 << 20);
});

test("requests to a worker that cannot start, or has ended, are answered", async () => {
  const worker = await openWorker();
  await worker.ready;
  await worker.stop();
  const run = await worker.pytest({ folder: "/", arguments: [], timeoutMs });
  assert.deepEqual([run.status, run.tests], ["worker-ended", []]);
});

for (const victim of ["worker", "client"] as const) {
  test(`when the ${victim} is killed, nothing it started lives on`, async () => {
    const folder = makeProject(endless);
    const environment = await testEnvironment();
    const script = join(workspace.packageFolder, "test/prove/worker/client-to-kill.ts");
    writeFileSync(join(folder, "environment.json"), JSON.stringify(environment));
    const client = spawn(process.execPath, [script, folder], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    client.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    await waitFor(() => existsSync(join(folder, "pids")));
    const workerPid = Number(said.trim().split("\n")[0]);
    assert.ok(isAlive(workerPid));
    process.kill(victim === "worker" ? workerPid : (client.pid ?? 0), "SIGKILL");
    await waitFor(() => !isAlive(workerPid) && pidsOf(folder).every((pid) => !isAlive(pid)));
    if (victim === "worker") await waitFor(() => said.includes("worker-ended"));
    client.kill("SIGKILL");
  });
}
