import { posix } from "node:path";
import { parseJson, type RunningProcess, type Workspace } from "#workspace";
import type { PythonEnvironment } from "../environment/index.ts";
import { bytecodeFolder, sweepBytecode } from "./bytecode.ts";
import { bareEnvironment } from "./surroundings.ts";
import type {
  CallRequest,
  CallResult,
  Cancel,
  ModuleRequest,
  ProgramResult,
  PytestRequest,
  PytestRun,
  RunResult,
  ScriptRequest,
  Worker,
  WorkerReady,
  WorkerRequest,
} from "./types.ts";

export interface WorkerOptions {
  /** Modules that all runs will need: imported once. `module:function` is called too, where it imports at its first call. */
  readonly preload: readonly string[];
  /** How many runs at once; absent, one for each core. */
  readonly atOnce?: number;
  /** False: each run in a fresh Python, as on systems that cannot fork. */
  readonly fork?: boolean;
}

type Answer = RunResult & Readonly<Record<string, unknown>> & { readonly id: string };

/** Starts the process that imports the libraries once and runs tests and tools in forks of itself. */
export function startWorker(
  workspace: Workspace,
  environment: PythonEnvironment,
  options: WorkerOptions,
): Worker {
  const bytecode = bytecodeFolder(workspace);
  sweepBytecode(workspace, bytecode);
  const settings = { preload: options.preload, atOnce: options.atOnce ?? 0, fork: options.fork ?? true };
  const script = posix.join(workspace.packageFolder, "python", "keelback_worker.py");
  const running = workspace.start({
    program: environment.python,
    arguments: ["-I", "-X", "utf8", "-X", `pycache_prefix=${bytecode}`, script, JSON.stringify(settings)],
    folder: environment.folder,
    environment: bareEnvironment(workspace.environment, environment),
  });
  const { ready, ask } = converse(running);
  const send = <T>(kind: string, request: WorkerRequest, cancel?: Cancel): Promise<T> => {
    const { timeoutMs, ...rest } = request;
    return ask(
      { environment: {}, ...rest, kind, bytecode, timeoutSeconds: timeoutMs / 1000 },
      cancel,
    ) as Promise<T>;
  };
  return {
    ready,
    pytest: (request: PytestRequest, cancel) => send<PytestRun>("pytest", request, cancel).then(asPytestRun),
    call: (request: CallRequest, cancel) => send<CallResult>("call", request, cancel),
    module: (request: ModuleRequest, cancel) => send<ProgramResult>("module", request, cancel),
    script: (request: ScriptRequest, cancel) => send<ProgramResult>("script", request, cancel),
    stop: () => running.stop(),
  };
}

/** Pairs answers with requests by number; when the process ends, what is open is answered too. */
function converse(running: RunningProcess) {
  const open = new Map<string, (answer: Answer) => void>();
  let ended = false;
  let count = 0;
  let answerReady: (ready: WorkerReady | undefined) => void = () => undefined;
  const ready = new Promise<WorkerReady | undefined>((answer) => {
    answerReady = answer;
  });
  const settle = (answer: Answer): void => {
    open.get(answer.id)?.(answer);
    open.delete(answer.id);
  };
  running.onLine((line, stream) => {
    const said =
      stream === "stdout" ? (parseJson(line) as (Answer & Partial<WorkerReady>) | undefined) : undefined;
    if (said === undefined) return;
    if ("ready" in said) answerReady(said as unknown as WorkerReady);
    else settle(said);
  });
  void running.exited.then((code) => {
    ended = true;
    answerReady(undefined);
    for (const id of [...open.keys()]) settle(unanswered(id, "worker-ended", code, running.output()));
  });
  const ask = (request: object, cancel?: Cancel): Promise<Answer> => {
    count += 1;
    const id = String(count);
    if (ended) return Promise.resolve(unanswered(id, "worker-ended", 1, running.output()));
    void cancel?.then(() => {
      if (!open.has(id)) return;
      running.send(JSON.stringify({ kind: "cancel", target: id }));
      settle(unanswered(id, "cancelled", 1, ""));
    });
    return new Promise((answer) => {
      open.set(id, answer);
      running.send(JSON.stringify({ ...request, id }));
    });
  };
  return { ready, ask };
}

function unanswered(
  id: string,
  status: "cancelled" | "worker-ended",
  exitCode: number,
  stderr: string,
): Answer {
  return { id, status, seconds: 0, cpuSeconds: 0, exitCode, stdout: "", stderr: stderr.slice(-8000) };
}

function asPytestRun(run: PytestRun): PytestRun {
  return { ...run, tests: run.tests ?? [], collectionErrors: run.collectionErrors ?? [] };
}
