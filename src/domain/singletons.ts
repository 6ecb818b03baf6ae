import { speaksOf } from "./names.ts";
import { isOwnPath } from "./own-path.ts";
import type { OperationShape } from "./shapes.ts";

/** Words of paths and texts that may make a document the caller's own. */
const ownWords = ["me", "my", "self", "current", "own", "your", "profile", "preference", "account"];

/** The one document at a path: an operation that reads it, and one that changes it. */
export interface Singleton {
  readonly path: string;
  readonly read: OperationShape;
  readonly changes: readonly OperationShape[];
  /** Whether there is one for each caller. */
  readonly own: boolean;
}

/**
 * Finds documents of which there is one: GET on a path without parameters that answers an object, and PUT or PATCH with a
 * body beside it. Of what is the caller's own there is one for each; what only may be is none.
 */
export function findSingletons(shapes: readonly OperationShape[]): readonly Singleton[] {
  const collections = shapes.flatMap(({ place }) => (place.kind === "item" ? [place.collection] : []));
  const listed = shapes.flatMap(({ place, answer }) => (answer.kind === "rows" ? [place.collection] : []));
  return shapes.flatMap((read): readonly Singleton[] => {
    const { operation, place, answer } = read;
    const { path } = operation;
    const isOne = operation.method === "get" && place.kind === "literal" && answer.kind === "row";
    if (!isOne || answer.telling || collections.includes(path) || listed.includes(path)) return [];
    const beside = shapes.filter((shape) => shape.operation.path === path && shape !== read);
    const changes = beside.filter(isChange);
    const all = [read, ...changes];
    const own = all.some(({ operation }) => isCallers(operation));
    const mayBeOwn = all.some(({ operation: { path: where, summary, description } }) =>
      Boolean(speaksOf(`${where.replaceAll("/", " ")} ${summary} ${description}`, ownWords)),
    );
    const isRead = changes.length > 0 && changes.length === beside.length && (own || !mayBeOwn);
    return isRead ? [{ path, read, changes, own }] : [];
  });
}

const callersText =
  /\b(?:my|your)(?: own)? \w+|\b(?:current|authenticated|logged[- ]?in|signed[- ]?in|requesting) (?:user|account|member|customer|caller)(?:'s|\u2019s)? \w+/i;

/** Whether the path of a document, or its words, say that it is the caller's. */
function isCallers({ segments, summary, description }: OperationShape["operation"]): boolean {
  const isBelow = segments.some((segment) => segment.kind === "literal" && isOwnPath(segment.text));
  return isBelow || callersText.test(`${summary}. ${description}`);
}

function isChange({ operation, body, answer }: OperationShape): boolean {
  return (
    (operation.method === "put" || operation.method === "patch") &&
    body !== undefined &&
    (answer.kind === "row" || answer.kind === "none")
  );
}
