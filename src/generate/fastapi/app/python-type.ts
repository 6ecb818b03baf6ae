import { imported, type Py, py } from "#python";
import type { Column, ColumnType } from "../tables.ts";

function jsonType(holds: Extract<ColumnType, { readonly kind: "json" }>["holds"]): Py {
  const any = imported("typing", "Any");
  switch (holds) {
    case "scalar":
      return py`str | int | float | bool`;
    case "object":
      return py`dict[str, ${any}]`;
    case "list":
      return py`list[${any}]`;
    case "any":
      return any;
  }
}

/** The Python type of what a column holds. */
export function pythonType({ type }: Pick<Column, "type">): Py {
  switch (type.kind) {
    case "text":
    case "string":
      return py`str`;
    case "integer":
      return py`int`;
    case "float":
      return py`float`;
    case "boolean":
      return py`bool`;
    case "numeric":
      return imported("decimal", "Decimal");
    case "datetime":
      return imported("datetime", "datetime");
    case "date":
      return imported("datetime", "date");
    case "bytes":
      return py`bytes`;
    case "uuid":
      return imported("uuid", "UUID");
    case "json":
      return jsonType(type.holds);
  }
}
