import type { Call, Expression } from "#python";
import type { Frame } from "../values.ts";
import type { MadePattern } from "./extension.ts";

/** One entry of a list of patterns, and what must hold for it to be in the list. */
export type Entry = {
  readonly when: readonly string[];
  /** Whether a prefix of the language stands before it. */
  readonly localized?: true;
  /** Whether it also takes a suffix that names a format. */
  readonly suffixed?: true;
} & (
  | { readonly kind: "call"; readonly call: Call; readonly frame: Frame }
  | { readonly kind: "made"; readonly pattern: MadePattern }
  /** Patterns that the source does not show. */
  | {
      readonly kind: "unknown";
      readonly frame: Frame;
      readonly expression: Expression;
      readonly from: string;
    }
);
