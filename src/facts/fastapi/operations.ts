import type { Call, Expression } from "#python";
import { defineExpression } from "../definitions.ts";
import { docstringOf } from "../docstring.ts";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword } from "../literals.ts";
import type { OperationFact, ParameterFact, ResponseFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import { readPlainValue } from "../read-plain-value.ts";
import type { SchemaFact } from "../schema.ts";
import type { TypeFact } from "../type.ts";
import { readBody } from "./bodies.ts";
import type { Need } from "./dependant.ts";
import type { DependantReader } from "./dependants.ts";
import { readExtra } from "./extra.ts";
import { detailsOfField, type Input } from "./inputs.ts";
import { frameworkName } from "./names.ts";
import { reach } from "./reach.ts";
import { readAnswer, readResponses } from "./responses.ts";
import type { DeclaredRoute, Level } from "./router.ts";
import { validationErrorId } from "./validation-error.ts";

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
  const all = [
    ...levels,
    ...(route.handedOn === undefined ? [] : [route.handedOn]),
    { call: route.decorator, frame: route.frame },
  ];
  const own = dependants.ofFunction(handler.module, handler.node, handler.frame, handler.owner);
  const asked = all.flatMap((level) => needsOf(source, level));
  const above = asked.filter((need) => need !== undefined);
  const reached = reach({ ...own, needs: [...above, ...own.needs] });
  const names = new Set([...path.matchAll(/\{(\w+)(?::[^{}]*)?\}/g)].map(([, name]) => name ?? ""));
  const inputs = reached.seen.flatMap((each) => each.inputs).map((input) => placeInput(input, names));
  const extra = readExtra(reading, route);
  const body = readBody(inputs, source.schemas) ?? extra.requestBody;
  const answer = readAnswer(reading, route);
  const isShown = all.map(({ call }) => readFlag(reading, route, keyword(call, "include_in_schema")));
  const isHidden = route.isHidden === true || isShown.includes(false);
  const asRead = readParameters(inputs, source.schemas);
  const isTold = (each: ParameterFact): boolean =>
    asRead.some(({ in: place, name }) => place === each.in && name === each.name);
  const parameters = [...asRead, ...extra.parameters.filter((each) => !isTold(each))];
  const responses = [
    ...readResponses(reading, route, levels, answer),
    ...reached.seen.flatMap(({ raised }) => raised),
  ];
  return {
    parameters,
    ...(body === undefined ? {} : { requestBody: body }),
    responses: [...responses, ...(inputs.length === 0 ? [] : refusal(route, responses))],
    security: reached.security,
    dependencies: reached.dependencies,
    ...readWords(reading, route),
    tags: [...new Set(all.flatMap((each) => tagsOf(reading, each)))],
    ...(isHidden || !isShown.includes(undefined) ? { inSchema: !isHidden } : {}),
    answer: answer.said,
    ...(all.some(({ call }) => trims(call)) ? { trimsAnswers: true as const } : {}),
    takesRequest: reached.seen.some(
      (each) => each.handedIn.has("Request") || each.handedIn.has("HTTPConnection"),
    ),
    takesBackgroundTasks: reached.seen.some((each) => each.handedIn.has("BackgroundTasks")),
    definition: spanOf(handler.module, handler.node.name),
    isPartial: reached.seen.some(({ isPartial }) => isPartial) || above.length < asked.length,
  };
}

/** `response_model_exclude_unset=True` and its like: https://fastapi.tiangolo.com/tutorial/response-model/ */
function trims(call: Call): boolean {
  return ["unset", "defaults", "none"].some((what) => {
    const given = keyword(call, `response_model_exclude_${what}`);
    return given !== undefined && !(given.kind === "constant" && given.value === "False");
  });
}

/** What the framework answers by itself where a request is not as declared, unless the source says what is answered then. */
function refusal(
  { module, decorator }: DeclaredRoute,
  said: readonly ResponseFact[],
): readonly ResponseFact[] {
  if (said.some(({ status, by }) => status === 422 && by !== "raised")) return [];
  const type: TypeFact = { kind: "reference", id: validationErrorId };
  const description = "Validation Error";
  return [{ status: 422, type, by: "implied", description, span: spanOf(module, decorator) }];
}

/** What a route says of itself for people: https://fastapi.tiangolo.com/tutorial/path-operation-configuration/ */
function readWords(
  reading: Reading,
  { decorator, frame, handler }: DeclaredRoute,
): Pick<OperationFact, "name" | "summary" | "description" | "deprecated"> {
  const text = (name: string): string | undefined => {
    const value = reading.evaluator.evaluate(frame, keyword(decorator, name));
    return value?.kind === "text" ? value.text : undefined;
  };
  const name = text("operation_id");
  const summary = text("summary") ?? titleOf(handler.node.name.id);
  const description = text("description") ?? docstringOf(handler.node)?.split("\f")[0]?.trim();
  return {
    ...(name === undefined ? {} : { name }),
    summary,
    ...(description === undefined ? {} : { description }),
    ...(isTrue(keyword(decorator, "deprecated")) ? { deprecated: true } : {}),
  };
}

/** `read_items` is shown as `Read Items`. */
function titleOf(name: string): string {
  return name.replaceAll("_", " ").replace(/(?<![a-z])[a-z]/gi, (letter) => letter.toUpperCase());
}

/** `dependencies=[…]`, also where a name stands for the list; an item that cannot be followed is none. */
function needsOf(
  { reading, dependants }: OperationSource,
  { call, frame }: Level,
): readonly (Need | undefined)[] {
  const given = keyword(call, "dependencies");
  const value = given && reading.evaluator.evaluate(frame, given);
  if (given === undefined || value?.kind === "constant") return [];
  if (given.kind === "list" || given.kind === "tuple") {
    const plain = given.items.map((item) => dependants.ofCall(frame, item));
    if (plain.every((need) => need !== undefined)) return plain;
  }
  if (value?.kind !== "list") return [undefined];
  return value.items.map((item) =>
    item?.kind === "instance" ? dependants.ofCall(item.frame, item.call) : undefined,
  );
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
  input: Input,
  place: ParameterFact["in"],
  schemas: ReadonlyMap<string, SchemaFact>,
): readonly ParameterFact[] {
  const { name, type, required, span } = input;
  const schema = type.kind === "reference" ? schemas.get(type.id) : undefined;
  if (schema === undefined) {
    const details = detailsOfField(input);
    return [{ name, in: place, type, required: required || place === "path", span, ...details }];
  }
  return schema.fields.flatMap((field): readonly ParameterFact[] => {
    const own = field.inputNames?.[0];
    if (own === undefined || field.computed) return [];
    const dashed = place === "header" && own === field.name ? own.replaceAll("_", "-") : own;
    const { required: isNeeded, span: at } = field;
    return [
      { name: dashed, in: place, type: field.type, required: isNeeded, span: at, ...detailsOfField(field) },
    ];
  });
}

function tagsOf(reading: Reading, { frame, call }: Level): readonly string[] {
  const given = keyword(call, "tags");
  if (given?.kind !== "list" && given?.kind !== "tuple") return [];
  return given.items.flatMap((item) => {
    const tag = readPlainValue(reading, frame, item);
    return typeof tag === "string" ? [tag] : [];
  });
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
