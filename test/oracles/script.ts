import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { PHASES, type Phase, type RequestStep, type Scenario, type Script, type Step } from "./grammar.ts";
import { isList, isObject, type Json, type JsonObject, type Path } from "./json.ts";
import { unknownMatchers } from "./matchers.ts";
import { coverageFaults } from "./operations.ts";

/** The script itself is wrong: nothing can be said about a server. */
export class ScriptFault extends Error {}

type Reader = { readonly where: (path: Path) => string; readonly shapes: JsonObject };

const STEP_KEYS = "as do query headers body raw status expect text save repeat pause".split(" ");
const SCENARIO_KEYS = "id judges actors continues let steps".split(" ");
const SCRIPT_KEYS = ["operations", "actor", "never", "shapes", ...PHASES];

export function loadScript(file: string): Script {
  return parseScript(readFileSync(file, "utf8"), basename(file));
}

export function parseScript(text: string, name: string): Script {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const [broken] = document.errors;
  if (broken !== undefined) throw new ScriptFault(`${name}: ${broken.message}`);
  const root = document.toJS() as Json;
  const shapes = isObject(root) && isObject(root["shapes"]) ? root["shapes"] : {};
  const reader: Reader = { where: (path) => `${name}:${lineOf(path)}`, shapes };
  const top = objectAt(root, [], SCRIPT_KEYS, reader);
  const readPhase = (phase: Phase): readonly Scenario[] =>
    listAt(top[phase], [phase], reader).map((item, i) => readScenario(item, [phase, i], reader));
  const script: Script = {
    name,
    operations: textsAt(top["operations"], ["operations"], reader),
    actor: readActor(top["actor"] ?? null, reader),
    never: listAt(top["never"], ["never"], reader).map(String),
    shapes,
    phases: {
      main: readPhase("main"),
      "before-restart": readPhase("before-restart"),
      "after-restart": readPhase("after-restart"),
    },
    lineOf,
  };
  const [fault] = coverageFaults(script);
  if (fault !== undefined) throw new ScriptFault(`${reader.where(fault.path)}: ${fault.message}`);
  return script;
}

function readActor(value: Json, reader: Reader): Script["actor"] {
  const actor = objectAt(value, ["actor"], ["let", "register", "headers"], reader);
  return {
    let: optionalObject(actor["let"], ["actor", "let"], reader),
    register: readRequest(actor["register"] ?? null, ["actor", "register"], reader),
    headers: optionalObject(actor["headers"], ["actor", "headers"], reader),
  };
}

function readScenario(value: Json, path: Path, reader: Reader): Scenario {
  const scenario = objectAt(value, path, SCENARIO_KEYS, reader);
  const id = scenario["id"];
  if (typeof id !== "string") throw fault("a scenario needs an id", path, reader);
  const continues = scenario["continues"];
  return {
    id,
    path,
    judges: listAt(scenario["judges"], [...path, "judges"], reader).map(String),
    actors: listAt(scenario["actors"], [...path, "actors"], reader).map(String),
    continues: typeof continues === "string" ? continues : undefined,
    let: optionalObject(scenario["let"], [...path, "let"], reader),
    steps: listAt(scenario["steps"], [...path, "steps"], reader).flatMap((step, i) =>
      readSteps(step, [...path, "steps", i], reader),
    ),
  };
}

function readSteps(value: Json, path: Path, reader: Reader): readonly Step[] {
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

function readRequest(value: Json, path: Path, reader: Reader): RequestStep {
  const step = objectAt(value, path, STEP_KEYS, reader);
  const [, method, target] = /^(GET|POST|PUT|PATCH|DELETE) (\/\S*)$/.exec(String(step["do"])) ?? [];
  if (method === undefined || target === undefined) throw fault("`do` is no `METHOD /path`", path, reader);
  const statuses = [step["status"] ?? null].flat().map(Number);
  if (!statuses.every((status) => status >= 100 && status < 600))
    throw fault("`status` is missing", path, reader);
  for (const key of ["expect", "text"] as const) {
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
    body: step["body"],
    raw: typeof step["raw"] === "string" ? step["raw"] : undefined,
    statuses,
    expect: step["expect"],
    text: step["text"],
    save: optionalObject(step["save"], [...path, "save"], reader),
    repeat: Number(step["repeat"] ?? 1),
    pauseMs: Number(step["pause"] ?? 0),
  };
}

/** Unknown keys are refused, since a misspelt expectation would pass for ever. */
function objectAt(value: Json, path: Path, keys: readonly string[], reader: Reader): JsonObject {
  if (!isObject(value)) throw fault("an object is missing here", path, reader);
  const stray = Object.keys(value).find((key) => !keys.includes(key));
  if (stray !== undefined)
    throw fault(`${stray} means nothing here; known: ${keys.join(", ")}`, [...path, stray], reader);
  return value;
}

function optionalObject(value: Json | undefined, path: Path, reader: Reader): JsonObject {
  if (value === undefined) return {};
  if (!isObject(value)) throw fault("an object is wanted here", path, reader);
  return value;
}

function listAt(value: Json | undefined, path: Path, reader: Reader): readonly Json[] {
  if (value === undefined) return [];
  if (!isList(value)) throw fault("a list is wanted here", path, reader);
  return value;
}

function textsAt(value: Json | undefined, path: Path, reader: Reader): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(optionalObject(value, path, reader)).map(([key, text]) => [key, String(text)]),
  );
}

function fault(message: string, path: Path, reader: Reader): ScriptFault {
  return new ScriptFault(`${reader.where(path)}: ${message}`);
}
