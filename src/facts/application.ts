import type { Span } from "#base";

/** Something that an application is given. */
export interface ApplicationPart {
  /** `path:name` of a function or class of the project, the dotted name of one outside, or `?` where it could not be followed. */
  readonly id: string;
  readonly span: Span;
  /** What must hold for it, where that is chosen at run time. */
  readonly when?: readonly string[];
}

/** An application, and what stands around all of its routes. */
export interface ApplicationFact {
  /** `path:line` of where it is made, as its routes name it. */
  readonly id: string;
  readonly framework: string;
  readonly span: Span;
  /** What it says of itself, where that is written out. */
  readonly title?: string;
  readonly version?: string;
  readonly description?: string;
  /** In the order in which they are added. */
  readonly middleware: readonly ApplicationPart[];
  /** What runs from its start to its end, or at one of these. */
  readonly lifespan: readonly ApplicationPart[];
  /** What answers errors of a kind: `error` is a class or a status. */
  readonly errors: readonly (ApplicationPart & { readonly error: string })[];
}
