import { singular, snakeCase, splitWords } from "#base";
import type { OperationShape } from "./shapes.ts";

const joinText = /\b(?:register|registration|sign ?up|join|create|new|add|enrol|enroll)\b/;
const accountWords: ReadonlySet<string> = new Set(["user", "account", "member", "customer", "person"]);

/** Where every operation asks for a credential, taking a name and a password may be about an account elsewhere. */
export function saysJoining({ operation, place, body }: OperationShape): boolean {
  const texts = [place.name, operation.id, operation.summary, body?.schema.name ?? ""];
  return (
    accountWords.has(singular(snakeCase(place.name))) ||
    texts.some((text) => joinText.test(splitWords(text).join(" ")))
  );
}
