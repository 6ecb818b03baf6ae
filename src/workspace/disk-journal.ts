import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "./disk-lock.ts";
import { resolveBelow } from "./disk-places.ts";

export interface JournalEntry {
  readonly kind: "write" | "delete";
  /** Relative to the root's real path, so that a moved tree can still be mended. */
  readonly path: string;
  /** Name of the staged text in `new/`, and of the text before in `old/`. */
  readonly name: string;
  readonly existed: boolean;
}

/** What is to be renamed where. Once it is on disk, the change is decided. */
export interface Journal {
  readonly durable: boolean;
  readonly entries: readonly JournalEntry[];
}

export type Recovery =
  | { readonly kind: "nothing" }
  | { readonly kind: "completed" | "rolled-back"; readonly files: number }
  | { readonly kind: "failed"; readonly message: string };

export function journalFile(staging: string): string {
  return join(staging, "journal.json");
}

/** Carries out what of the journal is not yet done; any number of times, with the same result. */
export function finishJournal(journal: Journal, staging: string, root: string): void {
  if (journal.durable) for (const folder of [join(staging, "new"), staging]) syncFolder(folder);
  for (const entry of journal.entries) {
    if (entry.kind === "delete") rmSync(join(root, entry.path), { force: true });
    else putInPlace(entry, staging, root);
  }
  const folders = new Set(journal.entries.map((entry) => dirname(join(root, entry.path))));
  for (const entry of journal.entries) if (entry.kind === "delete") removeEmpty(entry.path, root);
  if (journal.durable) for (const folder of folders) syncFolder(folder);
  rmSync(journalFile(staging), { force: true });
  rmSync(staging, { recursive: true, force: true });
}

/** Puts everything back as it was before; used where completing met an error. */
export function undoJournal(journal: Journal, staging: string, root: string): void {
  for (const entry of journal.entries) {
    const old = join(staging, "old", entry.name);
    const path = join(root, entry.path);
    if (entry.existed && existsSync(old)) {
      mkdirSync(dirname(path), { recursive: true });
      renameSync(old, path);
    } else if (!entry.existed) {
      rmSync(path, { force: true });
      removeEmpty(entry.path, root);
    }
  }
  rmSync(journalFile(staging), { force: true });
  rmSync(staging, { recursive: true, force: true });
}

/** Ends what an interrupted run began: with a journal it is completed, without one nothing had changed yet. */
export function recoverStaging(staging: string, root: string): Recovery {
  if (!existsSync(staging)) return { kind: "nothing" };
  let journal: Journal | undefined;
  try {
    journal = readJournal(staging, root);
    if (journal === undefined) rmSync(staging, { recursive: true, force: true });
    else finishJournal(journal, staging, root);
    return journal === undefined
      ? { kind: "rolled-back", files: 0 }
      : { kind: "completed", files: journal.entries.length };
  } catch (error) {
    return undoAfter(error, journal, staging, root);
  }
}

function undoAfter(error: unknown, journal: Journal | undefined, staging: string, root: string): Recovery {
  try {
    if (journal !== undefined) undoJournal(journal, staging, root);
    return { kind: "rolled-back", files: journal?.entries.length ?? 0 };
  } catch {
    return { kind: "failed", message: `an interrupted run cannot be ended: ${messageOf(error)}` };
  }
}

/** A journal may have come with somebody's tree: it is believed only where `apply` would have written the same. */
function readJournal(staging: string, root: string): Journal | undefined {
  const file = journalFile(staging);
  if (!existsSync(file)) return undefined;
  const journal = JSON.parse(readFileSync(file, "utf8")) as Journal;
  const honest = journal.entries.every(
    ({ name, path }) =>
      /^\d+$/.test(name) && !isReserved(path) && resolveBelow(root, path) === join(root, path),
  );
  return honest ? journal : undefined;
}

/** Places inside a root that nothing is ever written to through `apply`. */
export function isReserved(path: string): boolean {
  const [first, second] = path.split(/[\\/]/);
  return first?.toLowerCase() === ".git" || (first === ".keelback" && second === "local");
}

function putInPlace(entry: JournalEntry, staging: string, root: string): void {
  const staged = join(staging, "new", entry.name);
  const path = join(root, entry.path);
  if (!existsSync(staged)) return; // Done before the interruption.
  mkdirSync(dirname(path), { recursive: true });
  const before = statSync(path, { throwIfNoEntry: false });
  // A file keeps the rights it had; the staged text may only add the right to be run.
  if (before !== undefined) chmodSync(staged, (before.mode | (statSync(staged).mode & 0o111)) & 0o777);
  renameSync(staged, path);
}

function removeEmpty(path: string, root: string): void {
  for (let way = dirname(path); way !== "."; way = dirname(way)) {
    const folder = join(root, way);
    if (!existsSync(folder)) continue;
    if (readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}

function syncFolder(folder: string): void {
  if (process.platform === "win32" || !existsSync(folder)) return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
