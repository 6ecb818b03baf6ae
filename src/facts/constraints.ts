import type { Call, Expression } from "#python";
import type { Reading } from "./front-end.ts";
import { positional, textOf } from "./literals.ts";
import { readPlainValue } from "./read-plain-value.ts";
import type { TypePlace } from "./type-place.ts";

/** What bounds values, by the names that calls beside their types have for it; `format` and `enum` are only told. */
const constraintNames = new Set(
  `gt ge lt le multiple_of min_length max_length pattern regex min_items max_items max_digits decimal_places strict const format enum`.split(
    " ",
  ),
);

/** Those that are no bounds to whoever reads what is published. */
const unpublished: ReadonlySet<string> = new Set([
  "strict",
  "max_digits",
  "decimal_places",
  "format",
  "enum",
]);

/** Those that are lists or dictionaries, and are told as JSON. */
const structured: ReadonlySet<string> = new Set(["enum", "published"]);

/** Marks with one value each: https://docs.python.org/3/library/typing.html#typing.Annotated, https://pypi.org/project/annotated-types/ */
const marks: Readonly<Record<string, string>> = {
  Gt: "gt",
  Ge: "ge",
  Lt: "lt",
  Le: "le",
  MultipleOf: "multiple_of",
  MinLen: "min_length",
  MaxLen: "max_length",
  // What is published in place of the type.
  WithJsonSchema: "published",
};

/** A call that says something of a value, and where it is written. */
export interface PlacedCall {
  readonly place: TypePlace;
  readonly call: Call;
}

/** The name under which those bounds stand that are worked out as the program runs: there are some, and nobody can say which. */
export const unreadBounds = "unread";

/** What calls beside a type say of the bounds of its values, the first that says something counting. */
export function readConstraints(
  reading: Reading,
  calls: readonly PlacedCall[],
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const unread = new Set<string>();
  const add = (name: string, place: TypePlace, value: Expression): void => {
    const text = structured.has(name)
      ? structuredText(reading, place, value)
      : constraintText(reading, place, value);
    if (text === "unread") {
      if (!unpublished.has(name)) unread.add(name);
    } else if (text !== "none" && !Object.hasOwn(found, name)) found[name] = text.text;
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
  const left = [...unread].filter((name) => !Object.hasOwn(found, name));
  return left.length === 0 ? found : { ...found, [unreadBounds]: left.join(", ") };
}

/** What a bound is, as text: `none` where it says that there is none. */
function constraintText(
  reading: Reading,
  place: TypePlace,
  value: Expression,
): { readonly text: string } | "none" | "unread" {
  if (value.kind === "number") return { text: value.raw };
  if (value.kind === "constant")
    return value.value === "..." || value.value === "None" ? "none" : { text: value.value };
  const plain = textOf(value) ?? readPlainValue(reading, place, value);
  if (plain === null) return "none";
  return typeof plain === "string" || typeof plain === "number" ? { text: String(plain) } : "unread";
}

function structuredText(
  reading: Reading,
  place: TypePlace,
  value: Expression,
): { readonly text: string } | "unread" {
  const plain = readPlainValue(reading, place, value);
  return typeof plain === "object" && plain !== null ? { text: JSON.stringify(plain) } : "unread";
}
