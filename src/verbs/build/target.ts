import { digest } from "#base";
import type { FileChange, Workspace } from "#workspace";
import type { Written } from "./written.ts";

export interface WantedFile {
  readonly path: string;
  readonly text: string;
}

/** What stands between the target as it is and as it should be. */
export interface TargetChanges {
  readonly changes: readonly FileChange[];
  /** Wanted files that are there just so. */
  readonly same: readonly string[];
  /** Files that were edited by hand or taken away, and that a build would have written otherwise. */
  readonly kept: readonly KeptFile[];
}

export interface KeptFile {
  readonly path: string;
  readonly why: "edited" | "deleted" | "not-ours";
}

/** Compares the target with what is wanted. What a hand has touched is left alone and named. */
export function compareTarget(
  workspace: Workspace,
  wanted: readonly WantedFile[],
  written: Written | undefined,
): TargetChanges {
  const changes: FileChange[] = [];
  const same: string[] = [];
  const kept: KeptFile[] = [];
  for (const { path, text } of wanted) {
    const there = workspace.readText(path);
    const known = recorded(written, path);
    if (there === text) same.push(path);
    else if (there === undefined && workspace.exists(path)) kept.push({ path, why: "not-ours" });
    else if (there === undefined && known === digest(text)) kept.push({ path, why: "deleted" });
    else if (there === undefined) changes.push({ kind: "write", path, text });
    else if (known !== undefined && known === digest(there)) changes.push({ kind: "write", path, text });
    // Edited, and what is wanted is what was written before: then there is nothing that the edit keeps out.
    else if (known !== undefined && known === digest(text)) same.push(path);
    else kept.push({ path, why: known === undefined ? "not-ours" : "edited" });
  }
  return { changes: [...changes, ...leftBehind(workspace, wanted, written)], same, kept };
}

function recorded(written: Written | undefined, path: string): string | undefined {
  return written && Object.hasOwn(written.files, path) ? written.files[path] : undefined;
}

/** Files that were written before, are no longer wanted, and that nobody has edited. */
function leftBehind(
  workspace: Workspace,
  wanted: readonly WantedFile[],
  written: Written | undefined,
): readonly FileChange[] {
  const paths = new Set(wanted.map(({ path }) => path));
  return Object.entries(written?.files ?? {}).flatMap(([path, known]): readonly FileChange[] => {
    if (paths.has(path)) return [];
    const there = workspace.readText(path);
    return there !== undefined && digest(there) === known ? [{ kind: "delete", path }] : [];
  });
}

const ignoredFolders = [".git", ".venv", "venv", "node_modules", "__pycache__", ".keelback"];

/** Python of somebody else: then nothing may be written here. */
export function foreignPython(workspace: Workspace, written: Written | undefined): readonly string[] {
  if (written) return [];
  return workspace
    .list(".", ignoredFolders)
    .filter((path) => /\.pyi?$/.test(path) || /(^|\/)(manage\.py|setup\.cfg|pyproject\.toml)$/.test(path));
}
