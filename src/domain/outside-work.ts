import type { Operation } from "#contract";

const outside =
  /\b(?:external|third[- ]party|outside|remote) (?:\w+ )?(?:providers?|services?|apis?|sources?|systems?|gateways?)\b|\bpayment (?:gateway|provider|processor)s?\b|\bpre-?signed (?:\w+ )?(?:urls?|links?)\b/i;
/** `Forwarded verbatim to the Inventory API` */
const forwarded =
  /\b(?:forward(?:s|ed|ing)?|prox(?:y|ies|ied|ying)|relay(?:s|ed|ing)?|delegat(?:es?|ed|ing)|rout(?:es|ed|ing)|pass(?:es|ed) (?:on|through))\b(?: [\w-]+){0,3} (?:to|through) (?:the |an? |its )?(?:[\w-]+ ){0,3}(?:api|(?:micro)?services?|servers?|backend|upstream)\b/i;
/** `Inventory API is unreachable`, and not only that a gateway has a problem. */
const unreached =
  /\b(?!bad |the |this )[\w-]+ (?:api|(?:micro)?service|server|backend|provider)\b[^.\n]{0,20}\b(?:unreachable|unavailable|not (?:reachable|available|respond\w*)|down|timed? ?out|fail(?:ed|s|ure)?|error)\b|\bupstream\b/i;
const denial = /\b(?:no|not|never|without)\b|n't\b/i;

/** Words that say that a service elsewhere does the work, or part of it; a part of the server is none. */
export function worksOutside({ summary, description, responses }: Operation): string | undefined {
  for (const sentence of [summary, ...description.split(/[.\n]/)]) {
    const found = outside.exec(sentence) ?? forwarded.exec(sentence);
    if (found && !denial.test(sentence.slice(0, found.index))) return found[0].toLowerCase();
  }
  const refusal = responses.find(({ status }) => status === "502" || status === "504");
  return refusal && unreached.exec(refusal.description)?.[0].toLowerCase();
}
