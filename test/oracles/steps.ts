import { setTimeout as pause } from "node:timers/promises";
import type { RaceStep, RequestStep, Script, Step } from "./grammar.ts";
import { isObject, type Json, type Path, show, showPath, valueAt } from "./json.ts";
import { type Mismatch, matchAnswer } from "./matchers.ts";
import { operationOf } from "./operations.ts";
import { type Answer, type Outgoing, send } from "./request.ts";
import type { Failure } from "./results.ts";
import { fill, fillText, UnknownVariable, type Variables, viewOf } from "./variables.ts";

export type Setting = { readonly script: Script; readonly baseUrl: string; readonly timeoutMs: number };

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
  let label = `${step.method} ${step.target}`;
  const halt = (path: Path, where: string, expected: string, got: string): Outcome => {
    const failure = tell(step, label, { path: [...step.path, ...path], where, expected, got }, setting);
    return { variables, failures: [failure], halted: true };
  };
  try {
    const outgoing = prepare(step, variables, setting);
    label = describeRequest(step, outgoing, setting.baseUrl);
    const sent = await send(outgoing, setting.timeoutMs);
    if ("problem" in sent) return halt(["do"], "answer", "an answer", sent.problem);
    const { answer } = sent;
    if (!step.statuses.includes(answer.status)) {
      const expected = step.statuses.join(" or ");
      return {
        ...halt(["status"], "status", expected, `${answer.status} ${cut(answer.text)}`),
        status: answer.status,
      };
    }
    const found = [
      ...judgeEnvelope(step, answer, variables, setting),
      ...judgeBody(step, answer, variables, setting),
    ];
    const saved = capture(step, answer, variables);
    const failures = [...found, ...saved.missing].map((item) => tell(step, label, item, setting));
    return { variables: saved.variables, failures, halted: saved.missing.length > 0, status: answer.status };
  } catch (error) {
    if (error instanceof UnknownVariable) return halt([], "script", "a captured value", error.message);
    throw error;
  }
}

function prepare(step: RequestStep, variables: Variables, setting: Setting): Outgoing {
  const url = new URL(setting.baseUrl + fillText(step.target, variables, encodeURIComponent));
  for (const [name, value] of Object.entries(step.query)) {
    for (const one of [fill(value, variables)].flat()) url.searchParams.append(name, String(one));
  }
  const body = step.raw ?? (step.body === undefined ? undefined : JSON.stringify(fill(step.body, variables)));
  const identity =
    step.as === undefined ? {} : headersOf(setting.script.actor.headers, viewOf(step.as, variables));
  return {
    method: step.method,
    url: url.href,
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...identity,
      ...headersOf(step.headers, variables),
    },
    body,
  };
}

function headersOf(headers: Readonly<Record<string, Json>>, variables: Variables): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), fillText(String(value), variables)]),
  );
}

type Found = { readonly path: Path; readonly where: string; readonly expected: string; readonly got: string };

/** What holds for every answer, whatever the step asks: media type, empty 204, nothing secret. */
function judgeEnvelope(
  step: RequestStep,
  answer: Answer,
  variables: Variables,
  setting: Setting,
): readonly Found[] {
  const found: Found[] = [];
  const secrets = setting.script.never.map((text) => fillText(text, variables));
  if (secrets.some((secret) => answer.text.includes(secret))) {
    found.push({
      path: step.path,
      where: "body",
      expected: "nothing secret in an answer",
      got: cut(answer.text),
    });
  }
  if (answer.status === 204 && answer.text !== "") {
    found.push({ path: step.path, where: "body", expected: "no content", got: cut(answer.text) });
  }
  if (step.expect !== undefined && !/^application\/(?:[\w.-]+\+)?json\b/.test(answer.type)) {
    found.push({
      path: step.path,
      where: "content type",
      expected: "application/json",
      got: answer.type || "none",
    });
  }
  return found;
}

function judgeBody(
  step: RequestStep,
  answer: Answer,
  variables: Variables,
  setting: Setting,
): readonly Found[] {
  const surroundings = { shapes: setting.script.shapes, now: () => BigInt(Date.now()) * 1_000_000n };
  const judge = (key: "expect" | "text", value: Json | undefined): readonly Found[] => {
    const spec = step[key];
    if (spec === undefined) return [];
    const toFound = (miss: Mismatch): Found => ({
      path: [...step.path, key, ...miss.spec],
      where: `body${showPath(miss.at)}`,
      expected: miss.expected,
      got: miss.got,
    });
    return matchAnswer(value, fill(spec, variables), surroundings).map(toFound);
  };
  return [...judge("expect", answer.json), ...judge("text", answer.text)];
}

type Captured = { readonly variables: Variables; readonly missing: readonly Found[] };

/** `name: path`, `name: {path, match}` for the first group of a pattern, or the path `$text` for the bare body. */
function capture(step: RequestStep, answer: Answer, variables: Variables): Captured {
  const saved: Record<string, Json> = {};
  const missing: Found[] = [];
  for (const [key, rule] of Object.entries(step.save)) {
    const dotted = String(isObject(rule) ? rule["path"] : rule);
    const whole = dotted === "$text" ? answer.text : valueAt(answer.json, dotted);
    const value = isObject(rule) ? new RegExp(String(rule["match"])).exec(String(whole))?.[1] : whole;
    if (value !== undefined) saved[fillText(key, variables)] = value;
    else {
      const expected = isObject(rule) ? `a value like ${rule["match"]}` : "a value";
      missing.push({ path: [...step.path, "save", key], where: dotted, expected, got: show(answer.json) });
    }
  }
  return { variables: { ...variables, ...saved }, missing };
}

function tell(step: RequestStep, request: string, found: Found, { script }: Setting): Failure {
  const { where, expected, got } = found;
  const at = `${script.name}:${script.lineOf(found.path)}`;
  return { at, operation: operationOf(step, script.operations), request, where, expected, got };
}

function describeRequest(step: RequestStep, outgoing: Outgoing, baseUrl: string): string {
  const who = step.as === undefined ? "" : ` as ${step.as}`;
  const body = outgoing.body === undefined ? "" : ` ${cut(outgoing.body)}`;
  return `${outgoing.method} ${outgoing.url.slice(baseUrl.length)}${who}${body}`;
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}
