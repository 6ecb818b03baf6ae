import type { Operation } from "#contract";
import type { ModuleBlueprint, OperationBlueprint } from "./blueprint.ts";

/**
 * The operations of a module in an order in which a router reaches each: routers try one path after the other, so one whose
 * parameter would take another's word comes after that. The order is kept otherwise.
 */
export function reachableOperations(
  operations: readonly OperationBlueprint[],
): readonly OperationBlueprint[] {
  return reachable(operations, (one, other) => takes(one.contract, other.contract));
}

/** The same of modules, whose routers are tried one after the other. */
export function reachableModules(modules: readonly ModuleBlueprint[]): readonly ModuleBlueprint[] {
  return reachable(modules, (one, other) =>
    one.operations.some((first) => other.operations.some((second) => takes(first.contract, second.contract))),
  );
}

function reachable<T>(all: readonly T[], hides: (one: T, other: T) => boolean): readonly T[] {
  const ordered: T[] = [];
  for (const each of all) {
    const place = ordered.findIndex((before) => hides(before, each));
    ordered.splice(place < 0 ? ordered.length : place, 0, each);
  }
  return ordered;
}

/** Whether a request that is meant for the path of the other operation would reach this one, or be told its methods. */
function takes(one: Operation, other: Operation): boolean {
  if (one.segments.length !== other.segments.length) return false;
  const pairs = one.segments.map((segment, index) => [segment, other.segments[index]] as const);
  const isTaken = pairs.every(
    ([mine, its]) => mine.kind === "parameter" || (its?.kind === "literal" && its.text === mine.text),
  );
  return isTaken && pairs.some(([mine, its]) => mine.kind === "parameter" && its?.kind === "literal");
}
