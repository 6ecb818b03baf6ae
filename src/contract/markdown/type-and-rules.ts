import { nearestName } from "#base";
import { type Context, type Draft, tell } from "./context.ts";
import { type RulesRead, readRules } from "./read-rules.ts";
import { readType, typeKey } from "./read-type.ts";
import type { Piece } from "./source.ts";

/** Reads a type; words that name none are told, and every value is allowed then. */
export function readTypeAt(
  context: Context,
  piece: Piece,
): { readonly schema: Draft; readonly rest: readonly string[] } {
  const { schema, rest, unknown } = readType(piece.text, context.typeNames);
  for (const word of unknown) tellUnknownType(context, piece, word);
  return { schema: unknown.length > 0 ? {} : schema, rest };
}

function tellUnknownType(context: Context, piece: Piece, word: string): void {
  const near = nearestName(typeKey(word), context.typeNames.keys());
  const name = near === undefined ? undefined : context.typeNames.get(near);
  tell(context, piece, {
    rule: "unknown-type",
    message: `"${word.slice(0, 60)}" is no type: every value is allowed here`,
    mend:
      name === undefined
        ? "name a type such as string, integer, uuid or array of …, or describe a type of that name"
        : `did you mean ${name}?`,
  });
}

/** Phrases that nobody understood, told at their place, as words for people. */
export function tellLeft(context: Context, piece: Piece, left: readonly string[]): void {
  for (const phrase of left) {
    const at = piece.text.indexOf(phrase);
    tell(context, at < 0 ? piece : { ...piece, text: phrase, column: piece.column + at }, {
      rule: "unknown-rule",
      severity: "note",
      message: `the rule "${phrase.slice(0, 80)}" is not understood: it is kept as a description, and nothing checks it`,
      mend: "write it as in docs/contracts.md: max 200, 1–10 items, > 0, one of a, b, pattern `…`, default 20",
    });
  }
}

/** Words for people, one below the other; nothing where there are none. */
export function joinTexts(...texts: readonly (string | undefined)[]): string | undefined {
  const all = texts.filter((text): text is string => text !== undefined && text.trim() !== "");
  return all.length === 0 ? undefined : all.join("\n");
}

/** Rules of a cell or of brackets, with what was not understood told. */
export function readRulesAt(
  context: Context,
  piece: Piece,
  schema: Draft,
): RulesRead & { readonly text: string | undefined } {
  const read = readRules(piece.text, schema);
  tellLeft(context, piece, read.left);
  return { ...read, text: sentence([...read.words, ...read.left]) };
}

export function sentence(phrases: readonly string[]): string | undefined {
  const text = phrases.join(", ");
  return text === "" ? undefined : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
