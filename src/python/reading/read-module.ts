import { type LogicalLine, readLogicalLines } from "./logical-lines.ts";
import { nameStatement, type StatementKind } from "./name-statement.ts";

/** A statement at the top of a module, or in the body of a class: with its decorators and the comments right above it. */
export interface PythonItem {
  readonly kind: StatementKind;
  /** What it binds, or the beginning of what it does; unique among its neighbours, by `#2` where it comes again. */
  readonly name: string;
  readonly start: number;
  /** Where it begins without the comments above it. */
  readonly code: number;
  /** Before the line break that ends it. */
  readonly end: number;
  /** Of a class with a body on lines of its own. */
  readonly body?: PythonBody;
}

export interface PythonBody {
  /** Before the line break that ends the class's own line. */
  readonly start: number;
  /** The blanks before each statement. */
  readonly indent: string;
  readonly items: readonly PythonItem[];
}

/** A module taken apart. What lies between its items is blank lines and comments that stand alone. */
export interface PythonModule {
  readonly text: string;
  readonly items: readonly PythonItem[];
  /** Whether brackets, literals and indents fit together; else the items are only a guess. */
  readonly sound: boolean;
}

/** Takes a module apart into statements, by its lines and indents alone. Any text will do. */
export function readModule(text: string): PythonModule {
  let sound = !text.includes("\0");
  const listener = {
    broken: () => {
      sound = false;
    },
  };
  const lines = readLogicalLines(text, text.startsWith("\ufeff") ? 1 : 0, listener);
  const block = readBlock({ text, lines, broken: listener.broken, level: 0 }, 0, lines.length, 0);
  return { text, items: block, sound };
}

interface Reading {
  readonly text: string;
  readonly lines: readonly LogicalLine[];
  readonly broken: () => void;
  /** How many classes lie around. */
  readonly level: number;
}

/** Classes further in are taken as one piece. */
const deepest = 8;

/** The statements of a block: the lines from one to before another, all indented alike or deeper. */
function readBlock(reading: Reading, from: number, to: number, indent: number): readonly PythonItem[] {
  const { lines } = reading;
  const items: PythonItem[] = [];
  const names = new Map<string, number>();
  let index = from;
  while (index < to) {
    const line = lines[index];
    if (line?.kind !== "code") {
      index += 1;
      continue;
    }
    if (line.indent !== indent) reading.broken();
    const next = endOfStatement(reading, index, to);
    const item = readItem(reading, index, next, items.length === 0);
    const count = (names.get(item.name) ?? 0) + 1;
    names.set(item.name, count);
    items.push(count === 1 ? item : { ...item, name: `${item.name}#${count}` });
    index = next;
  }
  return items;
}

/** The line after a statement: past decorators, deeper lines, and the clauses that go on with it. */
function endOfStatement({ text, lines }: Reading, first: number, to: number): number {
  const indent = lines[first]?.indent ?? 0;
  let end = first + 1;
  let expectsMore = text.charAt(lines[first]?.content ?? 0) === "@";
  for (let index = first + 1; index < to; index += 1) {
    const line = lines[index];
    if (!line || line.kind === "blank") continue;
    if (line.kind === "comment") {
      if (line.indent > indent && !expectsMore) end = index + 1;
      continue;
    }
    const goesOn = line.indent > indent || expectsMore || isClause(text, line);
    if (!goesOn) break;
    if (line.indent <= indent) expectsMore = text.charAt(line.content) === "@";
    end = index + 1;
  }
  return end;
}

function isClause(text: string, { content }: LogicalLine): boolean {
  return /^(?:elif|else|except|finally)\b/.test(text.slice(content, content + 8));
}

function readItem(reading: Reading, first: number, next: number, isFirst: boolean): PythonItem {
  const { text, lines } = reading;
  const head = headLine(reading, first, next);
  const headText = text.slice(lines[head]?.content, lines[head]?.end);
  const { kind, name } = nameStatement(headText, isFirst);
  const code = lines[first]?.start ?? 0;
  const start = kind === "import" ? code : startWithComments(lines, first);
  const end = lines[next - 1]?.end ?? text.length;
  const body = kind === "class" && reading.level < deepest ? readBody(reading, head, next) : undefined;
  return { kind, name, start, code, end, ...(body && { body }) };
}

/** The line that says what it is: the first after the decorators. */
function headLine({ text, lines }: Reading, first: number, next: number): number {
  for (let index = first; index < next; index += 1) {
    const line = lines[index];
    if (line?.kind === "code" && text.charAt(line.content) !== "@") return index;
  }
  return first;
}

/** Comments that stand right above a statement, and as deep, belong to it. */
function startWithComments(lines: readonly LogicalLine[], first: number): number {
  let index = first;
  while (lines[index - 1]?.kind === "comment" && lines[index - 1]?.indent === lines[first]?.indent)
    index -= 1;
  return lines[index]?.start ?? 0;
}

function readBody(reading: Reading, head: number, next: number): PythonBody | undefined {
  const { text, lines } = reading;
  const first = lines.slice(head + 1, next).find(({ kind }) => kind === "code");
  const headLineEnd = lines[head]?.end;
  if (!first || headLineEnd === undefined) return undefined;
  return {
    start: headLineEnd,
    indent: text.slice(first.start, first.content),
    items: readBlock({ ...reading, level: reading.level + 1 }, head + 1, next, first.indent),
  };
}
