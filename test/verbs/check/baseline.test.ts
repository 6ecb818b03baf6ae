import { deepStrictEqual, match, strictEqual } from "node:assert";
import { test } from "node:test";
import { runCheck, swallowing, workspaceOf } from "./checking.ts";

const file = "/work/.keelback/baseline.json";

async function accepted() {
  const workspace = workspaceOf({ "a.py": swallowing });
  const { exitCode, text } = await runCheck(workspace, { writeBaseline: true });
  strictEqual(exitCode, 0);
  match(text, /nothing found in 1 file, 0\.0 s \(1 written to the baseline\)/);
  return workspace.files.get(file) ?? "";
}

test("old findings are accepted, wherever their lines have moved, and new ones are told", async () => {
  const baseline = await accepted();
  const moved = `import os\n\n\n${swallowing}`;
  const same = await runCheck(workspaceOf({ "a.py": moved, ".keelback/baseline.json": baseline }));
  deepStrictEqual([same.exitCode, same.found, same.value.accepted], [0, [], 1]);
  const twice = `${moved}\n\n${swallowing}`;
  const more = await runCheck(workspaceOf({ "a.py": twice, ".keelback/baseline.json": baseline }));
  deepStrictEqual(more.found, ["a.py:14 errors/swallowed-error"]);
  const elsewhere = await runCheck(workspaceOf({ "b.py": swallowing, ".keelback/baseline.json": baseline }));
  deepStrictEqual(elsewhere.found, ["b.py:4 errors/swallowed-error"]);
});

test("--no-baseline shows all", async () => {
  const workspace = workspaceOf({ "a.py": swallowing, ".keelback/baseline.json": await accepted() });
  deepStrictEqual((await runCheck(workspace, { noBaseline: true })).found.length, 1);
});

test("is the same from a folder above", async () => {
  const files = {
    "/top/app/a.py": swallowing,
    "/top/app/.keelback/baseline.json": await accepted(),
    "/top/app/setup.py": "",
  };
  deepStrictEqual((await runCheck(workspaceOf(files, "/top"), { paths: ["app"] })).found, []);
});

test("one entry stands on one line, sorted; a broken file is refused", async () => {
  const workspace = workspaceOf({ "b.py": swallowing, "a.py": `${swallowing}${swallowing}` });
  await runCheck(workspace, { writeBaseline: true });
  const text = workspace.files.get(file) ?? "";
  const lines = text.split("\n").filter((line) => line.includes("rule"));
  deepStrictEqual(
    lines.map((line) => /"file":"(.*?)"/.exec(line)?.[1]),
    ["a.py", "b.py"],
  );
  match(lines[0] ?? "", /"count":2/);
  const broken = await runCheck(workspaceOf({ "a.py": swallowing, ".keelback/baseline.json": "{" }));
  strictEqual(broken.exitCode, 2);
});
