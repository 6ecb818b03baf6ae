import type { Span } from "#base";
import type { Method } from "../contract.ts";
import type { Field } from "./field.ts";
import type { ProseEvent } from "./prose-events.ts";
import { makeSide, type Side } from "./side.ts";
import type { Piece } from "./source.ts";

/** All that a record says of an endpoint. Grows while its section is read. */
export interface EndpointDraft {
  readonly method: Method;
  readonly path: string;
  readonly query: readonly string[];
  summary: string;
  readonly description: string[];
  operationId: string | undefined;
  readonly tags: string[];
  deprecated: boolean;
  auth: Piece | undefined;
  /** What speaks of who may call, and is not understood. */
  unclearAuth: Piece | undefined;
  readonly roles: string[];
  /** Names of events, each with where it stands. */
  readonly emits: Piece[];
  /** What its prose says is sent. */
  readonly proseEvents: ProseEvent[];
  readonly calledBack: string[];
  readonly parameters: Field[];
  readonly request: Side;
  /** By status. */
  readonly responses: Map<string, Side>;
  /** Statuses that stand in a table of errors, and so have the body that errors have in the record. */
  readonly listed: Set<string>;
  readonly span: Span;
  /** Of the line that names it. */
  readonly headingSpan: Span;
}

export function makeEndpoint(
  method: Method,
  {
    path,
    query,
    summary,
  }: { readonly path: string; readonly query: readonly string[]; readonly summary: string },
  span: Span,
  headingSpan: Span,
): EndpointDraft {
  return {
    method,
    path,
    query,
    summary,
    description: [],
    operationId: undefined,
    tags: [],
    deprecated: false,
    auth: undefined,
    unclearAuth: undefined,
    roles: [],
    emits: [],
    proseEvents: [],
    calledBack: [],
    parameters: [],
    request: makeSide(span),
    responses: new Map(),
    listed: new Set(),
    span,
    headingSpan,
  };
}

export function responseAt(draft: EndpointDraft, status: string, span: Span): Side {
  let side = draft.responses.get(status);
  if (side === undefined) {
    side = makeSide(span);
    draft.responses.set(status, side);
  }
  return side;
}

/** Names of the parameters in the path. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
}

/** Whether a method sends no body, so that what it is sent travels in the address. */
export function sendsNoBody(method: Method): boolean {
  return (
    method === "get" || method === "delete" || method === "head" || method === "options" || method === "trace"
  );
}
