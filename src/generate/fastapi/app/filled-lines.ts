import type { Field } from "#domain";
import { imported, name, type Py, py } from "#python";
import { attributeName } from "../tables.ts";
import { asksForFile, hasFile } from "./addresses.ts";

/** What the queries fill in that answer rows. */
export function filledLine(field: Field): readonly Py[] {
  const expression = imported("sqlalchemy.orm", "query_expression");
  const mapped = imported("sqlalchemy.orm", "Mapped");
  if (asksForFile(field)) return [py`${name(hasFile(field.meaning))}: ${mapped}[bool] = ${expression}()`];
  const type = filledType(field);
  return type === undefined
    ? []
    : [py`${name(attributeName(field.name))}: ${mapped}[${name(type)}] = ${expression}()`];
}

function filledType({ meaning }: Field): string | undefined {
  if (meaning.kind === "caller-flag") return "bool";
  if (meaning.kind === "count") return "int";
  return meaning.kind === "of-named" ? (shownTypes[meaning.type] ?? "str") : undefined;
}

const shownTypes: Readonly<Record<string, string>> = { integer: "int", number: "float", boolean: "bool" };
