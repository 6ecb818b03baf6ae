import type { Schema } from "#contract";

const must =
  "\\b(?:must|should|has to|have to|needs? to|cannot|can't|may not|mustn't|shall)\\b[^.;\\n]{0,50}?";

/** Rules that compare a value with the moment, with other values, or with rows that are there: no schema says them. */
const ruleTexts: readonly RegExp[] = [
  new RegExp(
    `${must}\\b(?:today|future|in the past|now|current (?:date|time)|upcoming|(?:after|before) (?:the |its |another )?[\\w-]+|later than|earlier than|overlap\\w*|belong to|more than once|exceed\\w*)\\b`,
    "i",
  ),
  /\b(?:future|past) dates? only\b|\bonly (?:future|past) (?:dates?|times?)\b|\bin the future\b/i,
  /\bunique (?:per|within|for (?:each|every|an?)|in (?:the|each|every|an?)|among|across (?:the|each|an?|one)) [\w-]+/i,
  /\b(?:debe(?:n)? ser|deve(?:m)? ser|doit être|muss|должн\p{L}+ быть)\b[^.;\n]{0,40}(?:futur\p{L}*|posterior\p{L}*|anterior\p{L}*|postérieur\p{L}*|antérieur\p{L}*|zukunft|будущ\p{L}*|позже|раньше)/iu,
];

/** What a text of an operation or of something in its body asks for that nothing checks. */
export function ruleIn(text: string): string | undefined {
  const found = ruleTexts.map((pattern) => pattern.exec(text)?.[0]).find((each) => each !== undefined);
  return found?.trim().replaceAll(/\s+/g, " ").slice(0, 80);
}

const uniqueText =
  /\b(?:must be|has to be|is|are) unique\b|^unique(?! (?:identifier|id|key|identity|code|number|reference|name of)\b)/im;

/** Whether a text says that no two rows have the same. */
export function saysUnique(text: string): boolean {
  return uniqueText.test(text);
}

const leastText =
  /\b(?:must be|at least|minimum(?: of)?|no less than|greater than|between)\b[^.;\n]{0,20}?\d|\bmust be (?:positive|greater than zero)\b/i;
const mostText =
  /\b(?:at most|no more than|maximum(?: of)?|up to|not exceed|between \d+ and)\b[^.;\n]{0,20}?\d/i;

/** A bound of a number that its text has and its schema has not. */
export function boundIn(
  text: string,
  { types, minimum, maximum, exclusiveMinimum, exclusiveMaximum, enum: values }: Schema,
): string | undefined {
  if (!types.includes("integer") && !types.includes("number")) return undefined;
  if (values) return undefined;
  const isBelow = minimum === undefined && exclusiveMinimum === undefined;
  const isAbove = maximum === undefined && exclusiveMaximum === undefined;
  return (
    (isBelow ? leastText.exec(text)?.[0] : undefined) ?? (isAbove ? mostText.exec(text)?.[0] : undefined)
  );
}
