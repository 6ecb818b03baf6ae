import { type Py, py } from "#python";

/** A statement that gives a value a name; printed without the name where nothing reads it. */
interface Assignment {
  readonly holder: Py;
  readonly value: Py;
  /** Nothing else comes of it: it goes as a whole where nothing reads its name. */
  readonly idle: boolean;
}

const assignments = new WeakMap<Py, Assignment>();

/** `author = await create_account(client)` */
export function assign(holder: Py, value: Py, idle = false): Py {
  const statement = py`${holder} = ${value}`;
  assignments.set(statement, { holder, value, idle });
  return statement;
}

/** A statement that goes where nothing reads its name. */
export function assignIdle(holder: Py, value: Py): Py {
  return assign(holder, value, true);
}

/** Leaves out the names that nothing reads, from the last statement to the first. */
export function dropUnread(paragraphs: readonly (readonly Py[])[]): readonly (readonly Py[])[] {
  const read = new Set<string>();
  const kept = paragraphs.toReversed().map((statements) =>
    statements
      .toReversed()
      .flatMap((statement) => {
        const assignment = assignments.get(statement);
        const isRead = !assignment || read.has(assignment.holder.text);
        if (!isRead && assignment.idle) return [];
        const printed = isRead ? statement : assignment.value;
        for (const word of wordsOf(codeOf((isRead ? (assignment?.value ?? statement) : printed).text)))
          read.add(word);
        return [printed];
      })
      .toReversed(),
  );
  return kept.toReversed().filter((statements) => statements.length > 0);
}

/** Names that may be variables: what is asked of an object is none of them. */
function wordsOf(code: string): readonly string[] {
  return code.replaceAll(/\.\p{L}[\p{L}\p{N}_]*/gu, ".").split(/[^\p{L}\p{N}_]+/u);
}

/** Python text without what its string literals say; expressions within f-strings stay. */
export function codeOf(text: string): string {
  return scanCode(text, 0, undefined).code;
}

interface Scanned {
  readonly code: string;
  readonly end: number;
}

/** Reads code up to the end, or up to the brace that closes an f-string's expression. */
function scanCode(text: string, start: number, close: "}" | undefined): Scanned {
  let code = "";
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const isFormatted = /f$/i.test(text.slice(Math.max(0, at - 1), at));
      const literal = scanString(text, at, isFormatted);
      code += ` ${literal.code} `;
      at = literal.end;
      continue;
    }
    if (character === "{") depth += 1;
    if (character === "}" && close && depth === 0) return { code, end: at + 1 };
    if (character === "}") depth -= 1;
    code += character;
    at += 1;
  }
  return { code, end: at };
}

function scanString(text: string, start: number, isFormatted: boolean): Scanned {
  const quote = text.charAt(start);
  let code = "";
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    const character = text.charAt(at);
    if (character === "\\") {
      at += 2;
    } else if (isFormatted && character === "{" && text.charAt(at + 1) !== "{") {
      const expression = scanCode(text, at + 1, "}");
      code += ` ${expression.code} `;
      at = expression.end;
    } else {
      at += character === "{" && isFormatted ? 2 : 1;
    }
  }
  return { code, end: at + 1 };
}
