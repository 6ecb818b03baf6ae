import type { Span } from "#base";
import type { OperationFact } from "./operation.ts";

/** Stands for what a path begins with where source does not tell. */
export const unknownStart = "…";

/** A path of an application, and what answers it. */
export interface RouteFact {
  /**
   * Upper case; `WEBSOCKET` for a connection that is no request; `ANY` where the handler is called whatever the method is, or where a
   * package outside the project decides which it answers.
   */
  readonly method: string;
  /** With its parameters in braces, as OpenAPI has them: `/orders/{id}`. */
  readonly path: string;
  /** Whether source does not tell what the path begins with: it is written with `…` there. */
  readonly partial?: true;
  readonly framework: string;
  /** `path:name` of the function or class that answers, or the dotted name of one outside the project. */
  readonly handler: string;
  /** The method of the class that answers: `retrieve`, or `get` where it is named after the request. */
  readonly action?: string;
  /** The name by which the project links to it, with the namespaces around it: `shop:order-detail`. */
  readonly name?: string;
  /** Where the route is declared. */
  readonly span: Span;
  /** What must hold for it, as the source says it, where that is chosen at run time: `settings.DEBUG`. */
  readonly when?: readonly string[];
  /** Whether it also answers below the path with a suffix that names a format: `/orders/{id}.json`. */
  readonly suffixed?: true;
  /** Whether all that stands below the path is declared where the source of the project does not show it. */
  readonly opaque?: true;
  /** Where the application is made that it belongs to, `path:line`: another may have the same path. */
  readonly application?: string;
  /** The beginning of the path at which another application mounts the one that the route belongs to: alone, that one answers without it. */
  readonly mount?: string;
  /** How many routes of the application come before it; absent where source does not tell. */
  readonly order?: number;
  /** Parameters of the path that match by a converter of their own: `path` takes slashes. */
  readonly converters?: Readonly<Record<string, string>>;
  /** What it takes and gives, where the framework reads that from the source. */
  readonly operation?: OperationFact | undefined;
}
