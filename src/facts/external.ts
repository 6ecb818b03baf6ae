/** What values of a class outside the project look like when they travel. */
export interface ExternalFact {
  /** As JSON has them. */
  readonly type: "string" | "integer" | "number" | "boolean" | "object" | "array";
  readonly format?: string;
  /** `ge`, `max_length` and the like, as fields have them. */
  readonly constraints?: Readonly<Record<string, string>>;
  readonly hidden?: true;
  /** Of a list, whose items are what the type is given first: whether nothing is twice in it. */
  readonly unique?: true;
}
