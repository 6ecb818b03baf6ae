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

/** The limits of a value, as JSON Schema names them. */
export interface Bounds {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly uniqueItems?: boolean;
  readonly format?: string;
}
