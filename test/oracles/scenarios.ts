import type { RequestStep, Scenario, Script } from "./grammar.ts";
import type { JsonObject } from "./json.ts";
import type { ScenarioResult } from "./results.ts";
import { type Outcome, runStep, type Setting } from "./steps.ts";
import { fill, ownedBy, type Variables, viewOf } from "./variables.ts";

export type Ended = { readonly result: ScenarioResult; readonly variables: Variables };

/** Runs one scenario on actors of its own. `start` holds `run`, `unique` and what an earlier phase captured. */
export async function runScenario(scenario: Scenario, start: Variables, setting: Setting): Promise<Ended> {
  let outcome: Outcome = { variables: define(scenario.let, start), failures: [], halted: false };
  let requests = 0;
  for (const actor of scenario.actors) {
    if (outcome.halted) break;
    outcome = carryOn(outcome, await register(actor, outcome.variables, setting));
    requests += 1;
  }
  for (const step of scenario.steps) {
    if (outcome.halted) break;
    outcome = carryOn(outcome, await runStep(step, outcome.variables, setting));
    requests += step.kind === "race" ? step.steps.length : step.repeat;
  }
  const { script } = setting;
  const { failures } = outcome;
  const at = `${script.name}:${script.lineOf(scenario.path)}`;
  const { id, judges } = scenario;
  return {
    variables: outcome.variables,
    result: { id, at, judges, passed: failures.length === 0, requests, failures },
  };
}

/** Definitions may use those above them. */
function define(definitions: JsonObject, variables: Variables): Variables {
  let known = variables;
  for (const [name, value] of Object.entries(definitions)) known = { ...known, [name]: fill(value, known) };
  return known;
}

/** An actor's values are made and captured under short names, then kept as `actor.name`. */
async function register(actor: string, variables: Variables, setting: Setting): Promise<Outcome> {
  const { let: definitions, register: step }: Script["actor"] = setting.script.actor;
  const view = define(definitions, viewOf(actor, variables));
  const outcome = await runStep(step satisfies RequestStep, view, setting);
  const names = [...Object.keys(definitions), ...Object.keys(step.save)];
  const own = Object.fromEntries(Object.entries(outcome.variables).filter(([name]) => names.includes(name)));
  return { ...outcome, variables: { ...variables, ...ownedBy(actor, own) } };
}

function carryOn(before: Outcome, after: Outcome): Outcome {
  return { ...after, failures: [...before.failures, ...after.failures] };
}
