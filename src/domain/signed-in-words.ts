import type { Operation } from "#contract";

const signedInText =
  /\b(?:only|must|has to|have to|needs? to|requires?)\b[^.]*\b(?:logged|signed)[ -]?in\b|\b(?:logged|signed)[ -]?in (?:user|account|member|customer)s? only\b/i;

/** Whether the words of an operation ask for somebody who is signed in. */
export function asksSignedIn({ summary, description }: Operation): boolean {
  return signedInText.test(`${summary}. ${description}`);
}
