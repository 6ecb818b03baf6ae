import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { resolve } from "node:path";
import { boundedText, lineSplitter } from "./output.ts";
import type { Command, CommandResult, OutputStream, RunningProcess } from "./workspace.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const alive = new Set<ChildProcess>();
let guarding = false;

/** Runs a program without a shell, in a process group of its own, and waits for its end. */
export function runCommand(command: Command, root: string, environment: Environment): Promise<CommandResult> {
  const from = performance.now();
  const stdout = boundedText();
  const stderr = boundedText();
  const child = launch(command, root, environment);
  const told = { stdout: lineSplitter(), stderr: lineSplitter() };
  let timedOut = false;
  const timer = command.timeoutMs === undefined ? undefined : setTimeout(onTimeout, command.timeoutMs);
  function onTimeout(): void {
    timedOut = true;
    killGroup(child, "SIGKILL");
  }
  listen(child, (text, stream) => {
    (stream === "stdout" ? stdout : stderr).add(text);
    if (command.onLine !== undefined) for (const line of told[stream].add(text)) command.onLine(line, stream);
  });
  child.stdin?.end(command.input ?? "");
  return new Promise((answer) => {
    const end = (status: CommandResult["status"], code: number): void => {
      clearTimeout(timer);
      alive.delete(child);
      if (command.onLine !== undefined) {
        for (const stream of ["stdout", "stderr"] as const)
          for (const line of told[stream].end()) command.onLine(line, stream);
      }
      const durationMs = performance.now() - from;
      answer({ status, code, stdout: stdout.text(), stderr: stderr.text(), durationMs });
    };
    child.on("error", (error) => {
      stderr.add(`${command.program}: ${error.message}\n`);
      end("not-found", 127);
    });
    child.on("close", (code, signal) => end(timedOut ? "timed-out" : "exited", exitCode(code, signal)));
    child.on("exit", () => killLeftovers(child));
  });
}

/** Starts a program that goes on in the background; it ends at the latest with this process. */
export function startCommand(command: Command, root: string, environment: Environment): RunningProcess {
  const output = boundedText();
  const listeners: ((line: string, stream: OutputStream) => void)[] = [];
  if (command.onLine !== undefined) listeners.push(command.onLine);
  const told = { stdout: lineSplitter(), stderr: lineSplitter() };
  const child = launch(command, root, environment);
  const tell = (lines: readonly string[], stream: OutputStream): void => {
    for (const line of lines) for (const listener of listeners) listener(line, stream);
  };
  listen(child, (text, stream) => {
    output.add(text);
    tell(told[stream].add(text), stream);
  });
  if (command.input !== undefined) child.stdin?.write(command.input);
  const exited = new Promise<number>((answer) => {
    child.on("error", (error) => {
      output.add(`${command.program}: ${error.message}\n`);
      alive.delete(child);
      answer(127);
    });
    child.on("close", (code, signal) => {
      for (const stream of ["stdout", "stderr"] as const) tell(told[stream].end(), stream);
      alive.delete(child);
      answer(exitCode(code, signal));
    });
    child.on("exit", () => killLeftovers(child));
  });
  return {
    pid: child.pid,
    output: output.text,
    send: (line) => void (child.stdin?.writable && child.stdin.write(`${line}\n`)),
    onLine: (listener) => void listeners.push(listener),
    exited,
    stop: () => stopGently(child, exited),
  };
}

function launch(command: Command, root: string, environment: Environment): ChildProcess {
  guardAgainstOrphans();
  const merged = { ...environment, ...command.environment };
  const child = spawn(command.program, [...command.arguments], {
    cwd: resolve(root, command.folder ?? "."),
    env: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)),
    stdio: ["pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  child.stdin?.on("error", () => undefined); // It ended without reading all: its exit code tells.
  if (child.pid !== undefined) alive.add(child);
  return child;
}

function listen(child: ChildProcess, take: (text: string, stream: OutputStream) => void): void {
  child.stdout?.setEncoding("utf8").on("data", (text: string) => take(text, "stdout"));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => take(text, "stderr"));
}

/** What a program left running in its group would hold our pipes open for ever. */
function killLeftovers(child: ChildProcess): void {
  setTimeout(() => alive.has(child) && killGroup(child, "SIGKILL"), 200).unref();
}

async function stopGently(child: ChildProcess, exited: Promise<number>): Promise<void> {
  if (!alive.has(child)) return;
  killGroup(child, "SIGTERM");
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), 5000);
  await exited;
  clearTimeout(timer);
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** A group of its own means that the terminal's Ctrl-C does not reach it: we pass the end on. */
function guardAgainstOrphans(): void {
  if (guarding) return;
  guarding = true;
  const endAll = (): void => {
    for (const child of alive) killGroup(child, "SIGTERM");
  };
  process.on("exit", endAll);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      endAll();
      if (process.listenerCount(signal) === 0) process.exit(exitCode(null, signal));
    });
  }
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}
