import { accept, type Cursor, endOf, expect, kindOf, startOf } from "./cursor.ts";
import type { Import, ImportedName, ImportFrom } from "./statements-tree.ts";
import { parseWord } from "./words.ts";

export function parseImport(cursor: Cursor): Import {
  const start = startOf(cursor);
  cursor.index += 1;
  const names: ImportedName[] = [];
  do names.push(parseImported(cursor, parseDotted));
  while (accept(cursor, ",") && !cursor.broken);
  return { kind: "import", names, start, end: endOf(cursor) };
}

export function parseImportFrom(cursor: Cursor): ImportFrom {
  const start = startOf(cursor);
  cursor.index += 1;
  let level = 0;
  for (let kind = kindOf(cursor); kind === "." || kind === "..."; kind = kindOf(cursor)) {
    level += kind.length;
    cursor.index += 1;
  }
  const module = kindOf(cursor) === "NAME" || level === 0 ? parseDotted(cursor) : "";
  expect(cursor, "import");
  const names = cursor.broken ? [] : parseNames(cursor);
  return { kind: "import-from", level, module, names, start, end: endOf(cursor) };
}

function parseNames(cursor: Cursor): readonly ImportedName[] {
  const start = startOf(cursor);
  if (accept(cursor, "*")) return [{ path: "*", start, end: endOf(cursor) }];
  const isParenthesised = accept(cursor, "(");
  const names: ImportedName[] = [];
  do {
    if (isParenthesised && kindOf(cursor) === ")") break;
    names.push(parseImported(cursor, parseWord));
  } while (accept(cursor, ",") && !cursor.broken);
  if (isParenthesised) expect(cursor, ")");
  return names;
}

function parseImported(cursor: Cursor, parsePath: (cursor: Cursor) => string): ImportedName {
  const start = startOf(cursor);
  const path = parsePath(cursor);
  const alias = accept(cursor, "as") ? parseWord(cursor) : undefined;
  return { path, ...(alias === undefined ? {} : { alias }), start, end: Math.max(start, endOf(cursor)) };
}

function parseDotted(cursor: Cursor): string {
  let path = parseWord(cursor);
  while (accept(cursor, ".")) path += `.${parseWord(cursor)}`;
  return path;
}
