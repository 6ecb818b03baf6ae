import type { Body } from "./statements-tree.ts";
import type { SyntaxProblem, Tokens } from "./tokens.ts";
import type { Expression } from "./tree.ts";

/** The rules that others recur to. They reach each other through the cursor, for a grammar is one circle and files must be none. */
export interface Grammar {
  /** `expression`: no comma, no star, no `:=`. */
  readonly expression: (cursor: Cursor) => Expression;
  /** An expression, or `name := expression`. */
  readonly named: (cursor: Cursor) => Expression;
  readonly starredOrNamed: (cursor: Cursor) => Expression;
  /** One, or several with commas between them: a tuple. */
  readonly expressions: (cursor: Cursor) => Expression;
  /** What may be assigned to, before `in`. */
  readonly targets: (cursor: Cursor) => Expression;
  /** Operators that bind at least as tightly as this. */
  readonly operators: (cursor: Cursor, least: number) => Expression;
  /** What follows the colon of a compound statement. */
  readonly block: (cursor: Cursor) => Body;
}

/** Where a parser stands among the tokens of a module. */
export interface Cursor {
  readonly grammar: Grammar;
  readonly text: string;
  readonly tokens: Tokens;
  readonly problems: SyntaxProblem[];
  index: number;
  /** Whether the logical line at hand already has a problem: one is told for each. */
  broken: boolean;
  /** How deep expressions are nested at this place. */
  depth: number;
}

export function kindOf(cursor: Cursor): string {
  return cursor.tokens.kinds[cursor.index] ?? "END";
}

/** The kind of the token that stands `ahead` of the next one. */
export function kindAhead(cursor: Cursor, ahead: number): string {
  return cursor.tokens.kinds[cursor.index + ahead] ?? "END";
}

export function startOf(cursor: Cursor): number {
  return cursor.tokens.starts[cursor.index] ?? cursor.text.length;
}

/** Where the token that was taken last ends. */
export function endOf(cursor: Cursor): number {
  return cursor.tokens.ends[cursor.index - 1] ?? 0;
}

/** Where the last token that was taken and shows in the text ends: a compound statement ends there. */
export function endOfContent(cursor: Cursor): number {
  let index = cursor.index - 1;
  for (let kind = cursor.tokens.kinds[index]; index > 0 && isLayout(kind); kind = cursor.tokens.kinds[index])
    index -= 1;
  return cursor.tokens.ends[index] ?? 0;
}

function isLayout(kind: string | undefined): boolean {
  return kind === "NEWLINE" || kind === "INDENT" || kind === "DEDENT";
}

/** The text of the next token. */
export function textOf(cursor: Cursor): string {
  return cursor.text.slice(cursor.tokens.starts[cursor.index], cursor.tokens.ends[cursor.index]);
}

/** Takes the next token where it is of this kind. */
export function accept(cursor: Cursor, kind: string): boolean {
  if (kindOf(cursor) !== kind) return false;
  cursor.index += 1;
  return true;
}

/** Takes the next token, which must be of this kind; says so where it is not, and takes nothing. */
export function expect(cursor: Cursor, kind: string): boolean {
  if (accept(cursor, kind)) return true;
  tell(cursor, `"${kind}" is missing here`);
  return false;
}

/** Tells what is wrong with the logical line at hand; only the first problem of a line is. */
export function tell(cursor: Cursor, message: string): void {
  if (cursor.broken) return;
  cursor.broken = true;
  const start = startOf(cursor);
  const end = cursor.tokens.ends[cursor.index] ?? start;
  cursor.problems.push({ message, start, end: Math.max(start, end) });
}

/** What to come back to where a reading turns out to be the wrong one. */
export interface Bookmark {
  readonly index: number;
  readonly problems: number;
  readonly broken: boolean;
}

export function bookmark(cursor: Cursor): Bookmark {
  return { index: cursor.index, problems: cursor.problems.length, broken: cursor.broken };
}

export function goBack(cursor: Cursor, mark: Bookmark): void {
  cursor.index = mark.index;
  cursor.problems.length = mark.problems;
  cursor.broken = mark.broken;
}

/** The index of the token that closes the bracket at `open`, or that of the line's end. */
export function closingIndex(cursor: Cursor, open: number): number {
  let depth = 0;
  for (let index = open; ; index += 1) {
    const kind = cursor.tokens.kinds[index] ?? "END";
    if (kind === "(" || kind === "[" || kind === "{") depth += 1;
    else if (kind === ")" || kind === "]" || kind === "}") depth -= 1;
    if (depth === 0 || kind === "NEWLINE" || kind === "END") return index;
  }
}
