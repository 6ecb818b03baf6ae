import { splitWords } from "#base";
import type { Behaviour, BodyField } from "./behaviour.ts";
import type { Draft } from "./draft.ts";
import { queryParameters } from "./lists/parameters.ts";
import type { OperationShape } from "./shapes.ts";

const proofWords: ReadonlySet<string> = new Set(
  "captcha recaptcha hcaptcha turnstile otp totp mfa 2fa".split(" "),
);
const codeWords: ReadonlySet<string> = new Set(
  "verification verify confirmation confirm activation sms auth authentication".split(" "),
);

/**
 * What callers must prove, that they are no machine or that an address is theirs: nothing in a contract says how it is
 * checked, and without the check everybody would be let in.
 */
export function whyUnchecked(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  const shown = new Set(
    draft.entities.flatMap(({ representations }) =>
      representations.flatMap(({ fields }) => fields.map(({ field }) => field)),
    ),
  );
  const given = [
    ...sentFields(behaviour)
      .map(({ field }) => field)
      .filter((name) => !shown.has(name)),
  ];
  const asked = queryParameters(shape).map(({ name }) => name);
  const proof = [...given, ...asked].find(isProof);
  return proof && `nothing says how ${proof} is checked`;
}

/** What is sent, but for what the owner has settled. */
function sentFields(behaviour: Behaviour): readonly BodyField[] {
  if (!("body" in behaviour)) return [];
  const { fields, ignored = [], own = [] } = behaviour.body;
  const settled = new Set(
    own.flatMap(({ name, is }) => (is === "unchecked" || is === "grant" ? [name] : [])),
  );
  return [...fields, ...ignored].filter(({ field }) => !settled.has(field));
}

function isProof(name: string): boolean {
  const words = splitWords(name);
  return (
    words.some((word) => proofWords.has(word)) ||
    (words.at(-1) === "code" && words.some((word) => codeWords.has(word)))
  );
}
