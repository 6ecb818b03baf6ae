import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { isNode, LineCounter, parseDocument } from "yaml";
import { type Actor, PHASES, type Phase, type Scenario, type Script } from "./grammar.ts";
import { isList, isObject, type Json, type JsonObject, type Path } from "./json.ts";
import { castFaults, coverageFaults } from "./operations.ts";
import { readRequest, readSteps } from "./read-step.ts";
import { fault, listAt, objectAt, optionalObject, type Reader, ScriptFault, textsAt } from "./reading.ts";

export { ScriptFault } from "./reading.ts";

const SCENARIO_KEYS = "id judges actors continues alone let steps".split(" ");
const SCRIPT_KEYS = ["operations", "let", "actor", "credentials", "given", "never", "shapes", ...PHASES];

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
  const script = readScript(root, name, lineOf, reader);
  const [found] = [...coverageFaults(script), ...castFaults(script)];
  if (found !== undefined) throw new ScriptFault(`${reader.where(found.path)}: ${found.message}`);
  return script;
}

function readScript(root: Json, name: string, lineOf: Script["lineOf"], reader: Reader): Script {
  const top = objectAt(root, [], SCRIPT_KEYS, reader);
  const readPhase = (phase: Phase): readonly Scenario[] =>
    listAt(top[phase], [phase], reader).map((item, i) => readScenario(item, [phase, i], reader));
  return {
    name,
    operations: textsAt(top["operations"], ["operations"], reader),
    let: optionalObject(top["let"], ["let"], reader),
    actor: top["actor"] === undefined ? undefined : readActor(top["actor"], reader),
    credentials: readCredentials(top["credentials"], reader),
    given: readGiven(top["given"], reader),
    never: listAt(top["never"], ["never"], reader).map(String),
    shapes: reader.shapes,
    phases: {
      main: readPhase("main"),
      "before-restart": readPhase("before-restart"),
      "after-restart": readPhase("after-restart"),
    },
    lineOf,
  };
}

/** `register` is one step, or several where coming to be takes more than one request. */
function readActor(value: Json, reader: Reader): Actor {
  const actor = objectAt(value, ["actor"], ["let", "register", "headers"], reader);
  const register = actor["register"] ?? null;
  const path = ["actor", "register"];
  return {
    let: optionalObject(actor["let"], ["actor", "let"], reader),
    register: isList(register)
      ? register.map((step, i) => readRequest(step, [...path, i], reader))
      : [readRequest(register, path, reader)],
    headers: optionalObject(actor["headers"], ["actor", "headers"], reader),
  };
}

function readCredentials(value: Json | undefined, reader: Reader): Script["credentials"] {
  const labels = Object.entries(optionalObject(value, ["credentials"], reader));
  return Object.fromEntries(
    labels.map(([label, wanted]) => {
      const path = ["credentials", label];
      const { scheme, scopes } = objectAt(wanted, path, ["scheme", "scopes"], reader);
      if (typeof scheme !== "string") throw fault("a credential needs a scheme", path, reader);
      return [label, { scheme, scopes: listAt(scopes, [...path, "scopes"], reader).map(String) }];
    }),
  );
}

function readGiven(value: Json | undefined, reader: Reader): Script["given"] {
  return Object.fromEntries(
    Object.entries(optionalObject(value, ["given"], reader)).map(([schema, rows]) => {
      const path = ["given", schema];
      const readRow = (row: Json, i: number): JsonObject => {
        if (!isObject(row)) throw fault("a row is an object", [...path, i], reader);
        return row;
      };
      return [schema, listAt(rows, path, reader).map(readRow)];
    }),
  );
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
    alone: scenario["alone"] === true,
    let: optionalObject(scenario["let"], [...path, "let"], reader),
    steps: listAt(scenario["steps"], [...path, "steps"], reader).flatMap((step, i) =>
      readSteps(step, [...path, "steps", i], reader),
    ),
  };
}
