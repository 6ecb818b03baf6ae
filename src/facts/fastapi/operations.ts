import type { Call, Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, textOf } from "../literals.ts";
import type { OperationFact, ParameterFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import type { SchemaFact } from "../schema.ts";
import { readBody } from "./bodies.ts";
import type { Need } from "./dependant.ts";
import type { DependantReader } from "./dependants.ts";
import type { Input } from "./inputs.ts";
import { frameworkName } from "./names.ts";
import { reach } from "./reach.ts";
import { readAnswer, readResponses } from "./responses.ts";
import type { DeclaredRoute, Level } from "./router.ts";

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
    takesRequest: reached.seen.some(
      (each) => each.handedIn.has("Request") || each.handedIn.has("HTTPConnection"),
    ),
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
