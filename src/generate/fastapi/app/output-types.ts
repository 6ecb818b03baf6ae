import type { ScalarType } from "#domain";
import { imported, type Py, py } from "#python";

const base = (symbol: string): Py => imported("app.schemas", symbol);

/** The type of a scalar in an answer. */
export function scalarOutput(type: ScalarType): Py {
  switch (type) {
    case "string":
      return py`str`;
    case "integer":
      return py`int`;
    case "number":
      return py`float`;
    case "boolean":
      return py`bool`;
    case "date-time":
      return base("Timestamp");
    case "date":
      return imported("datetime", "date");
    case "uuid":
      return imported("uuid", "UUID");
    case "decimal":
      return base("Amount");
    case "decimal-text":
      return base("Digits");
  }
}
