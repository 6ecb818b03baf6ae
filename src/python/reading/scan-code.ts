/** What a scan of code tells: the names that stand outside of texts and comments, and whether all that was opened is closed. */
export interface CodeListener {
  name?(start: number, end: number): void;
  /** A string literal, from its prefix to its last quote; names in the fields of a formatted one are told too. */
  literal?(start: number, end: number): void;
  broken(): void;
}

const openers = "([{";
const closers = ")]}";
const nameStart = /[\p{ID_Start}_]/u;
const nameRest = /[\p{ID_Continue}]*/uy;

/** From code to the end of its logical line: brackets, literals and backslashes carry it over line breaks. */
export function endOfLogicalLine(text: string, from: number, listener: CodeListener): number {
  let depth = 0;
  let index = from;
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === "\n" || character === "\r") {
      if (depth === 0) return index;
      index += 1;
    } else if (character === "#") index = endOfLine(text, index);
    else if (character === "\\") index = afterBackslash(text, index, listener);
    else if (character === "(" || character === "[" || character === "{") {
      depth += 1;
      index += 1;
    } else if (character === ")" || character === "]" || character === "}") {
      if (depth === 0) listener.broken();
      else depth -= 1;
      index += 1;
    } else index = scanWord(text, index, listener);
  }
  if (depth > 0) listener.broken();
  return index;
}

export function endOfLine(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charAt(index) !== "\n" && text.charAt(index) !== "\r") index += 1;
  return index;
}

/** After a line break that begins here; at the same place where none does. */
export function afterBreak(text: string, at: number): number {
  if (text.startsWith("\r\n", at)) return at + 2;
  return text.charAt(at) === "\n" || text.charAt(at) === "\r" ? at + 1 : at;
}

/** In code a backslash joins the next line. */
function afterBackslash(text: string, at: number, listener: CodeListener): number {
  const after = afterBreak(text, at + 1);
  if (after === at + 1 || after === text.length) listener.broken();
  return Math.max(after, at + 1);
}

/** A name, a literal with its prefix, or any other character. The level says in how many literals it stands. */
function scanWord(text: string, from: number, listener: CodeListener, level = 0): number {
  const character = text.charAt(from);
  if (character === '"' || character === "'") return scanLiteral(text, from, from, level, listener);
  const end = endOfName(text, from);
  if (end === from) return from + 1;
  const word = text.slice(from, end);
  const quote = text.charAt(end);
  if ((quote === '"' || quote === "'") && /^(?:[rbuft]|br|rb|fr|rf|tr|rt)$/i.test(word))
    return scanLiteral(text, from, end, level, listener);
  listener.name?.(from, end);
  return end;
}

/** A number is read like a name: `0x1f"..."` must not give its `f` to a literal. */
function endOfName(text: string, from: number): number {
  let end = from;
  while (isPlainName(text.charCodeAt(end))) end += 1;
  if (!(text.charCodeAt(end) >= 128)) return end;
  const point = String.fromCodePoint(text.codePointAt(end) ?? 0);
  if (end === from && !nameStart.test(point)) return from;
  nameRest.lastIndex = end;
  nameRest.test(text);
  return Math.max(nameRest.lastIndex, end);
}

/** Letters, digits and the underscore of ASCII: what nearly all names consist of. */
function isPlainName(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
  );
}

function scanLiteral(
  text: string,
  start: number,
  quoteAt: number,
  level: number,
  listener: CodeListener,
): number {
  const prefix = text.slice(start, quoteAt).toLowerCase();
  const single = text.charAt(quoteAt);
  const triple = text.startsWith(single.repeat(3), quoteAt);
  const literal: Literal = {
    close: triple ? single.repeat(3) : single,
    raw: prefix.includes("r"),
    formatted: /[ft]/.test(prefix) && level < deepest,
    level,
  };
  const end = scanText(text, quoteAt + literal.close.length, literal, listener);
  listener.literal?.(start, end);
  return end;
}

interface Literal {
  readonly close: string;
  readonly raw: boolean;
  readonly formatted: boolean;
  readonly level: number;
}

/** CPython gives up at 150 formatted literals in one another. */
const deepest = 150;

function scanText(text: string, from: number, literal: Literal, listener: CodeListener): number {
  const quote = literal.close.charAt(0);
  let index = from;
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === quote && text.startsWith(literal.close, index)) return index + literal.close.length;
    if (character === "\\") index = afterEscape(text, index, literal);
    else if (endsTooEarly(character, literal)) break;
    else if (!literal.formatted || (character !== "{" && character !== "}")) index += 1;
    else if (text.charAt(index + 1) === character) index += 2;
    else if (character === "{") index = scanField(text, index + 1, literal, listener);
    else {
      listener.broken();
      index += 1;
    }
  }
  listener.broken();
  return index;
}

function endsTooEarly(character: string, { close }: Literal): boolean {
  return close.length === 1 && (character === "\n" || character === "\r");
}

/** A backslash takes the next character with it; before a field it does not, and `\N{…}` is no field. */
function afterEscape(text: string, at: number, { raw, formatted }: Literal): number {
  const after = Math.min(Math.max(afterBreak(text, at + 1), at + 2), text.length);
  if (!formatted) return after;
  if (!raw && text.startsWith("N{", at + 1)) {
    const end = text.indexOf("}", at);
    return end < 0 ? text.length : end + 1;
  }
  return text.charAt(at + 1) === "{" || text.charAt(at + 1) === "}" ? at + 1 : after;
}

/** The code in the braces of a formatted literal, up to the closing one; quotes of the literal's own kind may stand in it. */
function scanField(text: string, from: number, literal: Literal, listener: CodeListener): number {
  let depth = 0;
  let index = from;
  while (index < text.length) {
    const character = text.charAt(index);
    if (endsTooEarly(character, literal) && depth === 0) return index;
    if (depth === 0 && character === "}") return index + 1;
    if (depth === 0 && character === ":") return scanFormat(text, index + 1, literal, listener);
    if (openers.includes(character)) depth += 1;
    else if (closers.includes(character)) depth -= 1;
    if (character === "#") index = endOfLine(text, index);
    else if (character === "\\") index += 1;
    else index = scanWord(text, index, listener, literal.level + 1);
  }
  return index;
}

/** What follows the colon of a field: text, and fields in it. */
function scanFormat(text: string, from: number, literal: Literal, listener: CodeListener): number {
  let index = from;
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === "}") return index + 1;
    if (endsTooEarly(character, literal) || text.startsWith(literal.close, index)) return index;
    const isField = character === "{" && literal.level < deepest;
    index = isField
      ? scanField(text, index + 1, { ...literal, level: literal.level + 1 }, listener)
      : index + 1;
  }
  return index;
}
