import type { Span } from "#base";

/** One request that a test makes, or a call of what answers one. */
export interface TestCallFact {
  /** Upper case; `ANY` where what answers is called by itself. */
  readonly method: string;
  /** As the test writes it, with `{}` for what is known only at run time; or the name of a route, or of what answers. */
  readonly target: string;
  readonly span: Span;
  /** Statuses that the test asserts of its answer; absent where it asserts some that cannot be read, or leaves that to others. */
  readonly statuses?: readonly number[];
  /** The routes that it reaches, each by its method and path: `GET /orders/{id}`. Empty where none is found. */
  readonly routes: readonly string[];
}

/** A test, as a function or as a method of a class. */
export interface TestFact {
  /** `path:name` or `path:Class.name`. */
  readonly id: string;
  readonly name: string;
  readonly span: Span;
  readonly calls: readonly TestCallFact[];
}
