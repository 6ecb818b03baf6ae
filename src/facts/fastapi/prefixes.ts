import type { Expression } from "#python";
import { argumentOf } from "../literals.ts";
import type { Evaluator, Frame } from "../values.ts";

/** What asks the environment: its second argument stands where nothing else is set. */
const askers = new Set(["os.getenv", "os.environ.get"]);

/**
 * What paths below a router begin with: none where nothing is given, undefined where source does not tell. Of a setting, what it is unless
 * somebody sets it.
 */
export function readPrefix(
  evaluator: Evaluator,
  frame: Frame,
  given: Expression | undefined,
): string | undefined {
  if (given === undefined) return "";
  const value = evaluator.evaluate(frame, given);
  if (value?.kind === "text") return value.text;
  const isAsked = value?.kind === "instance" && typeof value.of === "string" && askers.has(value.of);
  if (!isAsked) return undefined;
  const otherwise = evaluator.evaluate(value.frame, argumentOf(value.call, "default", 1));
  return otherwise?.kind === "text" ? otherwise.text : undefined;
}
