import type { Contract, Operation, PathSegment } from "#contract";
import { type Act, isPrefix, readActPath } from "./path-verbs.ts";
import { isStateWord } from "./state-words.ts";
import { undoes } from "./undoing.ts";

/** Where in the tree of resources an operation stands. */
export interface Place {
  /** `item`: ends in a parameter; `tail`: a literal after a parameter; `literal`: no parameter before the last segment. */
  readonly kind: "item" | "tail" | "literal";
  /** For `item`, the path of the collection it is in; else the path itself. */
  readonly collection: string;
  /** The last literal segment. */
  readonly name: string;
  /** The parameter at the end, where it selects none of the rows but those that are listed: `/books/genre/{genre}`. */
  readonly narrowed?: string;
  /** For `item`: the parameter that selects it. */
  readonly parameter?: string;
  /** What a verb in the path says that is done there; it stands in none of the other parts. */
  readonly act?: Act;
  /** The item above: its collection and the parameter that selects it. */
  readonly above?: { readonly collection: string; readonly parameter: string };
}

/**
 * Operations whose path says before the row what is done to it: `/loans/return/{id}`, or what callers enter or leave:
 * `/crates/mark/{id}`, with `/crates/unmark/{id}`.
 */
export type SaidBefore = ReadonlySet<Operation>;

/** A word that changes a state says so by itself, where nothing is asked for there; of other words, pairs do. */
export function findSaidBefore({ operations }: Contract): SaidBefore {
  const said = operations.flatMap((operation) => {
    const [before, word, key] = operation.segments.slice(-3);
    const isSaid = before?.kind === "literal" && word?.kind === "literal" && key?.kind === "parameter";
    if (!isSaid || isPrefix(before.text) || operation.method === "get") return [];
    return [{ operation, base: textOf(operation.segments.slice(0, -2)), word: word.text }];
  });
  const isAsked = (path: string): boolean =>
    operations.some((other) => other.method === "get" && textOf(other.segments.slice(0, -1)) === path) ||
    operations.some((other) => other.method === "get" && textOf(other.segments) === path);
  const moves = said.filter(
    ({ operation, base, word }) =>
      operation.method !== "delete" && isStateWord(word) && !isAsked(`${base}/${word}`),
  );
  const bare = said.filter(({ operation }) => !operation.requestBody && operation.method !== "patch");
  const pairs = bare.flatMap((entering) =>
    bare
      .filter((leaving) => leaving.base === entering.base && undoes(leaving.word, entering.word))
      .flatMap((leaving) => [entering, leaving]),
  );
  return new Set([...moves, ...pairs].map(({ operation }) => operation));
}

export function readPlace(operation: Operation, saidBefore: SaidBefore): Place {
  const told = readActPath(operation);
  const bare = withoutKeyWord(operation.segments);
  if (bare) return placeOf(bare);
  if (told) return { ...placeOf(told.segments), act: told.act };
  const [word, key] = operation.segments.slice(-2);
  return placeOf(
    saidBefore.has(operation) && word && key
      ? [...operation.segments.slice(0, -2), key, word]
      : operation.segments,
  );
}

/** `/books/id/{id}` selects a book as `/books/{id}` does: the word says only what the parameter is. */
function withoutKeyWord(segments: readonly PathSegment[]): readonly PathSegment[] | undefined {
  const [before, word, key] = segments.slice(-3);
  const isSaidTwice =
    before?.kind === "literal" &&
    word?.kind === "literal" &&
    key?.kind === "parameter" &&
    /^(?:by-?)?(?:id|uuid)$/i.test(word.text) &&
    /(?:id|uuid)$/i.test(key.name);
  return isSaidTwice ? [...segments.slice(0, -2), key] : undefined;
}

/** The place of a list whose path ends in a value that rows have. */
export function narrowedPlace({ parameter, kind: _, ...place }: Place): Place {
  return { ...place, kind: place.above ? "tail" : "literal", ...(parameter && { narrowed: parameter }) };
}

/** Whether a word stands directly below a row. */
export function isBelowRow({ kind, above, collection, name }: Place): boolean {
  return (
    kind === "tail" &&
    above !== undefined &&
    collection === `${above.collection}/{${above.parameter}}/${name}`
  );
}

function placeOf(segments: readonly PathSegment[]): Place {
  const pathOf = (count: number): string => textOf(segments.slice(0, count));
  const last = segments.at(-1);
  const literals = segments.flatMap((segment) => (segment.kind === "literal" ? [segment.text] : []));
  const name = literals.at(-1) ?? "";
  const end = last?.kind === "parameter" ? segments.length - 1 : segments.length;
  const aboveIndex = segments.slice(0, end).findLastIndex((segment) => segment.kind === "parameter");
  const aboveSegment = segments[aboveIndex];
  const above =
    aboveSegment?.kind === "parameter"
      ? { collection: pathOf(aboveIndex), parameter: aboveSegment.name }
      : undefined;
  if (last?.kind === "parameter") {
    return {
      kind: "item",
      collection: pathOf(end),
      name,
      parameter: last.name,
      ...(above && { above }),
    };
  }
  return { kind: above ? "tail" : "literal", collection: pathOf(end), name, ...(above && { above }) };
}

function textOf(segments: readonly PathSegment[]): string {
  return `/${segments.map((segment) => (segment.kind === "literal" ? segment.text : `{${segment.name}}`)).join("/")}`;
}
