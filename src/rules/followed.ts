import { type FlowEvent, followFacts } from "#facts";
import { once, type RuleInput } from "./rule.ts";

/** What happens as values are followed through the functions of a project, worked out once for all rules. */
export const followed: (input: RuleInput) => readonly FlowEvent[] = once((input) =>
  followFacts(input, input.facts),
);
