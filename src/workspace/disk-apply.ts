import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { assert } from "#base";
import {
  finishJournal,
  isReserved,
  type Journal,
  type JournalEntry,
  journalFile,
  undoJournal,
} from "./disk-journal.ts";
import { messageOf } from "./disk-lock.ts";
import { kindOf, resolveBelow } from "./disk-places.ts";
import type { ApplyResult, FileChange } from "./workspace.ts";

export interface ApplyOptions {
  /** A real path. */
  readonly root: string;
  /** Where to stage: on the root's file system, and ours alone. */
  readonly staging: string;
  /** Is it to survive a power cut? Not for what can be made again. */
  readonly durable: boolean;
}

interface Target {
  readonly change: FileChange;
  readonly path: string;
}

/**
 * Stages everything, then writes a journal that names each rename, then renames. Up to the journal nothing has
 * changed; from the journal on the change is completed, at the latest by the next start. The caller holds the lock.
 */
export function applyChanges(changes: readonly FileChange[], options: ApplyOptions): ApplyResult {
  const targets = changes.map((change) => ({ change, path: resolveBelow(options.root, change.path) }));
  const refusal = refuseTargets(targets, options.root);
  if (refusal !== undefined) return refusal;
  const known = targets.filter((target): target is Target => target.path !== undefined);
  let journal: Journal | undefined;
  try {
    journal = stage(known, options);
    writeJournal(journal, options);
  } catch (error) {
    rmSync(options.staging, { recursive: true, force: true });
    return { ok: false, reason: "io", message: `nothing was written: ${messageOf(error)}` };
  }
  try {
    finishJournal(journal, options.staging, options.root);
    return { ok: true };
  } catch (error) {
    return undoAfter(error, journal, options);
  }
}

function undoAfter(error: unknown, journal: Journal, options: ApplyOptions): ApplyResult {
  try {
    undoJournal(journal, options.staging, options.root);
    return failed(`nothing was written: ${messageOf(error)}`);
  } catch {
    return failed(`interrupted, and ended at the next start: ${messageOf(error)}`);
  }
}

function refuseTargets(
  targets: readonly { readonly change: FileChange; readonly path: string | undefined }[],
  root: string,
): ApplyResult | undefined {
  const seen = new Set<string>();
  for (const { change, path } of targets) {
    if (path === undefined) return outside(`${JSON.stringify(change.path)} is not inside ${root}`);
    if (isReserved(relative(root, path))) return outside(`${change.path} is not ours to write`);
    const blocking = ancestorThatIsAFile(dirname(path), root);
    if (blocking !== undefined) return failed(`${change.path}: ${relative(root, blocking)} is a file`);
    if (kindOf(path) === "folder") return failed(`${change.path} is a folder`);
    assert(!seen.has(path), `${change.path} is written twice in one step`);
    seen.add(path);
  }
  return undefined;
}

function ancestorThatIsAFile(folder: string, root: string): string | undefined {
  for (let current = folder; current.length >= root.length; current = dirname(current)) {
    const kind = kindOf(current);
    if (kind !== "absent") return kind === "folder" ? undefined : current;
    if (dirname(current) === current) return undefined;
  }
  return undefined;
}

function stage(targets: readonly Target[], options: ApplyOptions): Journal {
  mkdirSync(join(options.staging, "new"), { recursive: true });
  mkdirSync(join(options.staging, "old"), { recursive: true });
  const entries = targets.map(({ change, path }, index): JournalEntry => {
    const name = String(index);
    if (change.kind === "write") stageFile(join(options.staging, "new", name), change, options.durable);
    const existed = existsSync(path);
    if (existed) keep(path, join(options.staging, "old", name));
    return { kind: change.kind, path: relative(options.root, path), name, existed };
  });
  return { durable: options.durable, entries };
}

function stageFile(staged: string, change: FileChange & { readonly kind: "write" }, durable: boolean): void {
  writeAndSync(staged, change.text, durable);
  if (change.executable === true) chmodSync(staged, 0o755);
}

function keep(path: string, copy: string): void {
  try {
    linkSync(path, copy);
  } catch {
    copyFileSync(path, copy); // A file system without hard links.
  }
}

function writeJournal(journal: Journal, options: ApplyOptions): void {
  const final = journalFile(options.staging);
  writeAndSync(`${final}.new`, JSON.stringify(journal), options.durable);
  renameSync(`${final}.new`, final);
}

function writeAndSync(path: string, text: string, durable: boolean): void {
  const handle = openSync(path, "wx");
  try {
    writeFileSync(handle, text);
    if (durable) fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Takes away a folder and all in it, where it is strictly below one of the roots. */
export function removeBelow(path: string, roots: readonly string[], base: string): ApplyResult {
  const wanted = isAbsolute(path) ? path : resolve(base, path);
  const real = roots.map((root) => resolveBelow(root, wanted)).find((found) => found !== undefined);
  if (real === undefined) return outside(`${path} is not inside ${roots.join(" or ")}`);
  try {
    if (kindOf(wanted) === "link") rmSync(wanted);
    else rmSync(real, { recursive: true, force: true, maxRetries: 3 });
    return { ok: true };
  } catch (error) {
    return failed(`cannot take away ${path}: ${messageOf(error)}`);
  }
}

/** Takes away a folder where it is empty. */
export function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or already gone.
  }
}

function outside(message: string): ApplyResult {
  return { ok: false, reason: "outside-target", message };
}

function failed(message: string): ApplyResult {
  return { ok: false, reason: "io", message };
}
