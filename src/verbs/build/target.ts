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
  /** Wanted files that are there just so, or that differ by nothing but hand edits. */
  readonly same: readonly string[];
  /** What was edited by hand or taken away, and that a build would have otherwise. */
  readonly kept: readonly KeptPart[];
  /** Digest of each file as it was last written, once the changes are made. */
  readonly files: Readonly<Record<string, string>>;
}

/** Something that a hand has touched, and that is left as it stands. */
export interface KeptPart {
  readonly path: string;
  readonly why: "edited" | "deleted" | "not-ours";
  /** What a build would have written; absent where that is what it wrote before. */
  readonly text?: string;
  /** A build would have taken it away. */
  readonly unwanted?: true;
}

/** Whether a build would have something else there than what it wrote before. */
export function isPending({ text, unwanted }: KeptPart): boolean {
  return text !== undefined || unwanted === true;
}

/** Compares the target with what is wanted. What a hand has touched is left alone and named. */
export function compareTarget(
  workspace: Workspace,
  wanted: readonly WantedFile[],
  written: Written | undefined,
): TargetChanges {
  const recorded = new Map(Object.entries(written?.files ?? {}));
  const compared = wanted.map((file) => compareFile(workspace, file, recorded.get(file.path)));
  const paths = new Set(wanted.map(({ path }) => path));
  const left = [...recorded]
    .filter(([path]) => !paths.has(path))
    .map(([path, known]) => compareUnwanted(workspace, path, known));
  const all = [...compared, ...left];
  return {
    changes: all.flatMap(({ change }) => change ?? []),
    same: compared.flatMap(({ path, change, kept }) => (change || kept ? [] : [path])),
    kept: all.flatMap(({ kept }) => kept ?? []),
    files: Object.fromEntries(
      all.flatMap(({ path, record }) => (record === undefined ? [] : [[path, record]])),
    ),
  };
}

interface ComparedFile {
  readonly path: string;
  readonly change?: FileChange;
  readonly kept?: KeptPart;
  /** What the record says of it afterwards; absent where it is not ours. */
  readonly record?: string | undefined;
}

/** The record goes on naming what was last written, so that what an edit keeps out is told again by the next build. */
function compareFile(
  workspace: Workspace,
  { path, text }: WantedFile,
  known: string | undefined,
): ComparedFile {
  const there = workspace.readText(path);
  const ours = digest(text);
  const keep = (why: KeptPart["why"]): ComparedFile => ({
    path,
    kept: { path, why, ...(known !== ours && { text }) },
    record: known,
  });
  if (there === text) return { path, record: ours };
  if (there === undefined) {
    if (workspace.exists(path)) return keep("not-ours");
    if (known !== undefined) return keep("deleted");
    return { path, change: { kind: "write", path, text }, record: ours };
  }
  if (known === undefined) return keep("not-ours");
  if (known === digest(there)) return { path, change: { kind: "write", path, text }, record: ours };
  return known === ours ? { path, record: known } : keep("edited");
}

/** A file that was written before and is no longer wanted. */
function compareUnwanted(workspace: Workspace, path: string, known: string): ComparedFile {
  const there = workspace.readText(path);
  if (there === undefined) return { path };
  if (digest(there) === known) return { path, change: { kind: "delete", path } };
  return { path, kept: { path, why: "edited", unwanted: true }, record: known };
}

const ignoredFolders = [".git", ".venv", "venv", "node_modules", "__pycache__", ".keelback"];

/** Python of somebody else: then nothing may be written here. */
export function foreignPython(workspace: Workspace, written: Written | undefined): readonly string[] {
  if (written) return [];
  return workspace
    .list(".", ignoredFolders)
    .filter((path) => /\.pyi?$/.test(path) || /(^|\/)(manage\.py|setup\.cfg|pyproject\.toml)$/.test(path));
}
