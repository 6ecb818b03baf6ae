import { type JsonLike, literal, type Py, str } from "#python";

/** A query's value: numbers and flags as JSON writes them. */
export function queryValue(value: JsonLike): Py {
  return typeof value === "boolean" ? str(String(value)) : literal(value);
}
