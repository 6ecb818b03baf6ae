import type { Span } from "#base";
import type { PayloadFact } from "./event.ts";

/** What callers are answered where an error of a class is raised, as whatever handles it says. */
export interface RefusalFact {
  /** `own` for classes of the project, `framework` for what the framework itself raises, or lets be raised with a status. */
  readonly of: "own" | "framework";
  /** The class of the error: `path:name`, or a dotted name. */
  readonly error: string;
  /** Absent where it is worked out as it runs. */
  readonly payload?: PayloadFact;
  /** Where the answer is made, or the application where nothing but the framework makes it. */
  readonly span: Span;
}
