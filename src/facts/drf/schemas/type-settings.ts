import { flagAt, type RestSource } from "./source.ts";
import type { TypeSettings } from "./type-of-column.ts";

/** How values travel by the settings of the project. */
export function typeSettings(source: RestSource): TypeSettings {
  const isText = flagAt(source, source.settings.get("COERCE_DECIMAL_TO_STRING")) ?? true;
  return { columns: source.columns, decimal: isText ? "decimal-text" : "double" };
}
