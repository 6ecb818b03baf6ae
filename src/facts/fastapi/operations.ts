import type { Call, Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, textOf } from "../literals.ts";
import type {
  DependencyFact,
  OperationFact,
  ParameterFact,
  ResponseFact,
  SecurityFact,
} from "../operation.ts";
import { spanOf } from "../places.ts";
import type { SchemaFact } from "../schema.ts";
import type { TypeFact } from "../type.ts";
import { readType } from "../types.ts";
import type { Frame } from "../values.ts";
import { readBody } from "./bodies.ts";
import type { Dependant, DependantReader, Need } from "./dependants.ts";
import type { Input } from "./inputs.ts";
import { frameworkName, isResponse } from "./names.ts";
import type { DeclaredRoute } from "./routers.ts";
import { readStatus } from "./statuses.ts";

/** A call that says something of every route below it: the application's, a router's, or that of taking it in. */
export interface Level {
  readonly call: Call;
  readonly frame: Frame;
}

export interface OperationSource {
  readonly reading: Reading;
  readonly dependants: DependantReader;
  readonly schemas: ReadonlyMap<string, SchemaFact>;
}

/** What one route takes and gives: https://fastapi.tiangolo.com/tutorial/path-operation-configuration/ */
export function readOperation(
  source: OperationSource,
  route: DeclaredRoute,
  path: string,
  levels: readonly Level[],
): OperationFact | undefined {
  const { reading, dependants } = source;
  const { handler } = route;
  if (handler.node === undefined) return undefined;
  const all = [...levels, { call: route.decorator, frame: route.frame }];
  const own = dependants.ofFunction(handler.module, handler.node, handler.frame, handler.owner);
  const above = all.flatMap((level) => needsOf(dependants, level, "dependencies"));
  const reached = reach({ ...own, needs: [...above, ...own.needs] });
  const names = new Set([...path.matchAll(/\{(\w+)(?::[^{}]*)?\}/g)].map(([, name]) => name ?? ""));
  const inputs = reached.seen.flatMap((each) => each.inputs).map((input) => placeInput(input, names));
  const body = readBody(inputs, source.schemas);
  const answer = readAnswer(reading, route);
  const isShown = all.map(({ call }) => readFlag(reading, route, keyword(call, "include_in_schema")));
  const isHidden = isShown.includes(false);
  return {
    parameters: readParameters(inputs, source.schemas),
    ...(body === undefined ? {} : { requestBody: body }),
    responses: [
      ...readResponses(reading, route, levels, answer),
      ...reached.seen.flatMap(({ raised }) => raised),
    ],
    security: reached.security,
    dependencies: reached.dependencies,
    tags: [...new Set(all.flatMap(({ call }) => tagsOf(call)))],
    ...(isHidden || !isShown.includes(undefined) ? { inSchema: !isHidden } : {}),
    answer: answer.said,
    takesRequest: own.handedIn.has("Request"),
    takesBackgroundTasks: reached.seen.some((each) => each.handedIn.has("BackgroundTasks")),
    definition: spanOf(handler.module, handler.node.name),
    isPartial: reached.seen.some(({ isPartial }) => isPartial) || hasSpread(all),
  };
}

function needsOf(dependants: DependantReader, { call, frame }: Level, name: string): readonly Need[] {
  const given = keyword(call, name);
  const items = given?.kind === "list" || given?.kind === "tuple" ? given.items : [];
  return items.flatMap((item) => dependants.ofCall(frame, item) ?? []);
}

function hasSpread(levels: readonly Level[]): boolean {
  return levels.some(({ call }) => {
    const given = keyword(call, "dependencies");
    return (
      given !== undefined && given.kind !== "list" && given.kind !== "tuple" && given.kind !== "constant"
    );
  });
}

interface Reached {
  readonly seen: readonly Dependant[];
  readonly security: readonly SecurityFact[];
  readonly dependencies: readonly DependencyFact[];
}

