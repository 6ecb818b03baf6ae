import type { Call, Expression } from "#python";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import type { FieldFact } from "../model.ts";
import { spanOf } from "../places.ts";
import { readMapped } from "./annotations.ts";
import type { MappedAttribute } from "./attributes.ts";

function calledName(expression: Expression): string {
  const of = expression.kind === "call" ? expression.callee : expression;
  return of.kind === "name" ? of.id : of.kind === "attribute" ? of.name : "";
}

/** `ForeignKey("orders.id")` among the arguments of a column: the table that it names. */
export function foreignKeyOf({ call }: MappedAttribute): string | undefined {
  const named = textOf(call === undefined ? undefined : keyword(call, "foreign_key"));
  const key =
    call === undefined ? undefined : positional(call).find((each) => calledName(each) === "ForeignKey");
  const target = named ?? (key?.kind === "call" ? textOf(positional(key)[0]) : undefined);
  return target === undefined ? undefined : target.split(".").slice(0, -1).join(".");
}

/** `ForeignKey(Order.id)` among the arguments of a column: the class that it names. */
export function foreignClassOf({ call }: MappedAttribute): Expression | undefined {
  const given = call === undefined ? [] : [keyword(call, "foreign_key"), ...positional(call).flatMap(keyIn)];
  const target = given.find((each) => each?.kind === "attribute");
  return target?.kind === "attribute" ? target.value : undefined;
}

function keyIn(expression: Expression): readonly (Expression | undefined)[] {
  return expression.kind === "call" && calledName(expression) === "ForeignKey"
    ? [positional(expression)[0]]
    : [];
}

/** A column, but for the relation that its foreign key makes. */
export function readColumn(attribute: MappedAttribute): FieldFact {
  const { call, annotation, module, name } = attribute;
  const mapped = readMapped(annotation);
  const primaryKey = call !== undefined && isTrue(keyword(call, "primary_key"));
  const unique = primaryKey || (call !== undefined && isTrue(keyword(call, "unique")));
  const said = call === undefined ? undefined : keyword(call, "nullable");
  const nullable =
    said === undefined ? (annotation === undefined ? !primaryKey : mapped.optional) : isTrue(said);
  const column = columnOf(call);
  return {
    name,
    ...(column === undefined || column === name ? {} : { column }),
    type: typeOf(call) ?? mapped.name ?? "",
    span: spanOf(module, call ?? attribute),
    nullable,
    unique,
    indexed: unique || (call !== undefined && isTrue(keyword(call, "index"))),
    primaryKey,
  };
}

/** What the column is called in the database, where that is written. */
function columnOf(call: Call | undefined): string | undefined {
  if (call === undefined) return undefined;
  return textOf(keyword(call, "name")) ?? positional(call).map(textOf)[0];
}

/** The type that a column is given: the first argument that is neither its name nor something else of it. */
function typeOf(call: Call | undefined): string | undefined {
  const given = call === undefined ? [] : positional(call);
  const type = given.find((each) => textOf(each) === undefined && !notTypes.has(calledName(each)));
  const name = type === undefined ? "" : calledName(type);
  return name === "" ? undefined : name;
}

const notTypes = new Set([
  "ForeignKey",
  "Identity",
  "Sequence",
  "Computed",
  "CheckConstraint",
  "FetchedValue",
  "DefaultClause",
]);
