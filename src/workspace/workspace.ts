import type { NoText } from "./decode-text.ts";

/**
 * Everything outside the process, behind one interface: disk and memory implement it, verbs receive it.
 * Outside failures come back as tagged results, never as exceptions.
 */
export interface Workspace {
  /** Absolute path of the folder that the verb works in. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A folder of this user for what can be made again. */
  readonly cacheFolder: string;
  /** The folder of this program, which holds `python/`. */
  readonly packageFolder: string;

  /** Text of a file (path absolute, or relative to the root); undefined where there is none or it is not readable. */
  readText(path: string): string | undefined;
  /**
   * The same of a file that somebody else wrote, whatever it is, or why there is none. With folders, it must lie below one
   * of them, whatever symbolic links stand in between.
   */
  readUntrusted(path: string, folders?: readonly string[]): TextReading;
  /** What shows that an ordinary file was changed, without reading it; undefined where there is none. */
  stamp(path: string): FileStamp | undefined;
  exists(path: string): boolean;
  /** Relative paths of all files below a folder, sorted; folders named in `skip` are not entered. */
  list(path: string, skip?: readonly string[]): readonly string[];
  /** Relative paths of what is no ordinary file and no folder below a folder, sorted: links, pipes. They are not followed. */
  links(path: string): readonly string[];
  /** Names of the folders directly in a folder, sorted. */
  folders(path: string): readonly string[];

  /** Writes and deletes all of these, or none: an interruption leaves the tree as it was or as it should be. */
  apply(changes: readonly FileChange[]): ApplyResult;
  /** Takes a folder away with all that is in it; only strictly below the root or the cache folder. */
  removeFolder(path: string): ApplyResult;
  /** The lock of this root, which another process is refused; without a wait, at once. */
  lock(request: LockRequest): Promise<LockResult>;
  /** The same means for another root. Nothing is made until something is written. */
  at(root: string): Workspace;
  /** A new empty folder in the cache, gone at the latest when this process ends. */
  temporaryFolder(name: string): string;

  run(command: Command): Promise<CommandResult>;
  /** Starts a process that goes on in the background, at most as long as this one. */
  start(command: Command): RunningProcess;
  /** A port of the loopback that nothing listens on now. */
  freePort(): Promise<number>;
  /** A fresh secret of 256 random bits, as 64 hex digits. */
  secret(): string;

  /** Milliseconds since some fixed moment, for durations. */
  elapsedMs(): number;
  /** Now, as RFC 3339. */
  now(): string;
}

export interface FileStamp {
  /** Another one after each change. */
  readonly mark: string;
  /** False for a file that was changed a moment ago: it could change once more within one tick of the clock, and keep its mark. */
  readonly settled: boolean;
  readonly executable: boolean;
}

export type TextReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: "missing" | "outside" | "folder" | "forbidden" | "failed" }
  /** A device, a pipe or a socket. */
  | { readonly ok: false; readonly reason: "special" }
  | { readonly ok: false; readonly reason: "too-large" }
  | ({ readonly ok: false } & NoText);

export type FileChange =
  | { readonly kind: "write"; readonly path: string; readonly text: string; readonly executable?: boolean }
  | { readonly kind: "delete"; readonly path: string };

export type ApplyResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "outside-target" | "locked" | "io"; readonly message: string };

export interface LockRequest {
  /** What the lock is for, told to whoever is refused: `build of library.yaml`. */
  readonly purpose: string;
  /** Which lock of this root; absent, the one that `apply` takes too. */
  readonly name?: string;
  /** How long to wait for the holder to end; absent, not at all. */
  readonly waitMs?: number;
}

export type LockResult =
  | { readonly ok: true; readonly release: () => void }
  | { readonly ok: false; readonly reason: "locked" | "io"; readonly message: string };

export interface Command {
  readonly program: string;
  readonly arguments: readonly string[];
  /** Absolute, or relative to the root; absent, the root. */
  readonly folder?: string;
  /** Added to (or, where undefined, taken from) the process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly timeoutMs?: number;
  readonly onLine?: (line: string, stream: OutputStream) => void;
}

export type OutputStream = "stdout" | "stderr";

export interface CommandResult {
  /** `not-found`: it could not be started at all; `stderr` says why. */
  readonly status: "exited" | "timed-out" | "not-found";
  /** The exit code; 128 and the signal's number for one that was killed. */
  readonly code: number;
  /** Bounded: of very long output the beginning and the end are kept. */
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

export interface RunningProcess {
  readonly pid: number | undefined;
  /** What was printed so far; of very long output the beginning and the end. */
  output(): string;
  send(line: string): void;
  onLine(listener: (line: string, stream: OutputStream) => void): void;
  /** The exit code; 127 where the program could not be started. */
  readonly exited: Promise<number>;
  /** Asks the process and all that it started to end, and ends them after a grace of five seconds. */
  stop(): Promise<void>;
}
