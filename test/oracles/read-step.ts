import type { Payload, RequestStep, Step } from "./grammar.ts";
import { isObject, type Json, type JsonObject, type Path } from "./json.ts";
import { unknownMatchers } from "./matchers.ts";
import { fault, listAt, objectAt, optionalObject, type Reader } from "./reading.ts";

const PAYLOADS = ["body", "raw", "form", "multipart", "binary"] as const;
const VIEWS = ["expect", "text", "type", "bytes", "answerHeaders"] as const;
const STEP_KEYS = ["as", "do", "query", "headers", "basic", "status", "save", "repeat", "pause"];
const KNOWN_KEYS: readonly string[] = [...STEP_KEYS, ...PAYLOADS, ...VIEWS];

export function readSteps(value: Json, path: Path, reader: Reader): readonly Step[] {
  if (!isObject(value)) throw fault("a step is an object", path, reader);
  if (Object.hasOwn(value, "cases")) return readCases(value, path, reader);
  if (!Object.hasOwn(value, "together")) return [readRequest(value, path, reader)];
  const race = objectAt(value, path, ["together", "tally"], reader);
  const steps = listAt(race["together"], [...path, "together"], reader);
  return [
    {
      kind: "race",
      path,
      steps: steps.map((step, i) => readRequest(step, [...path, "together", i], reader)),
      tally: optionalObject(race["tally"], [...path, "tally"], reader),
    },
  ];
}

/** One request in several variants, each a step of its own: what a case says goes over what the step says. */
function readCases(step: JsonObject, path: Path, reader: Reader): readonly Step[] {
  const { cases, ...common } = step;
  return listAt(cases, [...path, "cases"], reader).map((variant, i) => {
    const own = [...path, "cases", i];
    return readRequest({ ...common, ...optionalObject(variant, own, reader) }, own, reader);
  });
}

export function readRequest(value: Json, path: Path, reader: Reader): RequestStep {
  const step = objectAt(value, path, KNOWN_KEYS, reader);
  const [, method, target] = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(String(step["do"])) ?? [];
  if (method === undefined || target === undefined) throw fault("`do` is no `METHOD /path`", path, reader);
  const statuses = [step["status"] ?? null].flat().map(Number);
  if (!statuses.every((status) => status >= 100 && status < 600))
    throw fault("`status` is missing", path, reader);
  for (const key of VIEWS) {
    const [unknown] = unknownMatchers(step[key] ?? null, reader.shapes);
    if (unknown !== undefined) throw fault(`no matcher is called ${unknown}`, [...path, key], reader);
  }
  return {
    kind: "request",
    path,
    as: typeof step["as"] === "string" ? step["as"] : undefined,
    method,
    target,
    query: optionalObject(step["query"], [...path, "query"], reader),
    headers: optionalObject(step["headers"], [...path, "headers"], reader),
    basic: readBasic(step["basic"], [...path, "basic"], reader),
    payload: readPayload(step, path, reader),
    statuses,
    expect: step["expect"],
    text: step["text"],
    type: step["type"],
    bytes: step["bytes"],
    answerHeaders: step["answerHeaders"],
    save: optionalObject(step["save"], [...path, "save"], reader),
    repeat: Number(step["repeat"] ?? 1),
    pauseMs: Number(step["pause"] ?? 0),
  };
}

function readBasic(value: Json | undefined, path: Path, reader: Reader): JsonObject | undefined {
  return value === undefined ? undefined : objectAt(value, path, ["user", "password"], reader);
}

function readPayload(step: JsonObject, path: Path, reader: Reader): Payload | undefined {
  const given = PAYLOADS.filter((kind) => Object.hasOwn(step, kind));
  const [kind, second] = given;
  if (kind === undefined) return undefined;
  if (second !== undefined) throw fault(`a request carries ${kind} or ${second}, not both`, path, reader);
  const value = step[kind] ?? null;
  if (kind === "body") return { kind, value };
  if (kind === "raw") return { kind, value: String(value) };
  return { kind, value: optionalObject(value, [...path, kind], reader) };
}
