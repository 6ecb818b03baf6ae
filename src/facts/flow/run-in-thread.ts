import type { Expression } from "#python";
import type { Frame } from "./flow.ts";

/** Whether a plain function is run in a thread, whoever calls it: `@sync_to_async`, `@database_sync_to_async`. */
export function isRunInThread(node: Frame["node"]): boolean {
  return node?.kind === "function" && node.decorators.some(isMadeAsync);
}

function isMadeAsync(decorator: Expression): boolean {
  const { kind } = decorator;
  if (kind === "call") return isMadeAsync(decorator.callee);
  return /sync_to_async$/.test(kind === "name" ? decorator.id : kind === "attribute" ? decorator.name : "");
}
