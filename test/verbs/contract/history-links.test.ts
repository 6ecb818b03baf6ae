import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openDisk } from "#workspace";
import { contractAccept } from "../../../src/verbs/contract/accept.ts";
import { contractHistory } from "../../../src/verbs/contract/history.ts";
import { context } from "../context.ts";

const shop = (type: string): string =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: 1.2.0 }\npaths: {}\ncomponents: { schemas: { Order: { type: ${type} } } }\n`;

const made: string[] = [];
after(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

async function repository() {
  const root = mkdtempSync(join(tmpdir(), "keelback-links-"));
  made.push(root);
  const workspace = openDisk({ root, environment: { ...process.env, USER: "ada" } });
  for (const type of ["string", "integer"]) {
    ok(workspace.apply([{ kind: "write", path: "docs/shop.yaml", text: shop(type) }]).ok);
    const { exitCode } = await contractAccept.run(workspace, { names: [], why: type, by: "ada" }, context);
    strictEqual(exitCode, 0);
  }
  return { root, workspace };
}

test("a link in place of the newest entry, of a document or of a whole folder is noticed at once, and nothing is accepted", async () => {
  for (const part of ["entry", "content", "entries", "contents"] as const) {
    const { root, workspace } = await repository();
    const elsewhere = mkdtempSync(join(tmpdir(), "keelback-elsewhere-"));
    made.push(elsewhere);
    const history = join(root, ".keelback/history");
    const { value } = await contractHistory.run(workspace, {}, context);
    const [newest] = value.entries;
    ok(newest);
    const [folder = ""] = readdirSync(join(history, "contents"));
    const [content = ""] = readdirSync(join(history, "contents", folder));
    const place = {
      entry: `entries/${newest.digest}.json`,
      content: `contents/${folder}/${content}`,
      entries: "entries",
      contents: "contents",
    }[part];
    const moved = join(elsewhere, "moved");
    cpSync(join(history, place), moved, { recursive: true });
    renameSync(join(history, place), join(elsewhere, "old"));
    symlinkSync(moved, join(history, place));
    const told = await contractHistory.run(workspace, {}, context);
    strictEqual(told.exitCode, 1, part);
    ok(
      told.value.findings.some(
        ({ rule, message }) => rule === "contract/history-unreadable" && message.includes(place),
      ),
      JSON.stringify(told.value.findings),
    );
    workspace.apply([{ kind: "write", path: "docs/shop.yaml", text: shop("boolean") }]);
    const { value: refused } = await contractAccept.run(
      workspace,
      { names: [], why: "x", by: "ada" },
      context,
    );
    strictEqual(refused.kind, "refused", part);
    deepStrictEqual(readdirSync(elsewhere).sort(), ["moved", "old"]);
  }
});
