import { describeBytes } from "./bytes.ts";
import type { Expectations, RequestStep, Script } from "./grammar.ts";
import { isObject, type Json, type Path, show, showPath, valueAt } from "./json.ts";
import { type Mismatch, matchAnswer } from "./matchers.ts";
import { type Answer, gistOf } from "./request.ts";
import { fill, fillText, type Variables } from "./variables.ts";

/** Something in an answer that is not as the script says; `path` leads into the script. */
export type Found = {
  readonly path: Path;
  readonly where: string;
  readonly expected: string;
  readonly got: string;
};

/** What holds for every answer, whatever the step asks: media type, empty 204, nothing secret. */
export function judgeEnvelope(
  step: RequestStep,
  answer: Answer,
  variables: Variables,
  script: Script,
): readonly Found[] {
  const { path } = step;
  const found: Found[] = [];
  const secrets = script.never.map((text) => fillText(text, variables));
  if (secrets.some((secret) => answer.text.includes(secret))) {
    found.push({ path, where: "body", expected: "nothing secret in an answer", got: gistOf(answer) });
  }
  if (answer.status === 204 && answer.bytes.length > 0) {
    found.push({ path, where: "body", expected: "no content", got: gistOf(answer) });
  }
  const json = /^application\/(?:[\w.-]+\+)?json\b/.test(answer.type);
  if (step.expect !== undefined && !json) {
    const got = answer.type || "none";
    found.push({ path, where: "content type", expected: "application/json", got });
  }
  return found;
}

/** What each view of an answer is called in a script and in a failure. */
const VIEWS: Readonly<Record<keyof Expectations, readonly [string, (answer: Answer) => Json | undefined]>> = {
  expect: ["body", ({ json }) => json],
  text: ["body", ({ text }) => text],
  // Without parameters: a charset says nothing about what was asked for.
  type: ["content type", ({ type }) => (type.split(";")[0] ?? "").trim().toLowerCase()],
  bytes: ["bytes", ({ bytes }) => describeBytes(bytes)],
  answerHeaders: ["headers", ({ headers }) => headers],
};

export function judgeViews(
  step: RequestStep,
  answer: Answer,
  variables: Variables,
  script: Script,
): readonly Found[] {
  const surroundings = { shapes: script.shapes, now: () => BigInt(Date.now()) * 1_000_000n };
  return (Object.keys(VIEWS) as (keyof Expectations)[]).flatMap((key) => {
    const spec = step[key];
    if (spec === undefined) return [];
    const [name, view] = VIEWS[key];
    const toFound = (miss: Mismatch): Found => ({
      path: [...step.path, key, ...miss.spec],
      where: `${name}${showPath(miss.at)}`,
      expected: miss.expected,
      got: miss.got,
    });
    return matchAnswer(view(answer), fill(spec, variables), surroundings).map(toFound);
  });
}

export type Captured = { readonly variables: Variables; readonly missing: readonly Found[] };

/** `name: place`, or `name: { path: place, match, or }`: the first group of a pattern; a value for want of one. */
export function capture(step: RequestStep, answer: Answer, variables: Variables): Captured {
  const saved: Record<string, Json> = {};
  const missing: Found[] = [];
  for (const [key, rule] of Object.entries(step.save)) {
    const { path: place, match, or: fallback } = isObject(rule) ? rule : { path: rule };
    const whole = placeIn(answer, String(place));
    const found = match === undefined ? whole : new RegExp(String(match)).exec(String(whole))?.[1];
    const value = found ?? fallback;
    if (value !== undefined) saved[fillText(key, variables)] = value;
    else {
      const expected = match === undefined ? "a value" : `a value like ${match}`;
      const got = answer.json === undefined ? gistOf(answer) : show(answer.json);
      missing.push({ path: [...step.path, "save", key], where: String(place), expected, got });
    }
  }
  return { variables: { ...variables, ...saved }, missing };
}

function placeIn(answer: Answer, place: string): Json | undefined {
  if (place === "$text") return answer.text;
  if (place === "$body") return answer.json;
  if (place === "$hex") return describeBytes(answer.bytes)["hex"];
  if (place === "$cookies") return answer.cookies;
  if (place.startsWith("$headers.")) return answer.headers[place.slice("$headers.".length).toLowerCase()];
  return valueAt(answer.json, place);
}
