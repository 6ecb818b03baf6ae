import type { Call, Expression } from "#python";
import type { ProjectClass } from "../classes.ts";
import { keyword, positional, textOf, textsOf } from "../literals.ts";
import type { IndexFact } from "../model.ts";
import { spanOf } from "../places.ts";
import { type MetaOption, metaOption } from "./meta.ts";

/** The indexes and unique constraints that `Meta` declares, beside those of single fields. */
export function readIndexes(model: ProjectClass): readonly IndexFact[] {
  return [
    ...declared(metaOption(model, "indexes"), false),
    ...declared(metaOption(model, "constraints"), true),
    ...together(metaOption(model, "unique_together"), true),
    ...together(metaOption(model, "index_together"), false),
  ];
}

/** The items of lists that are joined by `+` or spread into one another; what is no list is left out. */
function itemsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
    case "tuple":
      return expression.items.flatMap((item) => (item.kind === "starred" ? itemsOf(item.value) : [item]));
    case "binary":
      return expression.operator === "+" ? [...itemsOf(expression.left), ...itemsOf(expression.right)] : [];
    default:
      return [];
  }
}

/** `models.Index(fields=[…])` and `models.UniqueConstraint(fields=[…])`; a check constraint is none. */
function declared(option: MetaOption | undefined, unique: boolean): readonly IndexFact[] {
  if (option === undefined) return [];
  return itemsOf(option.value).flatMap((item): readonly IndexFact[] => {
    if (item.kind !== "call") return [];
    const type =
      item.callee.kind === "attribute" ? item.callee.name : item.callee.kind === "name" ? item.callee.id : "";
    const fields = indexedFields(item);
    if (!/Index$|^UniqueConstraint$/.test(type) || fields.length === 0) return [];
    const partial = keyword(item, "condition") !== undefined;
    const isUnique = unique && type === "UniqueConstraint";
    return [
      { fields, unique: isUnique, partial, plain: isPlain(item, type), span: spanOf(option.module, item) },
    ];
  });
}

/** Of the usual kind, its fields named and none descending, and nothing said but its name. */
function isPlain(call: Call, type: string): boolean {
  return (
    (type === "Index" || type === "UniqueConstraint") &&
    (textsOf(keyword(call, "fields"))?.every((field) => !field.startsWith("-")) ?? false) &&
    call.args.every(({ name }) => name === "fields" || name === "name")
  );
}

/** Fields by name, and expressions by the field that they sort: `F("made").desc()`. */
function indexedFields(call: Call): readonly string[] {
  const named = textsOf(keyword(call, "fields"))?.map((field) => field.replace(/^-/, ""));
  if (named !== undefined) return named;
  const sorted = positional(call).map(sortedField);
  return sorted.every((field) => field !== undefined) ? sorted : [];
}

function sortedField(expression: Expression): string | undefined {
  if (expression.kind === "string") return expression.value.replace(/^-/, "");
  if (expression.kind !== "call") return undefined;
  const { callee } = expression;
  if (callee.kind === "attribute" && (callee.name === "desc" || callee.name === "asc"))
    return sortedField(callee.value);
  const isField =
    (callee.kind === "name" && callee.id === "F") || (callee.kind === "attribute" && callee.name === "F");
  return isField ? textOf(positional(expression)[0]) : undefined;
}

/** `unique_together = ("a", "b")` or several of them. */
function together(option: MetaOption | undefined, unique: boolean): readonly IndexFact[] {
  if (option === undefined) return [];
  const { value, module } = option;
  const whole = value.kind === "string" ? undefined : textsOf(value);
  const groups = whole === undefined ? itemsOf(value) : [value];
  return groups.flatMap((group): readonly IndexFact[] => {
    const fields = textsOf(group);
    if (fields === undefined) return [];
    return [{ fields, unique, partial: false, plain: true, span: spanOf(module, group) }];
  });
}
