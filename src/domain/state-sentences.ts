import { plural, splitWords } from "#base";
import type { Entity, Field, ScalarValue } from "./domain.ts";
import { flagsOf } from "./flags.ts";
import { isFormOf } from "./names.ts";
import { meaningful } from "./state-words.ts";

/** In which states a row must be, as a sentence says it. */
export interface SaidState {
  readonly field: Field;
  readonly is: readonly ScalarValue[];
}

const pointers: ReadonlySet<string> = new Set(["the", "a", "an", "this", "that", "its", "your"]);
const verbs: ReadonlySet<string> = new Set([
  "is",
  "are",
  "was",
  "has",
  "been",
  "currently",
  "yet",
  "in",
  "already",
]);

/**
 * Reads a sentence that says of a row, by its name, that it is not in a state, or must be, or is: `Property not approved`,
 * `the course must be published`, `ROOM_CLOSED`. Undefined where it says anything more.
 */
export function readSaidState(
  text: string,
  called: readonly string[],
  entity: Entity,
): SaidState | undefined {
  const words = splitWords(text).filter((word) => !pointers.has(word));
  const [name, rest] = afterName(words, [...called, entity.name]);
  if (!name) return undefined;
  const must = rest[0] === "must" && rest[1] === "be";
  const not = rest.filter((word) => word === "not" || word === "isn").length;
  const told = (must ? rest.slice(2) : rest).filter((word) => word !== "not" && !verbs.has(word));
  if (not > 1 || (must && not > 0)) return undefined;
  const alternatives = splitAt(told, "or").map((each) => stateCalled(each, entity));
  const [first, ...others] = alternatives;
  if (!first || others.some((each) => each?.field !== first.field)) return undefined;
  const named = alternatives.flatMap((each) => (each ? [each.value] : []));
  const isMeant = must || not === 1;
  const is = isMeant ? named : first.values.filter((value) => !named.includes(value));
  return is.length === 0 ? undefined : { field: first.field, is };
}

/** Whether words begin with the name of a row, and what follows it. */
function afterName(
  words: readonly string[],
  names: readonly string[],
): readonly [boolean, readonly string[]] {
  for (const name of names) {
    const own = splitWords(name);
    if (own.length > 0 && own.every((word, index) => words[index] === word || words[index] === plural(word)))
      return [words.length > own.length, words.slice(own.length)];
  }
  return [false, words];
}

function splitAt(words: readonly string[], sign: string): readonly (readonly string[])[] {
  const at = words.indexOf(sign);
  return at < 0 ? [words] : [words.slice(0, at), ...splitAt(words.slice(at + 1), sign)];
}

interface CalledState {
  readonly field: Field;
  readonly value: ScalarValue;
  readonly values: readonly ScalarValue[];
}

/** The one state that words are a form of: a value of a field, or a flag. */
function stateCalled(words: readonly string[], entity: Entity): CalledState | undefined {
  const isForm = (others: readonly string[]): boolean =>
    words.length > 0 &&
    words.length === others.length &&
    words.every((word, index) => isFormOf(word, others[index] ?? ""));
  const choices = entity.fields.flatMap((field): readonly CalledState[] => {
    const { meaning } = field;
    if (meaning.kind !== "enum" || field.nullable) return [];
    const { values } = meaning;
    return values
      .filter((value) => isForm(meaningful(String(value))))
      .map((value) => ({ field, value, values }));
  });
  const flags = flagsOf(entity)
    .filter(({ name, missing }) => missing === "never" && isForm(meaningful(name)))
    .map((field): CalledState => ({ field, value: true, values: [true, false] }));
  const [only, ...others] = [...choices, ...flags];
  return others.length === 0 ? only : undefined;
}
