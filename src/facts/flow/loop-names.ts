import { type Body, type Expression, statementsOf } from "#python";

/** The names that differ from one round of a loop to the next: what it goes over, and what its body binds. */
export function loopNames(body: Body, target?: Expression): ReadonlySet<string> {
  const names = new Set<string>();
  if (target !== undefined) addTargets(names, target);
  for (const statement of statementsOf(body)) {
    if (statement.kind === "assign") for (const each of statement.targets) addTargets(names, each);
    else if (statement.kind === "annotated" || statement.kind === "augmented" || statement.kind === "for")
      addTargets(names, statement.target);
    else if (statement.kind === "with")
      for (const { target: each } of statement.items) if (each !== undefined) addTargets(names, each);
  }
  return names;
}

/** Adds the names that a target binds. */
export function addTargets(names: Set<string>, target: Expression): void {
  if (target.kind === "name") names.add(target.id);
  else if (target.kind === "starred") addTargets(names, target.value);
  else if (target.kind === "tuple" || target.kind === "list")
    for (const item of target.items) addTargets(names, item);
}
