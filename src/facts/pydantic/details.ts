import type { Call, Expression } from "#python";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword, positional, textOf } from "../literals.ts";
import type { ValueDetails } from "../operation.ts";
import { readPlainValue } from "../read-plain-value.ts";
import type { TypePlace } from "../types.ts";

/** What bounds the values of a field, by the names that `Field` has for it: https://docs.pydantic.dev/latest/concepts/fields/ */
const constraintNames = new Set(
  `gt ge lt le multiple_of min_length max_length pattern regex min_items max_items max_digits decimal_places strict const`.split(
    " ",
  ),
);

/** Marks of `annotated_types`, each with its one value: https://docs.pydantic.dev/latest/concepts/types/#composing-types-via-annotated */
const marks: Readonly<Record<string, string>> = {
  Gt: "gt",
  Ge: "ge",
  Lt: "lt",
  Le: "le",
  MultipleOf: "multiple_of",
  MinLen: "min_length",
  MaxLen: "max_length",
};

/** A call that says something of a value, and where it is written. */
export interface PlacedCall {
  readonly place: TypePlace;
  readonly call: Call;
}

/** What calls such as `Field(…)` and `Query(…)` say of a value beside its type, the first that says something counting. */
export function readDetails(
  reading: Reading,
  calls: readonly PlacedCall[],
  fallback?: { readonly place: TypePlace; readonly expression: Expression },
): ValueDetails & Pick<Required<ValueDetails>, "constraints"> {
  const said = (name: string): PlacedExpression | undefined =>
    calls.flatMap(({ place, call }) => {
      const expression = keyword(call, name);
      return expression === undefined ? [] : [{ place, expression }];
    })[0];
  const value = fallback && readPlainValue(reading, fallback.place, fallback.expression);
  const described = said("description");
  const description = described && readPlainValue(reading, described.place, described.expression);
  return {
    ...(value === undefined ? {} : { value }),
    constraints: readConstraints(reading, calls),
    ...(typeof description === "string" ? { description } : {}),
    ...(isTrue(said("deprecated")?.expression) ? { deprecated: true } : {}),
  };
}

interface PlacedExpression {
  readonly place: TypePlace;
  readonly expression: Expression;
}

function readConstraints(reading: Reading, calls: readonly PlacedCall[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const add = (name: string, place: TypePlace, value: Expression): void => {
    const text = constraintText(reading, place, value);
    if (text !== undefined && !Object.hasOwn(found, name)) found[name] = text;
  };
  for (const { place, call } of calls) {
    for (const { name, value } of call.args)
      if (name !== undefined && constraintNames.has(name)) add(name, place, value);
    const made =
      call.callee.kind === "attribute" ? call.callee.name : call.callee.kind === "name" ? call.callee.id : "";
    const mark = Object.hasOwn(marks, made) ? marks[made] : undefined;
    const [first] = positional(call);
    if (mark !== undefined && first !== undefined) add(mark, place, first);
  }
  return found;
}

function constraintText(reading: Reading, place: TypePlace, value: Expression): string | undefined {
  if (value.kind === "number") return value.raw;
  if (value.kind === "constant" && value.value !== "...") return value.value;
  const plain = textOf(value) ?? readPlainValue(reading, place, value);
  return typeof plain === "string" || typeof plain === "number" ? String(plain) : undefined;
}
