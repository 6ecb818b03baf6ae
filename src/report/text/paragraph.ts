import { cleanLine } from "#base";
import { type Look, paint, type Style } from "./look.ts";
import { wrap } from "./width.ts";

/** A sentence, wrapped; further lines begin under the first. */
export function layParagraph(text: string, look: Look, indent = 0, style?: Style): readonly string[] {
  const margin = " ".repeat(indent);
  return wrap(cleanLine(text), Math.max(10, look.width - indent)).map(
    (line) => margin + paint(look, style, line),
  );
}

/** Lines as they are, made safe, and broken only where they are wider than the terminal. */
export function heading(text: string, look: Look): readonly string[] {
  return layParagraph(text, look, 0, "heading");
}
