import type { Call } from "#python";
import type { Frame } from "./flow.ts";

const loggers = /^_?(?:log|logger|logging|LOG|LOGGER|[a-z_]*_logger)$/;
const levels = /^(?:debug|info|warning|warn|error|exception|critical|log)$/;
const failures = /^(?:warning|warn|error|exception|critical)$/;

/** `logger.info(…)`, by the names that people give loggers. */
export function isLog({ callee }: Call): boolean {
  if (callee.kind !== "attribute" || !levels.test(callee.name)) return false;
  const { value } = callee;
  return loggers.test(value.kind === "name" ? value.id : value.kind === "attribute" ? value.name : "");
}

/**
 * The frame in which the arguments of a call are worked out. What is handed to a logger because something went wrong is asked for where
 * it does, and not for each row: nothing is told of it, nor remembered for those who call the same functions otherwise.
 */
export function frameOfArguments(frame: Frame, call: Call): Frame {
  const { callee } = call;
  if (callee.kind !== "attribute" || !failures.test(callee.name) || !isLog(call)) return frame;
  const { flow } = frame;
  return {
    ...frame,
    flow: {
      ...flow,
      followed: new WeakMap(),
      emit: (event) => {
        if (event.kind !== "read" && event.kind !== "run") flow.emit(event);
      },
    },
    result: { ...frame.result, runs: [] },
  };
}