/** With how many different scopes dependencies may be asked for in all. */
const mostVisits = 1_000;

/** All that is called before a function, itself first; each once, however many ask for it. */
function reach(root: Dependant): Reached {
  const seen = new Map<string, Dependant>();
  const visits = new Set<string>();
  const schemes = new Map<string, SecurityFact>();
  const dependencies = new Map<string, DependencyFact>();
  const open: (readonly [of: Dependant, scopes: readonly string[]])[] = [[root, []]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [of, scopes] = next;
    const visit = `${of.key} ${scopes.join(" ")}`;
    if (visits.has(visit) || visits.size > mostVisits) continue;
    visits.add(visit);
    seen.set(of.key, of);
    if (of.security !== undefined) {
      const { scheme } = of.security;
      const before = schemes.get(scheme)?.scopes ?? [];
      schemes.set(scheme, { ...of.security, scopes: [...new Set([...before, ...scopes])] });
    }
    for (const need of of.needs) {
      const name = `${of.id} ${need.of.id}`;
      const by = of === root ? {} : { for: of.id };
      if (!dependencies.has(name)) dependencies.set(name, { id: need.of.id, ...by, span: need.span });
    }
    open.push(...of.needs.map((need) => [need.of, [...scopes, ...need.scopes]] as const).toReversed());
  }
  return {
    seen: [...seen.values()],
    security: [...schemes.values()],
    dependencies: [...dependencies.values()],
  };
}

/** Nothing marks it: the path names it, or it stands in the query. */
function placeInput(input: Input, names: ReadonlySet<string>): Input {
  const isInPath = !input.isMarked && names.has(input.variable ?? input.name);
  if (isInPath) return { ...input, from: "path" };
  return input.from === "implied" ? { ...input, from: "query" } : input;
}

const places = ["path", "query", "header", "cookie"] as const;

function readParameters(
  inputs: readonly Input[],
  schemas: ReadonlyMap<string, SchemaFact>,
): readonly ParameterFact[] {
  return places.flatMap((place) => {
    const found = new Map<string, ParameterFact>();
    for (const input of inputs.filter(({ from, inSchema }) => from === place && inSchema !== false)) {
      for (const parameter of spreadFields(input, place, schemas)) {
        const before = found.get(parameter.name);
        if (before === undefined || (!before.required && parameter.required))
          found.set(parameter.name, parameter);
      }
    }
    return [...found.values()];
  });
}

/** The fields of a model are parameters of their own: https://fastapi.tiangolo.com/tutorial/query-param-models/ */
function spreadFields(
  { name, type, required, span }: Input,
  place: ParameterFact["in"],
  schemas: ReadonlyMap<string, SchemaFact>,
): readonly ParameterFact[] {
  const schema = type.kind === "reference" ? schemas.get(type.id) : undefined;
  if (schema === undefined) return [{ name, in: place, type, required: required || place === "path", span }];
  return schema.fields.flatMap((field): readonly ParameterFact[] => {
    const own = field.inputNames?.[0];
    if (own === undefined || field.computed) return [];
    const dashed = place === "header" && own === field.name ? own.replaceAll("_", "-") : own;
    return [{ name: dashed, in: place, type: field.type, required: field.required, span: field.span }];
  });
}

interface Answer {
  readonly said: OperationFact["answer"];
  readonly type?: TypeFact;
}

/** `response_model=…` counts before what the function says that it returns: https://fastapi.tiangolo.com/tutorial/response-model/ */
function readAnswer(reading: Reading, { decorator, module, handler, frame }: DeclaredRoute): Answer {
  const scopes = frame.called === undefined ? [] : [frame.called.scope];
  const declared = keyword(decorator, "response_model");
  if (declared?.kind === "constant") return { said: "raw" };
  if (declared !== undefined)
    return { said: "declared", type: readType(reading, { module, scopes }, declared) };
  const made = keyword(decorator, "response_class");
  const returns = handler.node?.returns;
  if (returns === undefined) return { said: made === undefined ? "unsaid" : "raw" };
  const type = readType(reading, { module: handler.module, scopes }, returns);
  return isRaw(reading, type) ? { said: "raw" } : { said: "annotated", type };
}

