import { parseYield } from "./collections.ts";
import { accept, type Cursor, endOf, expect, kindOf, startOf, tell, textOf } from "./cursor.ts";
import { unescapeBytes, unescapeText, unifyLineBreaks } from "./escapes.ts";
import type { Expression, FormattedPart, Replacement, StringLiteral } from "./tree.ts";

/** All strings that stand side by side here, as one value. */
export function parseStrings(cursor: Cursor): Expression {
  const start = startOf(cursor);
  const parts: FormattedPart[] = [];
  let isFormatted = false;
  let isTemplate = false;
  while (kindOf(cursor) === "STRING" || kindOf(cursor) === "FSTART") {
    if (kindOf(cursor) === "STRING") parts.push(parseString(cursor));
    else {
      isFormatted = true;
      isTemplate ||= /^r?t/i.test(textOf(cursor));
      parts.push(...parseFormatted(cursor));
    }
  }
  const end = endOf(cursor);
  const [first] = parts;
  // Nearly all stand alone.
  if (parts.length === 1 && !isFormatted && first?.kind === "string") return first;
  if (new Set(parts.map((part) => part.kind === "string" && part.bytes)).size > 1) {
    tell(cursor, "bytes and text do not join");
  }
  if (isFormatted) return { kind: "formatted", template: isTemplate, parts, start, end };
  const literals = parts.filter((part) => part.kind === "string");
  const bytes = literals[0]?.bytes ?? false;
  return { kind: "string", value: literals.map((part) => part.value).join(""), bytes, start, end };
}

function parseString(cursor: Cursor): StringLiteral {
  const start = startOf(cursor);
  const { text } = cursor;
  cursor.index += 1;
  const end = endOf(cursor);
  let open = start;
  while (text.charCodeAt(open) !== 34 && text.charCodeAt(open) !== 39) open += 1;
  const quote = text.charAt(open);
  const prefix = open === start ? "" : text.slice(start, open).toLowerCase();
  const isLong = end - open >= 6 && text.startsWith(quote.repeat(3), open);
  const width = isLong ? 3 : 1;
  const isClosed = end - open >= 2 * width && text.charAt(end - 1) === quote;
  const body = text.slice(open + width, isClosed ? end - width : end);
  const bytes = prefix.includes("b");
  const value = prefix.includes("r")
    ? unifyLineBreaks(body)
    : bytes
      ? unescapeBytes(body)
      : unescapeText(body);
  return { kind: "string", value, bytes, start, end };
}

function parseFormatted(cursor: Cursor): readonly FormattedPart[] {
  const raw = /r/i.test(textOf(cursor).replace(/["'].*/s, ""));
  cursor.index += 1;
  const parts = parseParts(cursor, raw);
  expect(cursor, "FEND");
  return parts;
}

/** Texts and replacements, up to what closes them. */
function parseParts(cursor: Cursor, raw: boolean): readonly FormattedPart[] {
  const parts: FormattedPart[] = [];
  while (true) {
    if (kindOf(cursor) === "FMIDDLE") {
      const start = startOf(cursor);
      const text = textOf(cursor).replaceAll("{{", "{").replaceAll("}}", "}");
      cursor.index += 1;
      const value = raw ? unifyLineBreaks(text) : unescapeText(text);
      parts.push({ kind: "string", value, bytes: false, start, end: endOf(cursor) });
    } else if (kindOf(cursor) === "{") parts.push(parseReplacement(cursor, raw));
    else return parts;
  }
}

function parseReplacement(cursor: Cursor, raw: boolean): Replacement {
  const start = startOf(cursor);
  cursor.index += 1;
  const value = kindOf(cursor) === "yield" ? parseYield(cursor) : cursor.grammar.expressions(cursor);
  const debug = accept(cursor, "=");
  const conversion = accept(cursor, "!") ? textOf(cursor) : undefined;
  if (conversion !== undefined) cursor.index += 1;
  const format = accept(cursor, ":") ? parseParts(cursor, raw) : undefined;
  while (kindOf(cursor) !== "}" && kindOf(cursor) !== "NEWLINE" && kindOf(cursor) !== "END") {
    expect(cursor, "}");
    cursor.index += 1;
  }
  accept(cursor, "}");
  return {
    kind: "replacement",
    value,
    debug,
    ...(conversion === undefined ? {} : { conversion }),
    ...(format === undefined ? {} : { format }),
    start,
    end: endOf(cursor),
  };
}
