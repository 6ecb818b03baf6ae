import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { describe, test } from "node:test";
import { doctorJson, reportDoctor } from "#report";
import { openMemory } from "#workspace";
import { examine, type Machine } from "../../src/verbs/doctor.ts";
import { findServices, knownServices } from "../../src/verbs/services.ts";
import { context } from "./context.ts";

const complete: Machine = {
  python: async () => ({
    kind: "found",
    python: { path: "/usr/bin/python3.14", version: "3.14.2", platform: "linux-x86_64" },
    looked: [{ path: "/usr/bin/python3.14", verdict: "Python 3.14.2" }],
  }),
  uv: async () => ({ kind: "found", uv: { path: "/usr/bin/uv", version: "0.13.9" } }),
  services: async (workspace) =>
    knownServices(workspace.environment).map((service) => ({ service, address: service.addresses[0] ?? "" })),
};

const bare: Machine = {
  python: async () => ({
    kind: "missing",
    looked: [{ path: "/usr/bin/python3", verdict: "Python 3.9.2: older than 3.12" }],
    findings: [
      { rule: "environment/no-python", severity: "error", message: "no Python", mend: "install one" },
    ],
  }),
  uv: async () => ({ kind: "missing", findings: [] }),
  services: async (workspace) => knownServices(workspace.environment).map((service) => ({ service })),
};

async function run(machine: Machine, version = "24.1.0") {
  const told = { ...context, runtime: { ...context.runtime, version } };
  return examine(machine).run(openMemory(), {}, told);
}

describe("doctor", () => {
  test("has nothing to say of a machine that has all", async () => {
    const { exitCode, value } = await run(complete);
    strictEqual(exitCode, 0);
    ok(value.checks.every(({ state, mend }) => state === "ok" && mend === undefined));
  });
  test("gives the command that mends each thing", async () => {
    const { exitCode, value } = await run(bare);
    strictEqual(exitCode, 1);
    for (const { state, mend } of value.checks) ok(state === "ok" || mend !== undefined);
    const text = reportDoctor(value, { colour: false, width: 100 }).join("\n");
    match(text, /looked\s+\/usr\/bin\/python3: Python 3\.9\.2: older than 3\.12/);
    match(text, /2 things missing: Python, uv/);
  });
  test("is content without databases, and without uv where there is a Python", async () => {
    const { exitCode, value } = await run({ ...bare, python: complete.python });
    strictEqual(exitCode, 0);
    deepStrictEqual(new Set(value.checks.map(({ state }) => state)), new Set(["ok", "absent"]));
  });
  test("wants a recent Node", async () => {
    strictEqual((await run(complete, "20.19.0")).exitCode, 1);
    strictEqual((await run(complete, "22.17.9")).exitCode, 1);
    strictEqual((await run(complete, "22.18.0")).exitCode, 0);
  });
  test("speaks JSON", async () => {
    const { value } = await run(bare);
    strictEqual((doctorJson(value)["checks"] as readonly object[]).length, value.checks.length);
  });
});

test("services are asked for at their usual places, or where the environment says", async () => {
  const addresses = knownServices({ PGPORT: "5433", PGHOST: "/sockets" })[0]?.addresses;
  deepStrictEqual(addresses, ["127.0.0.1:5433", "/sockets/.s.PGSQL.5433"]);
  const workspace = openMemory({ run: () => ({ stdout: '["127.0.0.1:6379"]' }) });
  const found = await findServices(workspace, context.runtime);
  deepStrictEqual(
    found.filter(({ address }) => address !== undefined).map(({ service }) => service.name),
    ["Redis"],
  );
});
