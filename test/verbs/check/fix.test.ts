import { deepStrictEqual, match, strictEqual } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openDisk, type Workspace } from "#workspace";
import { check } from "../../../src/verbs/check.ts";
import { context } from "../context.ts";
import { runCheck, swallowing, workspaceOf } from "./checking.ts";

const source = '\ufeffimport os\r\n\r\nDEBUG = os.environ.get("DEBUG", "1") == "1"  # \u00e4\t\r\n';
const mended = source.replace('"1")', '"0")');

test("what somebody must look at is mended only where that is asked for; a second run changes nothing", async () => {
  const workspace = workspaceOf({ "shop/settings.py": source, "shop/mail.py": swallowing });
  const careful = await runCheck(workspace, { fix: true });
  deepStrictEqual([careful.exitCode, careful.value.mended.length], [1, 0]);
  match(careful.text, /mend {2}let it be .* +--fix --unsafe\n/);
  strictEqual(workspace.files.get("/work/shop/settings.py"), source);
  const bold = await runCheck(workspace, { fix: true, unsafe: true });
  deepStrictEqual(bold.found, ["shop/mail.py:4 errors/swallowed-error"]);
  match(bold.text, /1 warning in 2 files, 0\.0 s \(1 mended by --fix\)/);
  strictEqual(workspace.files.get("/work/shop/settings.py"), mended);
  const again = await runCheck(workspace, { fix: true, unsafe: true });
  deepStrictEqual([again.value.mended.length, workspace.files.get("/work/shop/settings.py")], [0, mended]);
});

test("only what is shown is mended", async () => {
  const workspace = workspaceOf({ "shop/settings.py": source, "shop/mail.py": swallowing });
  await runCheck(workspace, { fix: true, unsafe: true, paths: ["shop/mail.py"] });
  strictEqual(workspace.files.get("/work/shop/settings.py"), source);
});

const root = mkdtempSync(join(tmpdir(), "keelback-fix-"));
after(() => rmSync(root, { recursive: true, force: true }));

test("on the disk every other byte stays, and nothing is left beside", async () => {
  writeFileSync(join(root, "settings.py"), source);
  const { exitCode } = await check.run(openDisk({ root }), { fix: true, unsafe: true }, context);
  strictEqual(exitCode, 0);
  deepStrictEqual(readFileSync(join(root, "settings.py")), Buffer.from(mended));
  deepStrictEqual(openDisk({ root }).list("."), ["settings.py"]);
});

test("a file that somebody changed meanwhile is left alone, and so are all others", async () => {
  const workspace = workspaceOf({ "a/settings.py": source, "b/settings.py": source });
  let readings = 0;
  const meddled: Workspace = {
    ...workspace,
    at: () => meddled,
    readUntrusted: (path, folders) => {
      if (path === "b/settings.py") readings += 1;
      if (readings === 2) return { ok: true, text: "x = 1\n" };
      return workspace.readUntrusted(path, folders);
    },
  };
  const { exitCode, value } = await check.run(meddled, { fix: true, unsafe: true }, context);
  strictEqual(exitCode, 2);
  match(value.findings[0]?.message ?? "", /b\/settings\.py was changed meanwhile: nothing was written/);
  strictEqual(workspace.files.get("/work/a/settings.py"), source);
});
