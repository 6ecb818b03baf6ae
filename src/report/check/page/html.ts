import { cleanLine } from "#base";

/** Text of a page that is safe as it stands: made by `html` alone. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | readonly Html[] | undefined;

/** Markup of our own with values between: texts are escaped, markup is taken as it is. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = pieces.map((piece, index) => piece + (index < parts.length ? printPart(parts[index]) : ""));
  return { markup: markup.join("") };
}

/** A style sheet, a script or any other text of our own. */
export function ownText(text: string): Html {
  return { markup: text };
}

function printPart(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Spaces stay: code is shown too. */
function escapeText(text: string): string {
  const safe = text
    .split(/( +)/)
    .map((part) => (part.startsWith(" ") ? part : cleanLine(part)))
    .join("");
  return safe.replace(/[&<>"']/g, (mark) => entities[mark] ?? mark);
}
