import type { Actor, Scenario } from "./grammar.ts";
import type { JsonObject } from "./json.ts";
import { settle } from "./moments.ts";
import type { ScenarioResult } from "./results.ts";
import { type Outcome, runStep, type Setting } from "./steps.ts";
import { fill, ownedBy, type Variables, viewOf } from "./variables.ts";

export type Ended = { readonly result: ScenarioResult; readonly variables: Variables };

/** Runs one scenario on actors of its own. `start` holds `run`, `unique` and what an earlier phase captured. */
export async function runScenario(scenario: Scenario, start: Variables, setting: Setting): Promise<Ended> {
  // What an earlier phase has captured goes over the script's own values, or a restart could not be judged.
  const known = { ...define(setting.script.let, start), ...start };
  let outcome: Outcome = { variables: define(scenario.let, known), failures: [], halted: false };
  let requests = 0;
  for (const name of scenario.actors) {
    const { actor } = setting.script;
    if (outcome.halted || actor === undefined) break;
    outcome = carryOn(outcome, await register(name, actor, outcome.variables, setting));
    requests += actor.register.length;
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
  for (const [name, value] of Object.entries(definitions))
    known = { ...known, [name]: fill(settle(value, Date.now()), known) };
  return known;
}

/** An actor's values are made and captured under short names, then kept as `actor.name`. */
async function register(
  name: string,
  actor: Actor,
  variables: Variables,
  setting: Setting,
): Promise<Outcome> {
  const view = define(actor.let, viewOf(name, variables));
  let outcome: Outcome = { variables: view, failures: [], halted: false };
  for (const step of actor.register) {
    if (!outcome.halted) outcome = carryOn(outcome, await runStep(step, outcome.variables, setting));
  }
  const saved = actor.register.flatMap((step) => Object.keys(step.save));
  const names = [...Object.keys(actor.let), ...saved];
  const own = Object.fromEntries(Object.entries(outcome.variables).filter(([key]) => names.includes(key)));
  return { ...outcome, variables: { ...variables, ...ownedBy(name, own) } };
}

function carryOn(before: Outcome, after: Outcome): Outcome {
  return { ...after, failures: [...before.failures, ...after.failures] };
}
