import { splitWords } from "#base";
import type { Operation } from "#contract";
import { textsIn } from "./texts-in.ts";

const sameText = /\balready\b|\bduplicate|\btaken\b|\bin use\b|\bunique|\bexists?\b/i;
const idleWords: ReadonlySet<string> = new Set(
  "conflict conflicts error errors resource request state current with the a an of is was not bad problem response there existing".split(
    " ",
  ),
);

/** What a 409 says of new rows: each group speaks of one thing, in sentences, as a code, or in another language. */
export function conflictTexts({ responses }: Operation): readonly (readonly string[])[] {
  const conflict = responses.find(({ status }) => status === "409");
  if (!conflict) return [];
  const examples = conflict.content.flatMap((media) => media.examples.map(textsIn));
  const told = firstSentence(conflict.description);
  const [only = [], ...others] = examples;
  // One example is of what the description says; several are of several things.
  return others.length === 0 ? [[told, ...only]] : [[told], ...examples];
}

function firstSentence(text: string): string {
  return text.split(/[.\n]/)[0] ?? "";
}

/** `The hall is taken by another concert`, `HALL_CLOSED_TODAY`: more than that there is a conflict, or the same row. */
export function saysRule(text: string): boolean {
  if (!/^[\p{L}"'`]/u.test(text) || saysSame(text)) return false;
  const told = splitWords(lastOfAddress(text)).filter((word) => !idleWords.has(word));
  return told.length > 1;
}

/** Of an address, as the type of a problem is one (RFC 9457), the last part names it: `https://example.com/errors/hall-closed`. */
function lastOfAddress(text: string): string {
  return /^[a-z][a-z\d+.-]*:\S+$/i.test(text)
    ? (text.split(/[/#:]/).findLast((part) => part !== "") ?? "")
    : text;
}

/** Whether a text says that such a row is there. */
export function saysSame(text: string): boolean {
  return sameText.test(text.replaceAll("_", " "));
}

/** Whether nothing but ASCII is in a text: words of other scripts are taken for what the others beside them say. */
export function isPlain(text: string): boolean {
  return /^[\x20-\x7e\s]*$/.test(text);
}
