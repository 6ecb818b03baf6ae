/** A place where the text is no Python, with what is wrong there. */
export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A comment, from its `#` to the end of its line. */
export interface Comment {
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens of a module, one per index. The kind of a keyword or an operator is its own text; the others are `NAME`, `NUMBER`,
 * `STRING`, `FSTART`, `FMIDDLE`, `FEND`, `NEWLINE`, `INDENT`, `DEDENT`, `BROKEN` and, once, `END`.
 */
export interface Tokens {
  readonly kinds: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
}

/** The lexer's hand on a text: where it stands, what is open, and what it has given so far. */
export interface Lexer {
  readonly text: string;
  position: number;
  /** Whether the next token begins a logical line, so that its indentation counts. */
  atLineStart: boolean;
  readonly indents: number[];
  /** Where each open bracket stands. */
  readonly brackets: number[];
  /** How many brackets were open when the innermost replacement of a formatted string began. */
  floor: number;
  /** How many replacements of formatted strings are open. */
  nesting: number;
  readonly kinds: string[];
  readonly starts: number[];
  readonly ends: number[];
  readonly comments: Comment[];
  readonly problems: SyntaxProblem[];
}

export function pushToken(lexer: Lexer, kind: string, start: number, end: number): void {
  lexer.kinds.push(kind);
  lexer.starts.push(start);
  lexer.ends.push(end);
}

export function tellProblem(lexer: Lexer, message: string, start: number, end: number): void {
  lexer.problems.push({ message, start, end: Math.max(end, start) });
}

/** Each reserved word by itself, so that a token's kind is one shared string. */
export const reservedWords: ReadonlyMap<string, string> = new Map(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield"
  )
    .split(" ")
    .map((word) => [word, word]),
);

/**
 * Words that begin a statement and never stand in an expression. Within brackets, one at the start of a line says that a
 * bracket was left open before.
 */
export const statementWords: ReadonlySet<string> = new Set(
  "assert break class continue def del elif except finally global import nonlocal pass raise return try while with".split(
    " ",
  ),
);
