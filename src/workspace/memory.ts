import { posix } from "node:path";
import { assert, digest } from "#base";
import type {
  ApplyResult,
  Command,
  CommandResult,
  FileChange,
  LockRequest,
  LockResult,
  RunningProcess,
  Workspace,
} from "./workspace.ts";

export interface MemoryOptions {
  readonly root?: string;
  /** Texts by path, absolute or relative to the root. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Plays the programs; absent, none is found. */
  readonly run?: (command: Command, workspace: MemoryWorkspace) => Partial<CommandResult> | undefined;
  readonly start?: (command: Command) => RunningProcess;
}

/** A workspace in memory, for tests: the clock stands still, programs are played. */
export interface MemoryWorkspace extends Workspace {
  /** All texts, by absolute path. */
  readonly files: ReadonlyMap<string, string>;
  readonly commands: readonly Command[];
  at(root: string): MemoryWorkspace;
}

interface Store {
  readonly files: Map<string, string>;
  readonly commands: Command[];
  readonly locks: Set<string>;
  counter: number;
}

export function openMemory(options: MemoryOptions = {}): MemoryWorkspace {
  const root = options.root ?? "/work";
  const files = Object.entries(options.files ?? {}).map(
    ([path, text]) => [posix.resolve(root, path), text] as const,
  );
  return openAt(root, options, { files: new Map(files), commands: [], locks: new Set(), counter: 0 });
}

function openAt(root: string, options: MemoryOptions, store: Store): MemoryWorkspace {
  const absolute = (path: string): string => posix.resolve(root, path);
  const workspace: MemoryWorkspace = {
    root,
    environment: options.environment ?? {},
    cacheFolder: "/cache",
    packageFolder: "/package",
    files: store.files,
    commands: store.commands,
    readText: (path) => store.files.get(absolute(path)),
    readUntrusted: (path, folders) => {
      if (folders?.some((folder) => isInside(absolute(path), absolute(folder))) === false)
        return { ok: false, reason: "outside" };
      const text = store.files.get(absolute(path));
      if (text !== undefined) return { ok: true, text };
      return { ok: false, reason: pathsBelow(store, absolute(path)).length > 0 ? "folder" : "missing" };
    },
    stamp: (path) => {
      const text = store.files.get(absolute(path));
      return text === undefined ? undefined : { mark: digest(text), settled: true, executable: false };
    },
    exists: (path) => store.files.has(absolute(path)) || pathsBelow(store, absolute(path)).length > 0,
    list: (path, skip = []) =>
      pathsBelow(store, absolute(path)).filter(
        (way) =>
          !way
            .split("/")
            .slice(0, -1)
            .some((part) => skip.includes(part)),
      ),
    links: () => [],
    folders: (path) => [
      ...new Set(
        pathsBelow(store, absolute(path)).flatMap((way) =>
          way.includes("/") ? [way.split("/")[0] ?? ""] : [],
        ),
      ),
    ],
    apply: (changes) => applyInMemory(changes, root, store),
    removeFolder: (path) => removeInMemory(absolute(path), [root, "/cache"], store),
    lock: async (request) => lockInMemory(root, request, store),
    at: (other) => openAt(absolute(other), options, store),
    temporaryFolder: (name) => `/cache/temporary/${name}-${nextNumber(store)}`,
    run: async (command) => playCommand(command, options, store, workspace),
    start: (command) => {
      store.commands.push(command);
      assert(options.start !== undefined, `no process is played for ${command.program}`);
      return options.start(command);
    },
    freePort: async () => 8000 + nextNumber(store),
    secret: () => String(nextNumber(store)).padStart(64, "0"),
    elapsedMs: () => 0,
    now: () => "2026-01-01T00:00:00Z",
  };
  return workspace;
}

function nextNumber(store: Store): number {
  store.counter += 1;
  return store.counter;
}

function pathsBelow(store: Store, folder: string): readonly string[] {
  const start = folder === "/" ? "/" : `${folder}/`;
  return [...store.files.keys()]
    .filter((path) => path.startsWith(start))
    .map((path) => path.slice(start.length))
    .sort();
}

function isInside(path: string, root: string): boolean {
  return path.startsWith(`${root}/`);
}

function applyInMemory(changes: readonly FileChange[], root: string, store: Store): ApplyResult {
  for (const change of changes) {
    const path = posix.resolve(root, change.path);
    if (!isInside(path, root)) {
      return { ok: false, reason: "outside-target", message: `${change.path} is not inside ${root}` };
    }
  }
  for (const change of changes) {
    const path = posix.resolve(root, change.path);
    if (change.kind === "write") store.files.set(path, change.text);
    else store.files.delete(path);
  }
  return { ok: true };
}

function removeInMemory(folder: string, roots: readonly string[], store: Store): ApplyResult {
  if (!roots.some((root) => isInside(folder, root))) {
    return { ok: false, reason: "outside-target", message: `${folder} is not inside ${roots.join(" or ")}` };
  }
  for (const way of pathsBelow(store, folder)) store.files.delete(`${folder}/${way}`);
  return { ok: true };
}

function lockInMemory(root: string, request: LockRequest, store: Store): LockResult {
  const key = `${root} ${request.name ?? "tree"}`;
  if (store.locks.has(key)) {
    return { ok: false, reason: "locked", message: `${request.purpose} is at work here: wait for it to end` };
  }
  store.locks.add(key);
  return { ok: true, release: () => void store.locks.delete(key) };
}

function playCommand(
  command: Command,
  options: MemoryOptions,
  store: Store,
  workspace: MemoryWorkspace,
): CommandResult {
  store.commands.push(command);
  const played = options.run?.(command, workspace);
  const base: CommandResult = { status: "exited", code: 0, stdout: "", stderr: "", durationMs: 0 };
  if (played !== undefined) return { ...base, ...played };
  return { ...base, status: "not-found", code: 127, stderr: `${command.program}: not found` };
}
