import type { Span } from "#base";

/** A function that a framework calls when rows are written or something else happens, as `post_save` does. */
export interface SignalFact {
  /** `post_save`. */
  readonly signal: string;
  /** `path:name` of the function. */
  readonly receiver: string;
  /** The id of the model whose rows it is called for; absent where it is called for all, or that is not known. */
  readonly sender?: string;
  /** Where it is told so. */
  readonly span: Span;
}
