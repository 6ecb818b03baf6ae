import { parseArguments } from "./arguments.ts";
import { accept, type Cursor, endOf, endOfContent, kindOf, startOf, tell, textOf } from "./cursor.ts";
import { nameOf, parseParameters, parseTypeParameters } from "./parameters.ts";
import type { Statement } from "./statements-tree.ts";
import { parseSuite } from "./suite.ts";
import type { Expression, Name } from "./tree.ts";

/** A function or a class with its decorators; decorators that decorate nothing are a broken statement. */
export function parseDefinition(cursor: Cursor): Statement {
  const first = startOf(cursor);
  const decorators: Expression[] = [];
  while (accept(cursor, "@")) {
    decorators.push(cursor.grammar.named(cursor));
    skipRest(cursor);
  }
  const start = startOf(cursor);
  if (kindOf(cursor) === "class") return parseClass(cursor, decorators);
  const isAsync = accept(cursor, "async");
  if (kindOf(cursor) === "def") return parseFunction(cursor, decorators, start, isAsync);
  tell(cursor, "a function or a class is missing here");
  return { kind: "broken", values: decorators, start: first, end: endOfContent(cursor) };
}

/** The end of a decorator's line, with whatever is left of it. */
function skipRest(cursor: Cursor): void {
  if (kindOf(cursor) !== "NEWLINE" && kindOf(cursor) !== "END")
    tell(cursor, "a decorator ends with its line");
  while (kindOf(cursor) !== "NEWLINE" && kindOf(cursor) !== "END") cursor.index += 1;
  accept(cursor, "NEWLINE");
  cursor.broken = false;
}

function parseName(cursor: Cursor): Name {
  const start = startOf(cursor);
  if (kindOf(cursor) !== "NAME") {
    tell(cursor, "a name is missing here");
    return { kind: "name", id: "", start, end: start };
  }
  const id = nameOf(textOf(cursor));
  cursor.index += 1;
  return { kind: "name", id, start, end: endOf(cursor) };
}

function parseFunction(
  cursor: Cursor,
  decorators: readonly Expression[],
  start: number,
  isAsync: boolean,
): Statement {
  cursor.index += 1;
  const name = parseName(cursor);
  const typeParameters = parseTypeParameters(cursor);
  const parameters = accept(cursor, "(") ? parseParameters(cursor, ")") : [];
  if (!accept(cursor, ")")) tell(cursor, '")" is missing here');
  const returns = accept(cursor, "->") ? cursor.grammar.expressions(cursor) : undefined;
  const body = parseSuite(cursor);
  return {
    kind: "function",
    async: isAsync,
    name,
    typeParameters,
    parameters,
    ...(returns === undefined ? {} : { returns }),
    decorators,
    body,
    start,
    end: endOfContent(cursor),
  };
}

function parseClass(cursor: Cursor, decorators: readonly Expression[]): Statement {
  const start = startOf(cursor);
  cursor.index += 1;
  const name = parseName(cursor);
  const typeParameters = parseTypeParameters(cursor);
  const args = kindOf(cursor) === "(" ? parseArguments(cursor) : [];
  const body = parseSuite(cursor);
  return { kind: "class", name, typeParameters, args, decorators, body, start, end: endOfContent(cursor) };
}
