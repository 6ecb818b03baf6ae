import type { Expression, FunctionDefinition } from "#python";
import type { ProjectClass } from "../classes.ts";
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

/** What the methods of one class give to an attribute of `self`, each the last that it gives. */
export function* assignedByMethods(
  { scope }: ProjectClass,
  name: string,
): Generator<{ readonly node: FunctionDefinition; readonly assigned: Assigned }> {
  for (const binding of scope.names.values()) {
    if (binding.kind !== "function" || !boundNames(binding.node).has(name)) continue;
    const { node } = binding;
    const assigned = lastAssigned(node, Number.POSITIVE_INFINITY, (target) => isOwnAttribute(target, name));
    if (assigned !== undefined) yield { node, assigned };
  }
}

/** `self.name` or `cls.name`. */
export function isOwnAttribute(expression: Expression, name: string): boolean {
  return expression.kind === "attribute" && expression.name === name && isSelf(expression.value);
}

export function isSelf(expression: Expression): boolean {
  return expression.kind === "name" && /^(self|cls)$/.test(expression.id);
}
