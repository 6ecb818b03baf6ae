import type { Call, Expression } from "#python";
import type { ProjectClass } from "../classes.ts";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import type { IndexFact } from "../model.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";

/** The indexes and unique constraints of `__table_args__`, its own or those of the next class that has some. */
export function readTableArgs({ lineage }: ProjectClass): readonly IndexFact[] {
  for (const owner of lineage) {
    const binding = typeof owner === "string" ? undefined : owner.scope.names.get("__table_args__");
    if (typeof owner === "string" || binding === undefined) continue;
    if (binding.kind === "value") return readItems(owner.module, itemsOf(binding.value));
    if (binding.kind !== "function") return [];
    const returned = binding.node.body.findLast((statement) => statement.kind === "return");
    return readItems(owner.module, itemsOf(returned?.kind === "return" ? returned.value : undefined));
  }
  return [];
}

function itemsOf(value: Expression | undefined): readonly Expression[] {
  if (value?.kind === "tuple" || value?.kind === "list") {
    return value.items.flatMap((item) => (item.kind === "starred" ? itemsOf(item.value) : [item]));
  }
  return value?.kind === "binary" ? [...itemsOf(value.left), ...itemsOf(value.right)] : [];
}

function readItems(module: SourceModule, items: readonly Expression[]): readonly IndexFact[] {
  return items.flatMap((item): readonly IndexFact[] => {
    if (item.kind !== "call") return [];
    const { callee } = item;
    const made = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
    const fields = fieldsOf(item, made);
    if (fields.length === 0) return [];
    const partial = item.args.some(({ name }) => name?.endsWith("_where"));
    const unique = made !== "Index" || isTrue(keyword(item, "unique"));
    return [{ fields, unique, partial, plain: isPlain(item, made), span: spanOf(module, item) }];
  });
}

/** The columns of `Index("name", "a", b.desc())`; one over an expression ends at it, for no more of it can be told. */
function fieldsOf(call: Call, made: string): readonly string[] {
  if (made !== "Index" && made !== "UniqueConstraint" && made !== "PrimaryKeyConstraint") return [];
  const given = made === "Index" ? positional(call).slice(1) : positional(call);
  const names = given.map(columnOf);
  const end = names.indexOf(undefined);
  return (end === -1 ? names : names.slice(0, end)).filter((name) => name !== undefined);
}

/** Its columns named one by one, and nothing said but its name and whether it is unique. */
function isPlain(call: Call, made: string): boolean {
  const columns = positional(call).slice(made === "Index" ? 1 : 0);
  return (
    columns.every(({ kind }) => kind === "string" || kind === "name" || kind === "attribute") &&
    call.args.every(
      ({ name, spread }) => spread === undefined && (!name || name === "name" || name === "unique"),
    )
  );
}

function columnOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "string":
      return textOf(expression);
    case "name":
      return expression.id;
    case "attribute":
      return expression.name;
    case "call": {
      const { callee } = expression;
      const sorts = callee.kind === "attribute" && /^(?:desc|asc|nulls_last|nulls_first)$/.test(callee.name);
      return sorts ? columnOf(callee.value) : undefined;
    }
    default:
      return undefined;
  }
}
