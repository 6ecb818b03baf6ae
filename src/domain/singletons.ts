import { speaksOf } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/** Words of paths and texts that make a document the caller's own. */
const ownWords = ["me", "my", "self", "current", "own", "your", "profile", "preference", "account"];

/** The one document at a path: an operation that reads it, and one that changes it. */
export interface Singleton {
  readonly path: string;
  readonly read: OperationShape;
  readonly changes: readonly OperationShape[];
}

/**
 * Finds documents of which there is one: GET on a path without parameters that answers an object, and PUT or PATCH with a
 * body beside it. What may be the caller's own is none: there is one for each caller.
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
    const isOwn = [read, ...changes].some(({ operation: { path: where, summary, description } }) =>
      Boolean(speaksOf(`${where.replaceAll("/", " ")} ${summary} ${description}`, ownWords)),
    );
    return changes.length === 0 || changes.length < beside.length || isOwn ? [] : [{ path, read, changes }];
  });
}

function isChange({ operation, body, answer }: OperationShape): boolean {
  return (
    (operation.method === "put" || operation.method === "patch") &&
    body !== undefined &&
    (answer.kind === "row" || answer.kind === "none")
  );
}
