/** Kinds of signs of which a password must have one, in the order in which people name them. */
export const signKinds = ["lower", "upper", "digit", "special"] as const;
export type SignKind = (typeof signKinds)[number];

export interface PasswordSign {
  readonly kind: SignKind;
  /** Of special signs: the only ones that count, where the text lists them. */
  readonly among?: string;
}

const words: Readonly<Record<SignKind, RegExp>> = {
  lower: /\blower[- ]?case\b/i,
  upper: /\b(?:upper[- ]?case|capital)\b/i,
  digit: /\b(?:numbers?|digits?|numerals?|numeric)\b/i,
  special: /\b(?:special (?:characters?|signs?|symbols?)|symbols?|punctuation|non-alphanumeric)\b/i,
};
const demand = /\b(?:at least (?:one|1|an?)|must (?:contain|include|have)|contains?|includes?|requires?)\b/i;
const doubt =
  /\b(?:not|no|without|never|either|or|may|can|should|optional(?:ly)?|recommended|of (?:the following|these))\b/i;

/** Signs that the text of a password asks for; none where what it says is not plain. */
export function readPasswordSigns(description: string): readonly PasswordSign[] {
  if (!demand.test(description)) return [];
  const lines = description.split(/\n|[.;](?:\s|$)/);
  return signKinds.flatMap((kind) => {
    const line = lines.find((each) => words[kind].test(each));
    if (line === undefined || doubt.test(withoutList(line))) return [];
    const among = kind === "special" ? listedSigns(line) : undefined;
    return [{ kind, ...(among !== undefined && { among }) }];
  });
}

/** `(!@#$%)`: signs in brackets, and nothing but signs. */
function listedSigns(line: string): string | undefined {
  const listed = /\((.*)\)/.exec(line)?.[1];
  return listed !== undefined && listed.length > 1 && /^[!-/:-@[-`{-~]+$/.test(listed)
    ? [...new Set(listed)].join("")
    : undefined;
}

function withoutList(line: string): string {
  return line.replace(/\(.*\)/, "");
}
