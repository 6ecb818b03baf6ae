import type { Doubt, FlowEvent } from "./flow/events.ts";
import { followAll, openFlow } from "./flow/read-flow.ts";
import type { Facts, FrontEnd, Reading } from "./front-end.ts";
import { frontEnds } from "./front-ends.ts";

/** Follows values through the functions of a project: which relations of rows are read where, which queries are run, by which columns. */
export function followFacts(
  { project, classes }: Reading,
  facts: Facts,
  ends: readonly FrontEnd[] = frontEnds,
  doubt?: Doubt,
): readonly FlowEvent[] {
  const events: FlowEvent[] = [];
  const semantics = ends.flatMap((end) => end.semantics ?? []);
  const flow = openFlow(project, classes, facts, semantics, (event) => events.push(event), doubt);
  followAll(flow);
  for (const end of ends) end.follow?.(flow, facts);
  const handlers = new Set(facts.routes.map(({ handler }) => handler));
  // What a function is handed, those who call it know better than the function itself.
  const isTold = (root: string): boolean => handlers.has(root) || !flow.called.has(root);
  return events.filter(
    (event) => event.kind !== "statement" || event.holes.length === 0 || isTold(event.root),
  );
}
