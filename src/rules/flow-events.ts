import { type FlowEvent, followFacts, type ModelIndex, openModels } from "#facts";
import { once, type RuleInput } from "./rule.ts";

/** What is seen of rows, queries and columns when values are followed through a project. */
export const flowEvents: (input: RuleInput) => readonly FlowEvent[] = once((input) =>
  followFacts(input, input.facts),
);

/** The models of a project with their relations, those that lead back among them. */
export const modelIndex: (input: RuleInput) => ModelIndex = once(({ project, classes, facts }) =>
  openModels(project, classes, facts.models),
);
