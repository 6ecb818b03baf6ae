import { cleanLine } from "#base";
import { type ProgressLine, reportProgress } from "#report";
import type { ProgressEvent } from "#verbs";
import type { Terminal } from "./terminal.ts";

export interface ProgressPrinter {
  report(event: ProgressEvent): void;
  /** Takes away a line that is still being written over. */
  clear(): void;
}

const everyMs = 200;
const clearLine = "\r\u001b[2K";

/** Prints each step when it ends; on a terminal also while it runs, on one line that is written over. */
export function printProgress(terminal: Terminal, now: () => number): ProgressPrinter {
  let running: { readonly line: ProgressLine; readonly startedMs: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const look = { ...terminal.errLook, width: terminal.errLook.width - 1 };
  const draw = (): void => {
    if (!running || !terminal.live) return;
    const durationMs = now() - running.startedMs;
    terminal.err(clearLine + reportProgress({ ...running.line, durationMs }, look));
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    if (running && terminal.live) terminal.err(clearLine);
  };
  return {
    clear: () => {
      stop();
      running = undefined;
    },
    report: (event) => {
      switch (event.kind) {
        case "begin": {
          stop();
          running = { line: { ...event, text: "" }, startedMs: now() };
          if (terminal.live) timer = setInterval(draw, everyMs).unref();
          return draw();
        }
        case "detail": {
          if (running) running = { ...running, line: { ...running.line, text: event.text } };
          return draw();
        }
        case "line": {
          stop();
          return terminal.err(`${cleanLine(event.text)}\n`);
        }
        case "end": {
          if (!running) return;
          const { line, startedMs } = running;
          stop();
          running = undefined;
          const durationMs = event.durationMs ?? now() - startedMs;
          const ended = { ...line, text: event.text, durationMs, failed: event.failed ?? false };
          return terminal.err(`${reportProgress(ended, look)}\n`);
        }
      }
    },
  };
}
