import { setTimeout as pause } from "node:timers/promises";
import type { RaceStep, RequestStep, Step } from "./grammar.ts";
import { type Path, show } from "./json.ts";
import { capture, type Found, judgeEnvelope, judgeViews } from "./judging.ts";
import { operationOf } from "./operations.ts";
import { prepare, type Surroundings } from "./outgoing.ts";
import { gistOf, send } from "./request.ts";
import type { Failure } from "./results.ts";
import { UnknownVariable, type Variables } from "./variables.ts";

export type Setting = Surroundings & { readonly timeoutMs: number };

/**
 * `halted` where a status was wrong or a value could not be captured: later steps stand on it, and would only
 * bury the cause.
 */
export type Outcome = {
  readonly variables: Variables;
  readonly failures: readonly Failure[];
  readonly halted: boolean;
  readonly status?: number;
};

/** Runs one step on what earlier steps have captured. */
export async function runStep(step: Step, variables: Variables, setting: Setting): Promise<Outcome> {
  if (step.kind === "race") return await runRace(step, variables, setting);
  let outcome: Outcome = { variables, failures: [], halted: false };
  for (let turn = 1; turn <= step.repeat && !outcome.halted; turn += 1) {
    if (step.pauseMs > 0) await pause(step.pauseMs);
    const next = await runRequest(step, { ...outcome.variables, turn }, setting);
    outcome = { ...next, failures: [...outcome.failures, ...next.failures] };
  }
  return outcome;
}

async function runRace(race: RaceStep, variables: Variables, setting: Setting): Promise<Outcome> {
  const outcomes = await Promise.all(race.steps.map((step) => runRequest(step, variables, setting)));
  const failures = outcomes.flatMap((outcome) => outcome.failures);
  const tally: Record<string, number> = {};
  for (const { status } of outcomes) if (status !== undefined) tally[status] = (tally[status] ?? 0) + 1;
  const wrong = Object.entries(race.tally).some(([status, times]) => (tally[status] ?? 0) !== times);
  const [first] = race.steps;
  if (wrong && first !== undefined) {
    const request = `${race.steps.length} requests at once, such as ${first.method} ${first.target}`;
    const found = {
      path: [...race.path, "tally"],
      where: "statuses",
      expected: show(race.tally),
      got: show(tally),
    };
    failures.push(tell(first, request, found, setting));
  }
  return {
    variables: Object.assign({}, variables, ...outcomes.map((outcome) => outcome.variables)) as Variables,
    failures,
    halted: wrong || outcomes.some((outcome) => outcome.halted),
  };
}

async function runRequest(step: RequestStep, variables: Variables, setting: Setting): Promise<Outcome> {
  const { script } = setting;
  let label = `${step.method} ${step.target}`;
  const halt = (path: Path, where: string, expected: string, got: string): Outcome => {
    const failure = tell(step, label, { path: [...step.path, ...path], where, expected, got }, setting);
    return { variables, failures: [failure], halted: true };
  };
  try {
    const prepared = prepare(step, variables, setting);
    label = prepared.label;
    const sent = await send(prepared.outgoing, setting.timeoutMs);
    if ("problem" in sent) return halt(["do"], "answer", "an answer", sent.problem);
    const { answer } = sent;
    if (!step.statuses.includes(answer.status)) {
      const got = `${answer.status} ${gistOf(answer)}`;
      return { ...halt(["status"], "status", step.statuses.join(" or "), got), status: answer.status };
    }
    const found = [
      ...judgeEnvelope(step, answer, variables, script),
      ...judgeViews(step, answer, variables, script),
    ];
    const saved = capture(step, answer, variables);
    const failures = [...found, ...saved.missing].map((item) => tell(step, label, item, setting));
    return { variables: saved.variables, failures, halted: saved.missing.length > 0, status: answer.status };
  } catch (error) {
    if (error instanceof UnknownVariable) return halt([], "script", "a captured value", error.message);
    throw error;
  }
}

function tell(step: RequestStep, request: string, found: Found, { script }: Setting): Failure {
  const { where, expected, got } = found;
  const at = `${script.name}:${script.lineOf(found.path)}`;
  return { at, operation: operationOf(step, script.operations), request, where, expected, got };
}
