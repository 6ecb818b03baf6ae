import type { Operation } from "#contract";

const mailText =
  /\b(?:sends?|sent|sending|receives?|delivers?|delivered)\b.*\b(?:e-?mails?|mails?|letter|link|code|otp|sms)\b|\b(?:verification|confirmation|activation|validation|welcome)[ -](?:e-?mail|mail|link|code|letter)\b|\b(?:verify|confirm|activate)\b.*\b(?:their|your) e-?mail\b/i;
const silentText =
  /\beven (?:if|when|where)\b.*\b(?:taken|exists?|registered|in use)\b|\b(?:prevents?|avoids?|against)\b.*\benumeration\b/i;
const noText = /\b(?:no|not|never|without|nothing)\b/i;

/** Why an account cannot be made as words of registering promise it, unless something that is derived keeps the promise. */
export function whyMailed(operation: Operation, sendsToken: boolean): string | undefined {
  const sentences = sentencesOf(operation);
  if (sentences.some((text) => silentText.test(text)))
    return "it promises not to tell which accounts there are, and what is answered instead is not said";
  const promised = sentences.some((text) => mailText.test(text) && !noText.test(text));
  return promised && !sendsToken
    ? "its words promise a mail, and no operation that is derived takes what such a mail would bring"
    : undefined;
}

const unconfirmedText =
  /\b(?:un|not? (?:yet )?(?:been )?)(?:verified|confirmed|activated)\b|\b(?:verify|confirm|activate)\b.*\b(?:first|before)\b|\bmust (?:first )?(?:be )?(?:verif|confirm|activat)/i;

/** Whether the words of signing in, or of its refusals, ask for a confirmed account. */
export function refusesUnconfirmed(operation: Operation): boolean {
  return sentencesOf(operation).some((text) => unconfirmedText.test(text));
}

function sentencesOf({ summary, description, responses }: Operation): readonly string[] {
  const texts = [summary, description, ...responses.map((each) => each.description)];
  return texts.flatMap((text) => text.replace(/\n(?!\s*[\n*-])/g, " ").split(/[.;\n](?:\s|$)|\n/));
}
