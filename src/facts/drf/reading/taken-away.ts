import { type Expression, type Statement, statementsOf } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { textOf } from "../../literals.ts";

const places = ["__init__", "get_fields", "fields", "get_field_names", "get_default_field_names"];

/** Whether a serializer decides for each instance which fields it shows. */
export function choosesFields({ lineage }: ProjectClass): boolean {
  return lineage.some(
    (owner) =>
      typeof owner !== "string" && places.some((name) => owner.scope.names.get(name)?.kind === "function"),
  );
}

/** Fields that a serializer may take away by name when it is made, `self.fields.pop("total")`: it is not certain that it shows them. */
export function takenAway({ lineage }: ProjectClass): ReadonlySet<string> {
  const names = new Set<string>();
  for (const owner of lineage) {
    if (typeof owner === "string") continue;
    for (const place of places) {
      const binding = owner.scope.names.get(place);
      if (binding?.kind !== "function") continue;
      for (const statement of statementsOf(binding.node.body)) addTaken(names, statement);
    }
  }
  return names;
}

function addTaken(names: Set<string>, statement: Statement): void {
  if (statement.kind === "delete") {
    for (const target of statement.targets) if (target.kind === "subscript") addText(names, target.index);
  } else if (statement.kind === "expression" || statement.kind === "assign") {
    const { value } = statement;
    if (value.kind !== "call" || value.callee.kind !== "attribute" || value.callee.name !== "pop") return;
    const from = value.callee.value;
    // What is taken from the arguments is no field.
    if (from.kind !== "name" || from.id !== "kwargs") addText(names, value.args[0]?.value);
  }
}

function addText(names: Set<string>, expression: Expression | undefined): void {
  const text = textOf(expression);
  if (text !== undefined) names.add(text);
}
