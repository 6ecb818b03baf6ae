import type { Expression, FunctionDefinition } from "#python";
import { nodesOf } from "./nodes.ts";

/** What binds a name: an assignment, or a loop. */
export interface Assigned {
  readonly kind: string;
  readonly start: number;
  readonly targets?: readonly Expression[];
  readonly target?: Expression;
  readonly value?: Expression;
  readonly iterable?: Expression;
}

/** The assignment of a name or an attribute that stands last before a place of a function. */
export function lastAssigned(
  node: FunctionDefinition,
  at: number,
  isMeant: (target: Expression) => boolean,
): Assigned | undefined {
  let found: Assigned | undefined;
  for (const each of nodesOf(node) as readonly Assigned[]) {
    if (each.start >= at) break;
    const targets =
      each.kind === "assign"
        ? (each.targets ?? [])
        : each.kind === "for" || each.kind === "annotated"
          ? [each.target]
          : [];
    if (targets.some((target) => target !== undefined && isMeant(target))) found = each;
  }
  return found;
}
