import fs, {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import type { FileChange } from "#workspace";

export const treeBefore: Readonly<Record<string, string>> = {
  "app/main.py": "old\n",
  "app/gone/away.py": "old\n",
  "notes.md": "by hand\n",
};

export const changesOfTheTest: readonly FileChange[] = [
  { kind: "write", path: "app/main.py", text: "new\n" },
  { kind: "write", path: "app/deep/er/models.py", text: "new\n" },
  { kind: "write", path: "run.sh", text: "new\n", executable: true },
  { kind: "delete", path: "app/gone/away.py" },
];

export const treeAfter: Readonly<Record<string, string>> = {
  "app/deep/er/models.py": "new\n",
  "app/main.py": "new\n",
  "notes.md": "by hand\n",
  "run.sh": "new\n",
};

/** A new folder with these files, gone after the test file. */
export function makeTree(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "keelback-test-"));
  after(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Everything below a folder as it is on disk; folders without a file count too. */
export function readTree(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const way of (readdirSync(root, { recursive: true }) as string[]).sort()) {
    const path = join(root, way);
    const stat = lstatSync(path);
    if (stat.isFile()) found[way] = readFileSync(path, "utf8");
    else if (stat.isDirectory() && readdirSync(path).length === 0) found[`${way}/`] = "";
  }
  return found;
}

/** Calls `before` with a running number before each synchronous file system call, until the function given back is called. */
export function onFileSystemCall(before: (call: number) => void): () => void {
  const table = fs as unknown as Record<string, unknown>;
  const originals = Object.entries(table).filter(
    (entry): entry is [string, (...values: unknown[]) => unknown] =>
      entry[0].endsWith("Sync") && typeof entry[1] === "function",
  );
  let calls = 0;
  for (const [name, original] of originals) {
    table[name] = (...values: unknown[]) => {
      calls += 1;
      before(calls);
      return original.apply(fs, values);
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, original] of originals) table[name] = original;
    syncBuiltinESMExports();
  };
}
