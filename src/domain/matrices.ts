import { type Contract, flattenSchema, jsonMedia, type Schema, successResponses } from "#contract";
import { speaksOf } from "./names.ts";
import { isScalar, type NestedLists, readNestedLists } from "./nested-lists.ts";
import type { OperationShape } from "./shapes.ts";
import { isSame } from "./value-shapes.ts";

/** An operation that answers lists of lists, and those that read and write what stands at one place of them. */
export interface MatrixShapes {
  readonly whole: OperationShape;
  readonly lists: NestedLists;
  /** The path of a cell: one coordinate for each list inside another. */
  readonly path: string;
  readonly reads: readonly OperationShape[];
  readonly writes: readonly OperationShape[];
}

/**
 * Finds matrices: GET on a path without parameters that answers lists of lists, and below it a path with as many
 * coordinates as the lists are deep, at which a scalar is written. What may be the caller's own is none: there is one for
 * everybody.
 */
export function findMatrices(contract: Contract, shapes: readonly OperationShape[]): readonly MatrixShapes[] {
  return shapes.flatMap((whole): readonly MatrixShapes[] => {
    const isWhole = whole.operation.method === "get" && whole.place.kind === "literal";
    const lists = isWhole ? readNestedLists(contract, whole) : undefined;
    if (!lists) return [];
    const below = shapes.filter((shape) => isCellPath(shape, whole, lists.lengths.length));
    return [...new Set(below.map(({ operation }) => operation.path))].flatMap((path) => {
      const at = below.filter(({ operation }) => operation.path === path);
      const writes = at.filter((shape) => writesCell(contract, shape, lists.cell));
      const reads = at.filter((shape) => readsCell(contract, shape, lists.cell));
      const isOwn = [whole, ...reads, ...writes].some(speaksOfCaller);
      return writes.length === 0 || isOwn ? [] : [{ whole, lists, path, reads, writes }];
    });
  });
}

/** Whether a path lies below that of the whole, and all its parameters are coordinates. */
function isCellPath({ operation, place }: OperationShape, whole: OperationShape, depth: number): boolean {
  const { path } = whole.operation;
  const parameters = operation.segments.filter(({ kind }) => kind === "parameter");
  return place.kind === "item" && parameters.length === depth && operation.path.startsWith(`${path}/`);
}

function readsCell(contract: Contract, { operation }: OperationShape, cell: Schema): boolean {
  const media = jsonMedia(successResponses(operation)[0]?.content ?? []);
  const shown = media?.schema && flattenSchema(contract, media.schema);
  return (
    operation.method === "get" && shown !== undefined && isScalar(shown) && isSame(contract, shown, cell)
  );
}

const writing: readonly string[] = ["put", "post", "patch"];

function writesCell(contract: Contract, { operation }: OperationShape, cell: Schema): boolean {
  const given = givenCell(contract, operation.requestBody);
  return writing.includes(operation.method) && given !== undefined && isSame(contract, given, cell);
}

/** What a body gives that is no more than what stands in a cell. */
export function givenCell(
  contract: Contract,
  body: OperationShape["operation"]["requestBody"],
): Schema | undefined {
  const media = body && jsonMedia(body.content);
  const given = media?.schema && flattenSchema(contract, media.schema);
  return given && isScalar(given) ? given : undefined;
}

const callersWords = ["me", "my", "mine", "your", "own", "self"];

/** Whether a path or a text makes it the caller's. `Current` alone says no more than now. */
function speaksOfCaller({ operation: { path, summary, description } }: OperationShape): boolean {
  const text = `${path.replaceAll("/", " ")} ${summary} ${description}`;
  const isCallers = /\bcurrent[ _-](?:user|account|player|member|caller)/i.test(text);
  return isCallers || speaksOf(text, callersWords) !== undefined;
}

/** All operations of a matrix. */
export function shapesOf({ whole, reads, writes }: MatrixShapes): readonly OperationShape[] {
  return [whole, ...reads, ...writes];
}
