/** What one value is: JSON's own kinds, and those that a format tells apart. */
export type ScalarType =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "date-time"
  | "date"
  | "uuid"
  /** A JSON number that must keep every digit. */
  | "decimal"
  /** The same, written as text. */
  | "decimal-text";

export type ScalarValue = string | number | boolean;
