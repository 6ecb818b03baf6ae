import { type FlowEvent, followFacts, type ModelIndex, openModels, type Place } from "#facts";
import { once, type RuleInput } from "./rule.ts";

/** What is seen of rows, queries and columns when values are followed through a project. */
export const flowEvents: (input: RuleInput) => readonly FlowEvent[] = once((input) =>
  followFacts(input, input.facts),
);

/** The models of a project with their relations, those that lead back among them. */
export const modelIndex: (input: RuleInput) => ModelIndex = once(({ project, classes, facts }) =>
  openModels(project, classes, facts.models),
);

/** One event for each place, the one to which the fewest calls lead: what is nearest shows it best. */
export function nearestByPlace<Event extends { readonly calls: readonly unknown[] }>(
  events: readonly Event[],
  placeOf: (event: Event) => Place,
): readonly Event[] {
  const found = new Map<string, Event>();
  for (const event of events) {
    const { module, start } = placeOf(event);
    const key = `${module.path}:${start}`;
    const before = found.get(key);
    if (before === undefined || event.calls.length < before.calls.length) found.set(key, event);
  }
  return [...found.values()];
}
