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

const bound = new WeakMap<FunctionDefinition, ReadonlySet<string>>();

/** Names and attributes that a function binds anywhere, found once: most of what it calls is none of them. */
export function boundNames(node: FunctionDefinition): ReadonlySet<string> {
  const known = bound.get(node) ?? new Set((nodesOf(node) as readonly Assigned[]).flatMap(namesBound));
  bound.set(node, known);
  return known;
}

function namesBound(each: Assigned): readonly string[] {
  return targetsOf(each).flatMap((target) =>
    target?.kind === "name" ? target.id : target?.kind === "attribute" ? target.name : [],
  );
}

function targetsOf({ kind, targets = [], target }: Assigned): readonly (Expression | undefined)[] {
  return kind === "assign" ? targets : kind === "for" || kind === "annotated" ? [target] : [];
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
    if (targetsOf(each).some((target) => target !== undefined && isMeant(target))) found = each;
  }
  return found;
}
