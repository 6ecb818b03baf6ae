import { randomBytes } from "node:crypto";
import {
  type Dirent,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { assert, remember } from "#base";
import { applyChanges, removeBelow, removeIfEmpty } from "./disk-apply.ts";
import { type Recovery, recoverStaging } from "./disk-journal.ts";
import { holdsLock, processExists, takeLock, waitForLock } from "./disk-lock.ts";
import { findCacheFolder, findPackageFolder, isBelow, realPathOfFuture } from "./disk-places.ts";
import { runCommand, startCommand } from "./disk-run.ts";
import { readStamp } from "./disk-stamp.ts";
import { readUntrusted } from "./disk-text.ts";
import type {
  ApplyResult,
  FileChange,
  LockRequest,
  LockResult,
  TextReading,
  Workspace,
} from "./workspace.ts";

export interface DiskOptions {
  readonly root: string;
  /** Absent, the environment of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const treeLock = "tree";

/** The real disk. Where an interrupted run left the root half written, that is ended first. */
export function openDisk(options: DiskOptions): Workspace {
  const root = resolve(options.root);
  const environment = options.environment ?? process.env;
  const cacheFolder = findCacheFolder(environment);
  recover(root);
  // Of thousands of files that are read, all lie below the same few folders.
  const realOf = remember(realRoot);
  return {
    root,
    environment,
    cacheFolder,
    packageFolder: findPackageFolder(import.meta.dirname),
    readText: (path) => readText(resolve(root, path)),
    readUntrusted: (path, folders) =>
      folders === undefined
        ? readUntrusted(resolve(root, path))
        : readBelow(
            resolve(root, path),
            folders.map((folder) => resolve(root, folder)),
            realOf,
          ),
    stamp: (path) => readStamp(resolve(root, path)),
    exists: (path) => existsSync(resolve(root, path)),
    list: (path, skip = []) => listBelow(resolve(root, path), new Set(skip), (entry) => entry.isFile()),
    links: (path) => listBelow(resolve(root, path), new Set(), (entry) => !entry.isFile()),
    folders: (path) => listFolders(resolve(root, path)),
    apply: (changes) => applyUnderLock(changes, root, !isBelow(root, cacheFolder)),
    removeFolder: (path) => removeBelow(path, [root, cacheFolder], root),
    lock: (request) => lockRoot(root, request),
    at: (other) => openDisk({ root: resolve(root, other), environment }),
    temporaryFolder: (name) => makeTemporaryFolder(cacheFolder, name),
    run: (command) => runCommand(command, root, environment),
    start: (command) => startCommand(command, root, environment),
    freePort: findFreePort,
    secret: () => randomBytes(32).toString("hex"),
    elapsedMs: () => performance.now(),
    now: () => new Date().toISOString(),
  };
}

/** Ends what an interrupted `apply` began; does nothing while a living process holds the root's lock. */
export function recover(root: string): Recovery {
  const staging = stagingOf(root);
  if (!existsSync(staging)) return { kind: "nothing" };
  const lock = takeLock(scratchOf(root), treeLock, "the mending of an interrupted run");
  if (!lock.ok)
    return lock.reason === "locked" ? { kind: "nothing" } : { kind: "failed", message: lock.message };
  try {
    return recoverStaging(staging, realRoot(root));
  } finally {
    lock.release();
    sweepScratch(root);
  }
}

function applyUnderLock(changes: readonly FileChange[], root: string, durable: boolean): ApplyResult {
  if (changes.length === 0) return { ok: true };
  const madeRoot = !existsSync(root);
  const scratch = scratchOf(root);
  const lock: LockResult = holdsLock(scratch, treeLock)
    ? { ok: true, release: () => undefined }
    : takeLock(scratch, treeLock, "another write");
  if (!lock.ok) return lock;
  try {
    recoverStaging(stagingOf(root), realRoot(root));
    return applyChanges(changes, { root: realRoot(root), staging: stagingOf(root), durable });
  } finally {
    lock.release();
    sweepScratch(root);
    if (madeRoot) removeIfEmpty(root);
  }
}

async function lockRoot(root: string, request: LockRequest): Promise<LockResult> {
  const madeRoot = !existsSync(root);
  const scratch = scratchOf(root);
  const result = await waitForLock(scratch, request.name ?? treeLock, request.purpose, request.waitMs ?? 0);
  if (!result.ok) return result;
  recoverStaging(stagingOf(root), realRoot(root));
  const release = (): void => {
    result.release();
    sweepScratch(root);
    if (madeRoot) removeIfEmpty(root);
  };
  return { ok: true, release };
}

function scratchOf(root: string): string {
  return join(realRoot(root), ".keelback", "local");
}

function stagingOf(root: string): string {
  return join(scratchOf(root), "staging");
}

function realRoot(root: string): string {
  return realPathOfFuture(root) ?? root;
}

function sweepScratch(root: string): void {
  removeIfEmpty(scratchOf(root));
  removeIfEmpty(join(realRoot(root), ".keelback"));
}

function readText(path: string): string | undefined {
  try {
    // Of a pipe or a device the end may never come.
    return statSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

function readBelow(
  path: string,
  folders: readonly string[],
  realOf: (folder: string) => string,
): TextReading {
  // As it is written first: what is there outside is nobody's business.
  if (!folders.some((folder) => isBelow(path, folder))) return { ok: false, reason: "outside" };
  const real = realPathOf(path) ?? realPathOfFuture(path);
  if (real === undefined) return { ok: false, reason: "missing" };
  if (!folders.some((folder) => isBelow(real, realOf(folder)))) return { ok: false, reason: "outside" };
  return readUntrusted(real);
}

/** The real path of what is there, asked of the system in one call. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** Of all below a folder that is no folder itself, what is asked for. */
function listBelow(
  folder: string,
  skip: ReadonlySet<string>,
  isAsked: (entry: Dirent) => boolean,
): readonly string[] {
  const found: string[] = [];
  const enter = (way: string): void => {
    for (const entry of entriesOf(join(folder, way))) {
      const path = way === "" ? entry.name : `${way}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skip.has(entry.name) && path !== ".keelback/local") enter(path);
      } else if (isAsked(entry)) found.push(path);
    }
  };
  enter("");
  return found.sort();
}

function listFolders(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

const temporary = new Set<string>();

/** Folders of processes that were killed are taken away by the next one that needs such a folder. */
function makeTemporaryFolder(cacheFolder: string, name: string): string {
  assert(/^[a-z0-9-]+$/.test(name), `${name} is no name for a temporary folder`);
  const parent = join(cacheFolder, "temporary");
  if (temporary.size === 0) process.on("exit", () => sweep(temporary));
  mkdirSync(parent, { recursive: true });
  sweep(
    listFolders(parent)
      .filter(isAbandoned)
      .map((folder) => join(parent, folder)),
  );
  const made = mkdtempSync(join(parent, `${process.pid}-${name}-`));
  temporary.add(made);
  return made;
}

function isAbandoned(folder: string): boolean {
  const pid = Number(folder.split("-")[0]);
  return pid !== process.pid && !processExists(pid);
}

function sweep(folders: Iterable<string>): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function findFreePort(): Promise<number> {
  return new Promise((answer, refuse) => {
    const server = createServer();
    server.on("error", refuse);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      assert(address !== null && typeof address === "object", "a listening socket has an address");
      server.close(() => answer(address.port));
    });
  });
}
