import type { Span } from "#base";
import type { PlainValue } from "./plain-value.ts";

/** A closed list of values, as a class of the source declares it. */
export interface EnumFact {
  /** `path:ClassName`. */
  readonly id: string;
  readonly name: string;
  readonly span: Span;
  /** In their order; absent where one of them is worked out. */
  readonly values?: readonly PlainValue[];
}
