import { singular } from "#base";
import type { Operation, PathSegment } from "#contract";

/** What a path says that is done, where the method says less. */
export type Act = "create" | "change" | "delete" | "ask";

/** A path without the word that says what is done: `/crates/edit/{id}` is `/crates/{id}`. */
export interface ActPath {
  readonly act: Act;
  readonly segments: readonly PathSegment[];
}

const verbs: ReadonlyMap<string, Act> = new Map([
  ["new", "create"],
  ["create", "create"],
  ["add", "create"],
  ["edit", "change"],
  ["update", "change"],
  ["modify", "change"],
  ["delete", "delete"],
  ["remove", "delete"],
  ["destroy", "delete"],
  ["detail", "ask"],
  ["details", "ask"],
]);

const methodsOf: Readonly<Record<Act, readonly string[]>> = {
  create: ["post", "put"],
  change: ["post", "put", "patch"],
  delete: ["post", "delete"],
  ask: ["get"],
};

/** What stands before paths and names nothing. */
const prefixText = /^(?:api|rest|v\d+(?:\.\d+)?|public|private|admin|internal|web|app)$/i;

function isAdding(verb: PathSegment | undefined): boolean {
  return verb?.kind === "literal" && verb.text.toLowerCase() === "add";
}

export function isPrefix(text: string): boolean {
  return prefixText.test(text);
}

/** Sees through a verb in a path, where it stands after the collection or after the row that it is about. */
export function readActPath({
  method,
  segments,
}: Pick<Operation, "method" | "segments">): ActPath | undefined {
  const isItem = segments.at(-1)?.kind === "parameter";
  const index = segments.length - (isItem ? 2 : 1);
  const verb = segments[index];
  const before = segments[index - 1];
  const act = verb?.kind === "literal" ? verbs.get(verb.text.toLowerCase()) : undefined;
  if (act === undefined || !before || !methodsOf[act].includes(method)) return undefined;
  if (before.kind === "literal" ? isPrefix(before.text) : isItem) return undefined;
  // A new row has no key yet, and what is changed, taken away or asked for is one row, which a path names.
  const namesRow = isItem || before.kind === "parameter";
  if ((act === "create") === namesRow) return undefined;
  // What is added to one thing (`/cart/add`) is another.
  if (isAdding(verb) && before.kind === "literal" && singular(before.text) === before.text) return undefined;
  return { act, segments: segments.filter((_, position) => position !== index) };
}
