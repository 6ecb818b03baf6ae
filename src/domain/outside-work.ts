import type { Operation } from "#contract";

const outside =
  /\b(?:external|third[- ]party|outside|remote) (?:\w+ )?(?:providers?|services?|apis?|sources?|systems?|gateways?)\b|\bpayment (?:gateway|provider|processor)s?\b|\bpre-?signed (?:\w+ )?(?:urls?|links?)\b/i;
const denial = /\b(?:no|not|never|without)\b|n't\b/i;

/** Words that say that a service elsewhere does the work, or part of it; a part of the server is none. */
export function worksOutside({ summary, description }: Operation): string | undefined {
  for (const sentence of [summary, ...description.split(/[.\n]/)]) {
    const found = outside.exec(sentence);
    if (found && !denial.test(sentence.slice(0, found.index))) return found[0].toLowerCase();
  }
  return undefined;
}
