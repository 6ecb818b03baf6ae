import { deepStrictEqual, match, ok } from "node:assert";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { ensureEnvironment } from "#prove";
import { openDisk } from "#workspace";
import { check } from "../../../src/verbs/check.ts";
import { context } from "../context.ts";

const folder = mkdtempSync(join(tmpdir(), "keelback-ruff-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const files = {
  "pyproject.toml":
    '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.12"\n[tool.ruff.lint]\nselect = ["E7", "B", "UP"]\nignore = ["ANN2"]\n[tool.ruff.lint.per-file-ignores]\n"shop/quiet/*" = ["T20"]\n',
  "shop/mail.py": '\ufeffdef Send(a, b=[]):\n    "é😀"; print("😀", a)\n    return b\n',
  "shop/quiet/a.py": "import typing\n\nprint(1)\nx: typing.List[int] = []\n",
  "shop/sub/ruff.toml": 'lint.ignore = ["N", "ANN0"]\n',
  "shop/sub/b.py": "def Send(a, b={}):\r\n    return a, b\r\n",
};

test("ruff as a program and as WebAssembly find the same at the same places", async () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const lock = join(import.meta.dirname, "../../../python/locks/fastapi-sqlite-dev.txt");
  const made = await ensureEnvironment(openDisk({ root: folder }), {
    requirements: readFileSync(lock, "utf8"),
  });
  ok(made.kind === "ready", JSON.stringify(made));
  const found = async (environment: Readonly<Record<string, string | undefined>>) => {
    const { value } = await check.run(openDisk({ root: folder, environment }), { only: "ruff" }, context);
    const told = value.findings.map(
      ({ rule, severity, message, span }) =>
        `${severity} ${rule} ${span?.file} ${span?.offset}-${span?.end} ${message}`,
    );
    return { told, links: [...value.links.values()] };
  };
  const native = await found(process.env);
  const other = await found({ ...process.env, PATH: "/nowhere", KEELBACK_CACHE: join(folder, "cache") });
  ok(native.told.length > 6);
  deepStrictEqual(other.told, native.told);
  // Only the program names the pages: so it was it that ran.
  for (const link of native.links) match(link, /rules\/[a-z0-9-]+$/);
  for (const link of other.links) match(link, /rules\/$/);
});
