import type { Expression } from "#python";
import { idOf, type ProjectClass } from "./classes.ts";
import { defineExpression } from "./definitions.ts";
import type { Reading } from "./front-end.ts";
import { substitute, type TypeArguments, type TypeFact } from "./type.ts";
import { parametersIn } from "./type-parameters.ts";
import { readType } from "./types.ts";

const deepest = 20;

/**
 * The type parameters of a class in their order: `class Page[T](…)`, `class Page(Generic[T])`, or those that stand in its bases:
 * https://docs.python.org/3/library/typing.html#user-defined-generic-types
 */
export function variablesOf({ project }: Reading, { module, node }: ProjectClass): readonly string[] {
  if (node.typeParameters.length > 0) return node.typeParameters.map(({ name }) => name);
  const given = node.args.flatMap(({ name, value }) =>
    name === undefined && value.kind === "subscript" ? [value] : [],
  );
  const own = given.filter(({ value: of }) => {
    const outer = of.kind === "name" ? of.id : of.kind === "attribute" ? of.name : "";
    return outer === "Generic" || outer === "Protocol";
  });
  if (own.length > 0)
    return own.flatMap(({ index }) =>
      itemsOf(index).flatMap((item) => (item.kind === "name" ? [item.id] : [])),
    );
  return [...new Set(given.flatMap(({ index }) => parametersIn(project, module, index)))];
}

/** What the type parameters of the classes stand for that a class inherits from, by their ids: `class Names(Page[str])`. */
export function baseArguments(reading: Reading, model: ProjectClass): ReadonlyMap<string, TypeArguments> {
  const found = new Map<string, TypeArguments>();
  const visit = (owner: ProjectClass, given: TypeArguments, depth: number): void => {
    if (found.has(idOf(owner)) || depth > deepest) return;
    found.set(idOf(owner), given);
    const variables = new Set(variablesOf(reading, owner));
    const place = { module: owner.module, scopes: [owner.scope], variables };
    for (const { name, spread, value } of owner.node.args) {
      if (name !== undefined || spread !== undefined) continue;
      const meant = defineExpression(
        reading.project,
        owner.module,
        value.kind === "subscript" ? value.value : value,
      );
      if (meant?.kind !== "class") continue;
      const base = reading.classes.read(meant);
      const args = value.kind === "subscript" ? itemsOf(value.index) : [];
      const types = variablesOf(reading, base).map((variable, at): readonly [string, TypeFact] => {
        const arg = args[at];
        // A base without brackets has parameters of which nothing is said, whatever they are called elsewhere.
        return [variable, arg ? substitute(readType(reading, place, arg), given) : { kind: "unknown" }];
      });
      visit(base, new Map(types), depth + 1);
    }
  };
  visit(model, new Map(), 0);
  return found;
}

function itemsOf(index: Expression): readonly Expression[] {
  return index.kind === "tuple" ? index.items : [index];
}
