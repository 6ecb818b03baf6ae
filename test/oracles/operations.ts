import { PHASES, type RequestStep, type Scenario, type Script } from "./grammar.ts";
import type { Path } from "./json.ts";

/** The operation a request belongs to; a literal path wins over one with a parameter in its place. */
export function operationOf(step: RequestStep, operations: Script["operations"]): string | undefined {
  const found = Object.entries(operations)
    .filter(([, pattern]) => fits(pattern, step))
    .sort(([, left], [, right]) => parameters(left) - parameters(right));
  return found[0]?.[0];
}

/**
 * What a script claims to judge and does not: a scenario that names an operation it never calls, or an
 * operation that no scenario names.
 */
export function coverageFaults(script: Script): readonly { readonly path: Path; readonly message: string }[] {
  const scenarios = PHASES.flatMap((phase) => script.phases[phase]);
  const idle = scenarios.flatMap((scenario) => {
    const registrations = scenario.actors.map(() => script.actor.register);
    const requests = [...registrations, ...requestsOf(scenario)];
    const called = new Set(requests.map((step) => operationOf(step, script.operations)));
    return scenario.judges
      .filter((operation) => !called.has(operation))
      .map((operation) => ({
        path: scenario.path,
        message: `${scenario.id} judges ${operation} but never calls it`,
      }));
  });
  const judged = new Set(script.phases.main.flatMap((scenario) => scenario.judges));
  const unjudged = Object.keys(script.operations)
    .filter((operation) => !judged.has(operation))
    .map((operation) => ({ path: ["operations", operation], message: `no scenario judges ${operation}` }));
  const ids = scenarios.map((scenario) => scenario.id);
  const twins = scenarios
    .filter((scenario, i) => ids.indexOf(scenario.id) !== i)
    .map((scenario) => ({ path: scenario.path, message: `${scenario.id} is the id of two scenarios` }));
  return [...idle, ...unjudged, ...twins];
}

export function requestsOf(scenario: Scenario): readonly RequestStep[] {
  return scenario.steps.flatMap((step) => (step.kind === "race" ? step.steps : [step]));
}

function fits(pattern: string, step: RequestStep): boolean {
  const [method, path = ""] = pattern.split(" ");
  const wanted = path.split("/");
  const given = step.target.split("/");
  return (
    method === step.method &&
    wanted.length === given.length &&
    wanted.every((part, i) => part.startsWith("{") || part === given[i])
  );
}

function parameters(pattern: string): number {
  return pattern.split("{").length - 1;
}
