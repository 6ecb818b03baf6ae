import { PHASES, type RequestStep, type Scenario, type Script } from "./grammar.ts";
import type { Path } from "./json.ts";

type Fault = { readonly path: Path; readonly message: string };

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
export function coverageFaults(script: Script): readonly Fault[] {
  const scenarios = PHASES.flatMap((phase) => script.phases[phase]);
  const idle = scenarios.flatMap((scenario) => {
    const registrations = scenario.actors.length === 0 ? [] : (script.actor?.register ?? []);
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

/** Who a script lets act without saying where they come from, and credentials it has made for nobody. */
export function castFaults(script: Script): readonly Fault[] {
  const scenarios = PHASES.flatMap((phase) => script.phases[phase]);
  const isLabel = (name: string): boolean => Object.hasOwn(script.credentials, name);
  const faults: Fault[] = [];
  for (const { id, path, actors } of scenarios) {
    if (actors.length > 0 && script.actor === undefined)
      faults.push({ path, message: `${id} has actors, but \`actor\` does not say how one comes to be` });
    for (const actor of actors.filter(isLabel))
      faults.push({ path, message: `${actor} is both an actor and a credential` });
  }
  const requests = scenarios.flatMap(requestsOf);
  for (const { path, as } of requests) {
    if (as !== undefined && script.actor === undefined && !isLabel(as))
      faults.push({ path, message: `${as} is no credential` });
  }
  for (const label of Object.keys(script.credentials)) {
    if (!requests.some(({ as }) => as === label))
      faults.push({ path: ["credentials", label], message: `nobody acts as ${label}` });
  }
  return faults;
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
