import assert from "node:assert/strict";
import { test } from "node:test";
import { findPython } from "../../../src/prove/environment/index.ts";
import { type PlayedMachine, type PlayedPython, playMachine } from "./played.ts";

async function find(machine: PlayedMachine): Promise<string> {
  const search = await findPython(playMachine(machine));
  if (search.kind === "found") return `${search.python.version} ${search.python.path}`;
  return search.findings.map(({ rule, message, mend }) => `${rule}: ${message}\n${mend}`).join("\n");
}

const pyenv = (version: string): string => `/home/u/.pyenv/versions/${version}/bin/python3`;
const pythons = (...paths: readonly [string, PlayedPython | string][]): Record<string, PlayedPython> =>
  Object.fromEntries(
    paths.map(([path, python]) => [path, typeof python === "string" ? { version: python } : python]),
  );

test("prefers 3.14, wherever it is, and accepts down to 3.12", async () => {
  assert.equal(
    await find({
      pythons: pythons(
        ["/usr/bin/python3", "3.12.4"],
        [pyenv("3.14.2"), "3.14.2"],
        [pyenv("3.13.0"), "3.13.0"],
      ),
    }),
    `3.14.2 ${pyenv("3.14.2")}`,
  );
  assert.equal(
    await find({ pythons: pythons(["/usr/bin/python3", "3.12.4"], [pyenv("3.13.0"), "3.13.0"]) }),
    `3.13.0 ${pyenv("3.13.0")}`,
  );
  assert.equal(await find({ pythons: pythons(["/usr/bin/python3", "3.12.4"]) }), "3.12.4 /usr/bin/python3");
});

test("takes one that is newer than known only where there is no other", async () => {
  const newer = pythons(["/usr/bin/python3", "3.15.0"]);
  assert.equal(await find({ pythons: newer }), "3.15.0 /usr/bin/python3");
  assert.equal(
    await find({ pythons: { ...newer, ...pythons(["/bin/python3.12", "3.12.1"]) } }),
    "3.12.1 /bin/python3.12",
  );
});

test("sees what uv brought", async () => {
  const path = "/home/u/.local/share/uv/python/cpython-3.14.0-linux-x86_64-gnu/bin/python3";
  assert.equal(await find({ pythons: pythons([path, "3.14.0"]) }), `3.14.0 ${path}`);
});

test("passes over what cannot be used and says why", async () => {
  const said = await find({
    pythons: pythons(
      ["/usr/bin/python3", "3.9.2"],
      ["/usr/bin/python3.14", { version: "3.14.0", missing: ["sqlite3"] }],
      ["/usr/bin/python3.13", { version: "3.13.0", implementation: "pypy" }],
      [pyenv("3.11.7"), "3.11.7"],
    ),
  });
  assert.equal(
    said,
    "environment/no-python: no Python 3.12 or newer was found (/usr/bin/python3.14: Python 3.14.0 was built without " +
      "sqlite3; /usr/bin/python3: Python 3.9.2: older than 3.12; /usr/bin/python3.13: Python 3.13.0 is pypy, not CPython)\n" +
      "install Python 3.14 (uv python install 3.14), or set KEELBACK_PYTHON to one",
  );
});

test("KEELBACK_PYTHON decides alone, and the interpreter behind a shim is what is kept", async () => {
  const machine = {
    pythons: pythons(
      ["/usr/bin/python3.14", "3.14.0"],
      ["/x/python", { version: "3.12.0", executable: "/real/python3" }],
    ),
  };
  assert.equal(
    await find({ ...machine, environment: { KEELBACK_PYTHON: "/x/python" } }),
    "3.12.0 /real/python3",
  );
  assert.equal(
    await find({ ...machine, environment: { KEELBACK_PYTHON: "/y/python" } }),
    "environment/unusable-python: KEELBACK_PYTHON is /y/python, which cannot be used: cannot be started\n" +
      "set KEELBACK_PYTHON to a Python 3.12 or newer, or unset it",
  );
});

test("the second time only the choice of the first is asked, until the candidates change", async () => {
  const machine = playMachine({
    pythons: pythons(["/usr/bin/python3", "3.12.4"], [pyenv("3.13.0"), "3.13.0"]),
  });
  await findPython(machine);
  const asked = machine.commands.length;
  const again = await findPython(machine);
  assert.equal(again.kind === "found" && again.python.version, "3.13.0");
  assert.equal(machine.commands.length, asked + 1);
  await findPython(machine, true);
  assert.ok(machine.commands.length > asked + 2);
  machine.apply([{ kind: "write", path: "python.json", text: "" }]);
  machine.at("/cache").apply([{ kind: "write", path: "python.json", text: "torn" }]);
  assert.equal((await findPython(machine)).kind, "found");
});
