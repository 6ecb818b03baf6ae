import assert from "node:assert/strict";
import { test } from "node:test";
import type { MemoryWorkspace } from "#workspace";
import { ensureEnvironment, environmentKey } from "../../../src/prove/environment/index.ts";
import { playMachine } from "./played.ts";

const requirements =
  "# comment\niniconfig==2.3.1 \\\n    --hash=sha256:00\npluggy==1.7.0 \\\n    --hash=sha256:11\n";
const machine = {
  pythons: { "/usr/bin/python3.14": { version: "3.14.2" } },
  uvs: { "/usr/bin/uv": "0.13.9" },
};

async function ensure(workspace: MemoryWorkspace, text = requirements): Promise<string> {
  const told: string[] = [];
  const result = await ensureEnvironment(workspace, {
    requirements: text,
    progress: (message) => told.push(message),
  });
  if (result.kind === "refused")
    return result.findings.map(({ rule, message }) => `${rule}: ${message}`).join("\n");
  const { interpreter, packages, python, folder } = result.environment;
  assert.equal(python, `${folder}/bin/python`);
  return [
    ...told,
    `${interpreter.version}, ${packages} packages${result.fromCache ? ", from cache" : ""}`,
  ].join("\n");
}

const uvCalls = (workspace: MemoryWorkspace): readonly string[] =>
  workspace.commands
    .filter(({ program, arguments: words }) => program.endsWith("/uv") && words[0] !== "--version")
    .map(({ arguments: words }) => words.filter((word) => !word.startsWith("/")).join(" "));

test("is made once and then comes from the cache without uv", async () => {
  const workspace = playMachine(machine);
  assert.equal(
    await ensure(workspace),
    "making an environment with Python 3.14.2\ninstalling 2 packages\n3.14.2, 2 packages",
  );
  const calls = uvCalls(workspace);
  assert.deepEqual(calls, [
    "venv --no-project --python --no-progress",
    "pip sync --require-hashes --no-build --python --offline --no-progress",
  ]);
  assert.equal(await ensure(workspace), "3.14.2, 2 packages, from cache");
  assert.deepEqual(uvCalls(workspace), calls);
  assert.ok(
    workspace.commands.every(
      ({ program, environment }) =>
        !program.endsWith("/uv") || environment?.["UV_PYTHON_DOWNLOADS"] !== "automatic",
    ),
  );
});

test("asks the network only when uv's cache lacks something", async () => {
  const workspace = playMachine({
    ...machine,
    uv: ({ arguments: words }) =>
      words.includes("--offline") ? { code: 1, stderr: "not in the cache" } : undefined,
  });
  assert.match(await ensure(workspace), /fetching 2 packages\n3\.14\.2, 2 packages$/);
});

test("what cannot be made says why, leaves nothing and is tried again", async () => {
  let broken = true;
  const workspace = playMachine({
    ...machine,
    uv: ({ arguments: words }) =>
      broken && words[0] === "pip"
        ? { code: 2, stderr: "error: Failed to fetch: `x`\n  cause: dns error\n" }
        : undefined,
  });
  assert.equal(
    await ensure(workspace),
    "environment/packages-unreachable: the packages cannot be fetched: error: Failed to fetch: `x`; cause: dns error",
  );
  assert.deepEqual(workspace.list("/cache/environments"), []);
  broken = false;
  assert.match(await ensure(workspace), /2 packages$/);
});

test("an environment that is torn or whose interpreter is gone is made again", async () => {
  const workspace = playMachine(machine);
  await ensure(workspace);
  const folder = `/cache/environments/${workspace.folders("/cache/environments")[0]}`;
  workspace.at(folder).apply([{ kind: "write", path: "keelback.json", text: "{" }]);
  assert.match(await ensure(workspace), /^making/);
  workspace.at(folder).apply([{ kind: "delete", path: "bin/python" }]);
  assert.match(await ensure(workspace), /^making/);
});

test("where no Python is, uv fetches one; where it cannot, that is said", async () => {
  const none = { uvs: { "/usr/bin/uv": "0.13.9" } };
  const workspace = playMachine({ ...none, uv: () => ({ code: 2, stderr: "error: no download today\n" }) });
  assert.equal(
    await ensure(workspace),
    "environment/no-python: no Python 3.12 or newer is here, and uv could not fetch one: error: no download today",
  );
});

test("what was not used for a month goes when something new is made", async () => {
  const workspace = playMachine({
    ...machine,
    files: {
      "/cache/environments/old/last-used": "2025-11-01T00:00:00Z",
      "/cache/environments/new/last-used": "2025-12-20T00:00:00Z",
    },
  });
  await ensure(workspace);
  assert.equal(workspace.exists("/cache/environments/old"), false);
  assert.equal(workspace.exists("/cache/environments/new"), true);
});

test("the key is what it is made from, whatever the comments say", () => {
  const python = { path: "/usr/bin/python3.14", version: "3.14.2", platform: "linux-x86_64" };
  assert.equal(
    environmentKey(requirements, python),
    environmentKey(requirements.replace("# comment\n", "\n# other\n"), python),
  );
  const others = [
    { ...python, version: "3.14.3" },
    { ...python, path: "/x" },
    { ...python, platform: "linux-aarch64" },
  ];
  for (const other of others)
    assert.notEqual(environmentKey(requirements, python), environmentKey(requirements, other));
});
