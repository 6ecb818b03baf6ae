import type { Span } from "#base";

/** Work that is done after a request was answered, by the process that answered it. */
export interface JobFact {
  /** `path:name` of its function, or its dotted name where it is no part of the project. */
  readonly id: string;
  readonly framework: string;
  /** Where it is handed over. */
  readonly span: Span;
  /** The function that hands it over, as `path:name`. */
  readonly within: string;
  /** Names of sessions of the request that it is handed: whether those are open still, hangs on the version of the framework. */
  readonly sessions: readonly string[];
}
