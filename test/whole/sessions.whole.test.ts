import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build, temporaryFolder } from "./harness.ts";

async function proves(contract: string, operations: number, open = 0): Promise<void> {
  const { code, report, stderr } = await build([
    join(import.meta.dirname, contract),
    join(temporaryFolder(), "project"),
  ]);
  const broken = report.gates.filter(({ holds }) => !holds);
  assert.deepEqual(broken, [], stderr);
  assert.equal(code, open === 0 ? 0 : 3);
  assert.equal(report.operations.filter(({ derived }) => !derived).length, open);
  assert.equal(report.operations.filter(({ derived }) => derived).length, operations);
}

test("sessions that refresh tokens renew, each once, and that end one by one or all together, are built and proven", async () => {
  await proves("ferry.yaml", 10);
});

test("sessions that one refresh token renews, and that end by it, are built and proven", async () => {
  await proves("clinic.yaml", 11);
});

test("sessions that a cookie stands for, which pages of other sites cannot use, are built and proven", async () => {
  await proves("boathouse.yaml", 14);
});

test("accounts that a command adds, since no operation makes them, sign in: built and proven", async () => {
  await proves("racks.yaml", 4);
});

test("accounts that others make sign in with an answer that shows a part of them, and actions answer a message in an envelope", async () => {
  await proves("kiln.yaml", 16);
});

test("accounts that are answered in forms of their own, and rows in short, marked when they go, are built and proven", async () => {
  await proves("lodge.yaml", 8, 1);
});

test("accounts that answer with a token no schema has a place for, show stars for a password and are made by others", async () => {
  await proves("wardens.yaml", 11);
});

test("forgotten passwords are set by a token that goes by mail to whoever has the account, once", async () => {
  await proves("ringing.yaml", 8);
});
