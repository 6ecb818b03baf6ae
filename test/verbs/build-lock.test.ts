import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { test } from "node:test";
import { shelf } from "../generate/fastapi/project-sample.ts";
import { buildIn, built, folderWith } from "./building.ts";

test("while another build is at work, a build is refused and writes nothing", async () => {
  const workspace = folderWith(shelf());
  const lock = await workspace.at("backend").lock({ purpose: "another build" });
  ok(lock.ok);
  const before = new Map(workspace.files);
  const { exitCode, value } = await buildIn(workspace);
  strictEqual(exitCode, 2);
  match(value.refused?.reason ?? "", /another build is at work here/);
  deepStrictEqual(new Map(workspace.files), before);
  lock.release();
  await built(workspace);
});

test("the lock is given back, whatever comes of the build", async () => {
  const workspace = folderWith(shelf());
  await built(workspace);
  strictEqual((await buildIn(workspace, { database: "postgresql" })).exitCode, 2);
  deepStrictEqual((await built(workspace)).written, []);
});
