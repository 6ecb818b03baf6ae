import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type OutputStream, openDisk } from "#workspace";
import { boundedText, lineSplitter } from "../../src/workspace/output.ts";
import { makeTree } from "./trees.ts";

const workspace = openDisk({ root: makeTree({ "sub/x": "" }) });
const sh = (script: string) => ({ program: "sh", arguments: ["-c", script] });

function isAlive(pid: number): boolean {
  return (
    spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" })
      .stdout.trim()
      .replace(/^Z.*/, "") !== ""
  );
}

test("gives exit code and both streams, in the folder and with the environment asked for", async () => {
  const lines: [string, OutputStream][] = [];
  const result = await workspace.run({
    ...sh('cat; echo "$A-$HOME"; pwd; printf bad >&2; exit 3'),
    folder: "sub",
    environment: { A: "1", HOME: undefined },
    input: "in\n",
    onLine: (line, stream) => lines.push([line, stream]),
  });
  assert.equal(result.status, "exited");
  assert.equal(result.code, 3);
  assert.equal(result.stdout, `in\n1-\n${workspace.root}/sub\n`);
  assert.equal(result.stderr, "bad");
  assert.ok(result.durationMs > 0);
  assert.deepEqual(lines.at(-1), ["bad", "stderr"]);
  assert.equal(lines.length, 4);
});

test("no shell reads the arguments", async () => {
  const result = await workspace.run({ program: "printf", arguments: ["%s", "$(id) ; *"] });
  assert.equal(result.stdout, "$(id) ; *");
});

test("a program that is not there is a result", async () => {
  const result = await workspace.run({ program: "no-such-program-here", arguments: [] });
  assert.equal(result.status, "not-found");
  assert.match(result.stderr, /no-such-program-here/);
});

test("at the time-out the whole group is ended", async () => {
  const result = await workspace.run({ ...sh("sleep 60 & echo $!; wait"), timeoutMs: 300 });
  assert.equal(result.status, "timed-out");
  assert.ok(result.durationMs < 5000);
  await sleep(50);
  assert.equal(isAlive(Number(result.stdout)), false);
});

test("what a program leaves behind holding its output does not hold us", async () => {
  const result = await workspace.run(sh("sleep 60 & echo $!"));
  assert.equal(result.status, "exited");
  assert.ok(result.durationMs < 5000);
});

test("a signal is an exit code as in a shell", async () => {
  assert.equal((await workspace.run(sh("kill -9 $$"))).code, 137);
});

test("a background process talks by lines and is stopped with all it started", async () => {
  const running = workspace.start(sh("sleep 60 & echo $!; while read line; do echo got $line; done"));
  const lines: string[] = [];
  running.onLine((line) => lines.push(line));
  running.send("one");
  while (lines.length < 2) await sleep(5);
  assert.equal(lines[1], "got one");
  await running.stop();
  assert.notEqual(await running.exited, 0);
  assert.equal(isAlive(Number(lines[0])), false);
  assert.match(running.output(), /got one/);
  await running.stop();
});

test("a background program that is not there ends with 127", async () => {
  const running = workspace.start({ program: "no-such-program-here", arguments: [] });
  assert.equal(await running.exited, 127);
  assert.match(running.output(), /no-such-program-here/);
});

test("when we are interrupted, what we run is ended too", async () => {
  const code = `
    import { openDisk } from "#workspace";
    const running = openDisk({ root: "." }).start({ program: "sleep", arguments: ["60"] });
    console.log(running.pid); process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000);`;
  const result = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", code], {
    encoding: "utf8",
  });
  assert.equal(result.status, 143);
  await sleep(50);
  assert.equal(isAlive(Number(result.stdout)), false);
});

test("very long output is kept at both ends", () => {
  const text = boundedText(10);
  for (let index = 0; index < 100; index += 1) text.add(`${index};`);
  assert.equal(
    text.text(),
    "0;1;2;3;4;\n… 270 characters left out …\n7;98;99;".replace("7;98", "97;98").replace("…\n97", "…\n;97"),
  );
  const short = boundedText(10);
  short.add("0123456789abcdefghij");
  assert.equal(short.text(), "0123456789abcdefghij");
});

test("lines are whole, however they come", () => {
  const lines = lineSplitter();
  assert.deepEqual(lines.add("a\r\nb"), ["a"]);
  assert.deepEqual(lines.add("c\n\nd"), ["bc", ""]);
  assert.deepEqual(lines.end(), ["d"]);
  assert.deepEqual(lines.end(), []);
});
