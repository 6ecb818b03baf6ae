import type { SqlToken } from "./tokens.ts";

/** Where a statement is read. */
export interface SqlCursor {
  /** What the columns may be written after: the table, or what it is called in the statement. */
  prefixes: readonly string[];
  /** Whether all was read, and nothing failed. */
  readonly isDone: () => boolean;
  /** The statement goes on otherwise than it can be read: nothing more comes, and all of it is given up. */
  readonly fail: () => void;
  /** Takes these words, where all of them come next. */
  readonly takes: (...words: readonly string[]) => boolean;
  readonly expects: (...words: readonly string[]) => void;
  readonly take: (kind: SqlToken["kind"]) => SqlToken | undefined;
  /** The number of a parameter that stands by its place. */
  readonly nextParameter: () => number;
  readonly peek: (ahead?: number) => SqlToken | undefined;
  /** Goes one level deeper, and back out. */
  readonly within: <T>(read: () => T) => T;
}

/** How deep conditions may stand in one another. */
const deepest = 12;

export function openCursor(tokens: readonly SqlToken[]): SqlCursor {
  let at = 0;
  let parameters = 0;
  let depth = 0;
  let hasFailed = false;
  const fail = (): void => {
    hasFailed = true;
    at = tokens.length;
  };
  const isAt = (text: string, ahead: number): boolean => {
    const token = tokens[at + ahead];
    return (token?.kind === "word" || token?.kind === "sign") && token.text === text;
  };
  const takes = (...words: readonly string[]): boolean => {
    if (!words.every((text, ahead) => isAt(text, ahead))) return false;
    at += words.length;
    return true;
  };
  return {
    prefixes: [],
    isDone: () => !hasFailed && at >= tokens.length,
    fail,
    takes,
    expects: (...words) => {
      if (!takes(...words)) fail();
    },
    take: (kind) => {
      const token = tokens[at];
      if (token?.kind !== kind) return undefined;
      at += 1;
      return token;
    },
    nextParameter: () => parameters++,
    peek: (ahead = 0) => tokens[at + ahead],
    within: (read) => {
      depth += 1;
      if (depth > deepest) fail();
      const value = read();
      depth -= 1;
      return value;
    },
  };
}

const reserved = new Set(
  "select from where and or not in is null like ilike between order by group having limit offset for union join inner left right full cross on using as set values case when then else end exists any all distinct returning with window fetch asc desc true false current_timestamp".split(
    " ",
  ),
);

/** A name of a table or column. */
export function readName(cursor: SqlCursor): string {
  const quoted = cursor.take("quoted");
  if (quoted !== undefined) return quoted.text;
  const word = cursor.peek();
  if (word?.kind !== "word" || reserved.has(word.text)) {
    cursor.fail();
    return "";
  }
  cursor.take("word");
  return word.text;
}

/** A column, alone or after its table. */
export function readColumn(cursor: SqlCursor): string {
  const first = readName(cursor);
  if (!cursor.takes(".")) return first;
  if (!cursor.prefixes.includes(first)) cursor.fail();
  return readName(cursor);
}