/** Whether a type is an answer that the framework sends as it is. */
function isRaw(reading: Reading, type: TypeFact): boolean {
  if (type.kind === "external") return isResponse(type.path);
  if (type.kind === "optional") return isRaw(reading, type.of);
  if (type.kind === "union") return type.of.every((each) => isRaw(reading, each));
  if (type.kind !== "reference") return false;
  const at = type.id.lastIndexOf(":");
  const module = reading.project.modules.get(type.id.slice(0, at));
  const binding = module?.scope.names.get(type.id.slice(at + 1));
  if (module === undefined || binding?.kind !== "class") return false;
  const { lineage } = reading.classes.read({ kind: "class", module, node: binding.node });
  return lineage.some((base) => typeof base === "string" && isResponse(base));
}

function readResponses(
  reading: Reading,
  route: DeclaredRoute,
  levels: readonly Level[],
  { type }: Answer,
): readonly ResponseFact[] {
  const { decorator, module } = route;
  const said = keyword(decorator, "status_code");
  const status = said === undefined ? 200 : readStatus(said);
  const span = spanOf(module, decorator);
  const answered: readonly ResponseFact[] =
    status === undefined ? [] : [{ status, ...(type === undefined ? {} : { type }), by: "answered", span }];
  const declared = [...levels, { call: decorator, frame: route.frame }].flatMap(({ call, frame }) =>
    readDeclared(reading, frame, keyword(call, "responses")),
  );
  return [...answered, ...new Map(declared.map((each) => [each.status, each])).values()].filter(
    (each, index, all) => index === 0 || each.status !== all[0]?.status || all[0].by !== "answered",
  );
}

/** `responses={404: {"model": Problem}}`: https://fastapi.tiangolo.com/advanced/additional-responses/ */
function readDeclared(
  reading: Reading,
  { module }: Frame,
  given: Expression | undefined,
): readonly ResponseFact[] {
  const meant = given?.kind === "name" ? defineExpression(reading.project, module, given) : undefined;
  const value = meant?.kind === "value" ? meant.binding.value : given;
  const at = meant?.kind === "value" ? meant.module : module;
  if (value?.kind !== "dictionary") return [];
  return value.entries.flatMap(({ key, value: entry }): readonly ResponseFact[] => {
    const status = readStatus(key);
    if (key === undefined || status === undefined) return [];
    const model =
      entry.kind === "dictionary"
        ? entry.entries.find(({ key: name }) => textOf(name) === "model")
        : undefined;
    const type = model && readType(reading, { module: at }, model.value);
    return [{ status, ...(type === undefined ? {} : { type }), by: "declared", span: spanOf(at, key) }];
  });
}

function tagsOf(call: Call): readonly string[] {
  const given = keyword(call, "tags");
  return given?.kind === "list" ? given.items.flatMap((item) => textOf(item) ?? []) : [];
}

/** What a flag is; undefined where it depends on what is not known. Absent, it is on. */
function readFlag(
  reading: Reading,
  { module }: DeclaredRoute,
  given: Expression | undefined,
): boolean | undefined {
  if (given === undefined) return true;
  const meant = given.kind === "name" ? defineExpression(reading.project, module, given) : undefined;
  const value = meant?.kind === "value" ? meant.binding.value : given;
  if (value?.kind !== "constant") return undefined;
  return value.value === "True" ? true : value.value === "False" ? false : undefined;
}

/** Whether what a call makes is FastAPI's own application or router, which alone reads what functions ask for. */
export function readsSignatures(bases: readonly string[]): boolean {
  return bases.some(
    (base) => base.startsWith("fastapi.") && /^(?:FastAPI|APIRouter)$/.test(frameworkName(base) ?? ""),
  );
}
