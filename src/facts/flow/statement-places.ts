/** A word of names, with what is not known of them: `orders_…`. */
const word = String.raw`[\w….$-]*`;

/** What the name of a table, of a column or of what belongs to one comes after. */
const introducing = new RegExp(
  String.raw`\b(?:from|join|into|update|table|index|view|column|references|schema|database|sequence|constraint|trigger|truncate|copy|analyze|vacuum|(?:owner|rename)\s+to|create\s[^;]*\bon)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?${word}$`,
  "i",
);

/** `orders.`, `"main".` */
const qualifying = /[\w…]["`]?\.["`]?$/;
const quoting = new RegExp(`["\`]${word}$`);
/** Some databases take double quotes around values too: `note = "…"`. */
const quotedValue = new RegExp(`(?:[=<>]|\\b(?:like|in\\s*\\(|values\\b[^;]*))\\s*"${word}$`, "i");
const compared = /^["`]?\s*(?:[=<>]|!=|::|(?:is|not|like|ilike|in|between)\b)/i;
const comparing = new RegExp(String.raw`(?:\b(?:where|and|or|on|set|not|having)\s+|,\s*)["\`]?${word}$`, "i");

/** Whether what a statement has between these two is a name of a table, of a column or of what belongs to one, and no value. */
export function isPlaceOfName(before: string, after: string): boolean {
  return isNameBetween(before.slice(-mostBefore), after);
}

/** Characters before a place that are looked at: in a text that is made to be long, each word would be tried as a beginning. */
const mostBefore = 10_000;

function isNameBetween(before: string, after: string): boolean {
  if (introducing.test(before) || qualifying.test(before)) return true;
  if (quoting.test(before)) return !quotedValue.test(before);
  return compared.test(after) && comparing.test(before);
}

/** The places of a text that `%` or `format` fills, each by its name or, without one, by its turn. */
export function placeholders(text: string): readonly Placeholder[] {
  let turn = 0;
  return [
    ...text.matchAll(/%(?:\((\w+)\))?[-+ 0#]*\d*(?:\.\d+)?[a-z]|\{(\w*)(?:![a-z])?(?::[^{}]*)?\}/gi),
  ].map(({ 0: whole, 1: one, 2: other, index }) => {
    const said = one ?? other ?? "";
    const name = said === "" ? String(turn) : said;
    if (said === "") turn += 1;
    return { name, before: text.slice(0, index), after: text.slice(index + whole.length) };
  });
}

interface Placeholder {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}
