import type { Call, Expression } from "#python";
import type { Reading } from "./front-end.ts";
import { positional, textOf } from "./literals.ts";
import { readPlainValue } from "./read-plain-value.ts";
import type { TypePlace } from "./type-place.ts";

/** What bounds values, by the names that calls beside their types have for it. */
const constraintNames = new Set(
  `gt ge lt le multiple_of min_length max_length pattern regex min_items max_items max_digits decimal_places strict const`.split(
    " ",
  ),
);

/** Marks with one value each: https://docs.python.org/3/library/typing.html#typing.Annotated, https://pypi.org/project/annotated-types/ */
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

/** What calls beside a type say of the bounds of its values, the first that says something counting. */
export function readConstraints(
  reading: Reading,
  calls: readonly PlacedCall[],
): Readonly<Record<string, string>> {
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
