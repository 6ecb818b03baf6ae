import type { Span } from "#base";

/** A path of an application, and what answers it. */
export interface RouteFact {
  /** Upper case; `WEBSOCKET` for a connection that is no request. */
  readonly method: string;
  /** With its parameters in braces, as OpenAPI has them: `/orders/{id}`. */
  readonly path: string;
  readonly framework: string;
  /** `path:name` of the function or class that answers. */
  readonly handler: string;
  /** Where the route is declared. */
  readonly span: Span;
}
