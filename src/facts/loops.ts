import type { Expression } from "#python";
import type { Evaluator, Frame, Value } from "./values.ts";

/** Turns of one loop that are followed. */
const mostTurns = 500;

/** The frames of the turns of a loop over a list that is written out; undefined where what it loops over is not known. */
export function turnsOf(
  evaluator: Evaluator,
  frame: Frame,
  target: Expression,
  iterable: Expression,
): readonly Frame[] | undefined {
  const list = evaluator.evaluate(frame, iterable);
  if (list?.kind !== "list" || list.items.length > mostTurns) return undefined;
  const turns = list.items.map((item, index) => {
    const looped = new Map(frame.looped);
    return bindTarget(looped, target, item)
      ? { ...frame, id: `${frame.id}#${iterable.start}.${index}`, looped }
      : undefined;
  });
  return turns.every((turn) => turn !== undefined) ? turns : undefined;
}

function bindTarget(looped: Map<string, Value>, target: Expression, value: Value | undefined): boolean {
  if (target.kind === "name") {
    if (value !== undefined) looped.set(target.id, value);
    return true;
  }
  if (target.kind !== "tuple" && target.kind !== "list") return false;
  if (value?.kind !== "list" || value.items.length !== target.items.length) return false;
  return target.items.every((item, index) => bindTarget(looped, item, value.items[index]));
}
