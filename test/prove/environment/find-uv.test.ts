import assert from "node:assert/strict";
import { test } from "node:test";
import { findUv } from "../../../src/prove/environment/index.ts";
import { type PlayedMachine, playMachine } from "./played.ts";

async function find(machine: PlayedMachine): Promise<string> {
  const told: string[] = [];
  const search = await findUv(playMachine(machine), (message) => told.push(message));
  if (search.kind === "found") return [...told, `${search.uv.version} ${search.uv.path}`].join("\n");
  return search.findings.map(({ rule, message, mend }) => `${rule}: ${message}\n${mend}`).join("\n");
}

const python = { "/usr/bin/python3": { version: "3.11.2" } };
const own = "installing uv 0.13.9, once\n0.13.9 /cache/uv/0.13.9/bin/uv";

test("uses the uv that is there", async () => {
  assert.equal(await find({ uvs: { "/usr/bin/uv": "0.9.1" } }), "0.9.1 /usr/bin/uv");
  assert.equal(await find({ uvs: { "/home/u/.local/bin/uv": "0.9.1" } }), "0.9.1 /home/u/.local/bin/uv");
  const both = { uvs: { "/usr/bin/uv": "0.9.1", "/x/uv": "0.8.0" }, environment: { KEELBACK_UV: "/x/uv" } };
  assert.equal(await find(both), "0.8.0 /x/uv");
});

test("installs its own with any Python, also one without venv", async () => {
  assert.equal(await find({ pythons: python }), own);
  assert.equal(await find({ pythons: python, uvs: { "/usr/bin/uv": "0.1.2" } }), own);
  assert.equal(await find({ pythons: { "/usr/bin/python3": { version: "3.11.2", venv: false } } }), own);
});

test("says what to install where neither is possible", async () => {
  const mend =
    "install uv (https://docs.astral.sh/uv), or the venv module of your Python (Debian: apt install python3-venv)";
  assert.equal(
    await find({}),
    `environment/no-uv: there is neither uv nor a Python to install it with\n${mend}`,
  );
  assert.equal(
    await find({ pythons: { "/usr/bin/python3": { version: "3.11.2", venv: false, pip: false } } }),
    "environment/no-uv: uv is not here and cannot be installed: /usr/bin/python3: no venv module (No module named venv); " +
      `/usr/bin/python3: pip failed (No module named pip)\n${mend}`,
  );
});
