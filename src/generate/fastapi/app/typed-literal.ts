import type { Field, ScalarType } from "#domain";
import { imported, type JsonLike, literal, name, type Py, py, str } from "#python";
import type { ColumnType } from "../tables.ts";

/** A JSON value as the Python object that a column of this type holds. */
export function columnLiteral({ kind }: ColumnType, value: JsonLike): Py {
  // What can be changed in place is made anew for each row.
  if (kind === "json" && typeof value === "object" && value !== null) return factoryLiteral(value);
  if (kind === "json" && value === null) return py`lambda: ${literal(value)}`;
  const types = { datetime: "date-time", date: "date", uuid: "uuid", numeric: "decimal" } as const;
  return kind in types ? scalarLiteral(types[kind as keyof typeof types], value) : literal(value);
}

/** What makes a list or an object anew: `list`, `dict`, or a function of nothing. */
export function factoryLiteral(value: JsonLike & object): Py {
  if (Object.keys(value).length > 0) return py`lambda: ${literal(value)}`;
  return name(Array.isArray(value) ? "list" : "dict");
}

/** A JSON value as the Python object that a field of a body holds. */
export function fieldLiteral({ meaning }: Field, value: JsonLike): Py {
  return meaning.kind === "scalar" ? scalarLiteral(meaning.type, value) : literal(value);
}

function scalarLiteral(type: ScalarType, value: JsonLike): Py {
  if (value === null) return literal(value);
  const text = str(String(value));
  switch (type) {
    case "date-time":
      return py`${imported("datetime", "datetime")}.fromisoformat(${text})`;
    case "date":
      return py`${imported("datetime", "date")}.fromisoformat(${text})`;
    case "uuid":
      return py`${imported("uuid", "UUID")}(${text})`;
    case "decimal":
    case "decimal-text":
      // A whole number needs no text: ruff's FURB157.
      return py`${imported("decimal", "Decimal")}(${Number.isSafeInteger(value) ? literal(value) : text})`;
    case "string":
    case "integer":
    case "number":
    case "boolean":
      return literal(value);
  }
}
