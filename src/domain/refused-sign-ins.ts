import { splitWords } from "#base";
import { readBarred } from "./barred.ts";
import type { Entity, Field } from "./domain.ts";
import { refusesUnconfirmed } from "./mail-promises.ts";
import type { OperationShape } from "./shapes.ts";
import { textsIn } from "./texts-in.ts";

const blockedText =
  /\b(?:blocked|banned|suspended|disabled|deactivated|inactive|locked|frozen|not (?:yet )?(?:active|approved|enabled)|unapproved)\b/i;
const stateWords: ReadonlySet<string> = new Set(
  "active enabled disabled blocked banned locked suspended approved status state deactivated frozen".split(
    " ",
  ),
);

/** Why somebody whose password is right may not come in, where words say so and nothing that is understood does it. */
export function whyRefused({ operation }: OperationShape, account: Entity): string | undefined {
  if (refusesUnconfirmed(operation))
    return "accounts that are not confirmed are refused, which is not written yet";
  if (readBarred(operation, account)) return undefined;
  for (const response of operation.responses.filter(({ status }) => /^4/.test(status) && status !== "429")) {
    const examples = response.content.flatMap(({ examples: shown }) => shown.flatMap(textsIn));
    const says = [response.description, ...examples].find((text) => blockedText.test(text));
    if (response.status !== "423" && says === undefined) continue;
    if (response.status === "423" || account.fields.some(tellsState))
      return `which accounts its ${response.status} refuses is not plain`;
  }
  return undefined;
}

/** Whether a field may tell that an account is kept out. */
function tellsState({ name, meaning }: Field): boolean {
  const isState = meaning.kind === "enum" || meaning.kind === "scalar";
  return isState && splitWords(name).some((word) => stateWords.has(word));
}
