import { type FunctionDefinition, statementsOf } from "#python";
import type { ProjectClass } from "../classes.ts";
import type { FunctionValue } from "../flow/values.ts";
import type { Reading } from "../front-end.ts";

/** How many classes may stand for one. */
const most = 12;

/**
 * What a method without a body of its own may be where it is called: those of the classes that extend its class, and for one that only
 * says what others have, of those that have all of it.
 */
export function openOverrides(reading: Reading): (callee: FunctionValue) => readonly FunctionValue[] {
  let all: readonly ProjectClass[] | undefined;
  const known = new Map<FunctionDefinition, readonly FunctionValue[]>();
  return (callee) => {
    const { node, owner, self } = callee;
    if (owner === undefined || node.kind === "lambda" || self?.kind === "class" || !isEmpty(node)) return [];
    const before = known.get(node);
    if (before !== undefined) return before;
    all ??= classesOf(reading);
    const found = all.flatMap((each) => overrideIn(each, owner, node.name.id)).slice(0, most);
    known.set(node, found);
    return found;
  };
}

function classesOf({ project, classes }: Reading): readonly ProjectClass[] {
  return [...project.modules.values()].flatMap((module) =>
    [...statementsOf(module.syntax.body)].flatMap((node) =>
      node.kind === "class" ? [classes.read({ kind: "class", module, node })] : [],
    ),
  );
}

function overrideIn(each: ProjectClass, owner: ProjectClass, name: string): readonly FunctionValue[] {
  const binding = each.scope.names.get(name);
  if (each === owner || binding?.kind !== "function" || isEmpty(binding.node)) return [];
  const isForm = owner.lineage.some((base) => typeof base === "string" && /(?:^|\.)Protocol$/.test(base));
  if (!each.lineage.includes(owner) && !(isForm && hasAll(each, owner))) return [];
  const self = { kind: "object", of: each, attributes: new Map() } as const;
  return [{ kind: "function", module: each.module, node: binding.node, owner: each, self }];
}

/** Whether a class has all methods that another names, with as many parameters. */
function hasAll(each: ProjectClass, owner: ProjectClass): boolean {
  return [...owner.scope.names].every(([name, wanted]) => {
    const own = each.scope.names.get(name);
    return (
      wanted.kind !== "function" ||
      (own?.kind === "function" && own.node.parameters.length === wanted.node.parameters.length)
    );
  });
}

/** Whether a function only says that it is there. */
function isEmpty({ body }: FunctionDefinition): boolean {
  return body.every(
    (statement) =>
      statement.kind === "pass" ||
      (statement.kind === "raise" && body.length <= 2) ||
      (statement.kind === "expression" &&
        (statement.value.kind === "string" ||
          (statement.value.kind === "constant" && statement.value.value === "..."))),
  );
}
