import type { Span } from "#base";
import type { Expression, FunctionDefinition, Parameter } from "#python";
import { findMember, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, positional, textOf, textsOf } from "../literals.ts";
import type { ResponseFact, SecurityFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import { readType, type TypePlace, unwrapAnnotated } from "../types.ts";
import type { Frame, Instance, Value } from "../values.ts";
import { type Input, type Marked, readInput, readMark } from "./inputs.ts";
import { frameworkName, handedIn, passwordForm, securitySchemes } from "./names.ts";
import { readRaised } from "./statuses.ts";

/** What a function or class asks for when the framework calls it: https://fastapi.tiangolo.com/tutorial/dependencies/ */
export interface Dependant {
  /** The same for the same callable, so that each counts once. */
  readonly key: string;
  readonly id: string;
  readonly inputs: readonly Input[];
  readonly needs: readonly Need[];
  readonly handedIn: ReadonlySet<string>;
  readonly security?: Omit<SecurityFact, "scopes">;
  readonly raised: readonly ResponseFact[];
  readonly isPartial: boolean;
}

export interface Need {
  readonly of: Dependant;
  readonly scopes: readonly string[];
  readonly span: Span;
}

/** Reads what callables ask for, each once. */
export interface DependantReader {
  readonly ofFunction: (
    module: SourceModule,
    node: FunctionDefinition,
    frame: Frame,
    owner?: ProjectClass,
  ) => Dependant;
  /** `Depends(…)` as a value of a list. */
  readonly ofCall: (frame: Frame, call: Expression) => Need | undefined;
}

const deepest = 12;

interface Walk {
  readonly reading: Reading;
  readonly schemas: ReadonlySet<string>;
  readonly known: Map<string, Dependant>;
  readonly depth: number;
}

/** `schemas` are the ids of the classes that a body can be. */
export function openDependants(reading: Reading, schemas: ReadonlySet<string>): DependantReader {
  const walk: Walk = { reading, schemas, known: new Map(), depth: 0 };
  return {
    ofFunction: (module, node, frame, owner) => ofFunction(walk, module, node, frame, owner),
    ofCall: (frame, call) => {
      const marked = readMark(reading, { module: frame.module }, call);
      return marked?.kind === "dependency" ? readNeed(walk, frame, marked, undefined) : undefined;
    },
  };
}

function unseen(id: string): Dependant {
  return { key: id, id, inputs: [], needs: [], handedIn: new Set(), raised: [], isPartial: true };
}

function ofFunction(
  walk: Walk,
  module: SourceModule,
  node: FunctionDefinition,
  frame: Frame,
  owner?: ProjectClass,
): Dependant {
  const id = `${module.path}:${owner === undefined ? "" : `${owner.node.name.id}.`}${node.name.id}`;
  const key = `${module.path}:${node.start}@${frame.id}`;
  const before = walk.known.get(key);
  if (before !== undefined) return before;
  if (walk.depth > deepest) return unseen(id);
  walk.known.set(key, unseen(id));
  const isBound =
    owner !== undefined &&
    !node.decorators.some((each) => each.kind === "name" && each.id === "staticmethod");
  const parameters = node.parameters.slice(isBound ? 1 : 0);
  const parts = parameters
    .filter(({ form }) => form !== "variadic" && form !== "keywords")
    .map((parameter) => readParameter({ ...walk, depth: walk.depth + 1 }, module, frame, parameter));
  const made = assemble(key, id, parts, readRaised(walk.reading, module, node));
  walk.known.set(key, made);
  return made;
}

interface Part {
  readonly inputs?: readonly Input[];
  readonly need?: Need | undefined;
  readonly handedIn?: string;
  readonly isPartial?: boolean;
}

function assemble(
  key: string,
  id: string,
  parts: readonly Part[],
  raised: readonly ResponseFact[],
): Dependant {
  return {
    key,
    id,
    inputs: parts.flatMap(({ inputs = [] }) => inputs),
    needs: parts.flatMap(({ need }) => need ?? []),
    handedIn: new Set(parts.flatMap(({ handedIn: name }) => name ?? [])),
    raised,
    isPartial: parts.some(({ isPartial, need }) => isPartial === true || need?.of.isPartial === true),
  };
}

/** What one parameter asks for: something handed in, what a dependency gives, or a value of the request. */
function readParameter(
  walk: Walk,
  module: SourceModule,
  frame: Frame,
  parameter: Pick<Parameter, "name" | "annotation" | "default" | "start" | "end">,
): Part {
  const { reading } = walk;
  const place: TypePlace = { module, scopes: scopesOf(frame) };
  const said = parameter.annotation && unwrapAnnotated(reading, place, parameter.annotation);
  const marks = (said?.metadata ?? []).map((each) => ({
    place: each.place,
    mark: readMark(reading, each.place, each.expression),
  }));
  const own = parameter.default && { place, mark: readMark(reading, place, parameter.default) };
  const marked = own?.mark === undefined ? marks.findLast(({ mark }) => mark !== undefined) : own;
  if (marked?.mark?.kind === "dependency") {
    const from = marked.place.module === module ? frame : reading.evaluator.moduleFrame(marked.place.module);
    return { need: readNeed(walk, from, marked.mark, said) };
  }
  const special = said && specialOf(reading, said.place, said.expression);
  if (special !== undefined) return { handedIn: special };
  const type = readType(reading, place, parameter.annotation);
  const given = own?.mark === undefined ? parameter.default : undefined;
  return {
    inputs: readInput({
      name: parameter.name,
      type,
      span: spanOf(module, parameter),
      given,
      mark: marked?.mark?.kind === "value" ? marked.mark : undefined,
      schemas: walk.schemas,
    }),
  };
}

function scopesOf(frame: Frame): NonNullable<TypePlace["scopes"]> {
  const scopes: NonNullable<TypePlace["scopes"]>[number][] = [];
  for (let at: Frame | undefined = frame; at?.called !== undefined; at = at.outer)
    scopes.push(at.called.scope);
  return scopes;
}

/** `request: Request`, also `Request | None` and a class below it. */
function specialOf(reading: Reading, place: TypePlace, annotation: Expression): string | undefined {
  const meant = defineExpression(reading.project, place.module, annotation, place.scopes);
  if (meant?.kind === "external") {
    const name = frameworkName(meant.path);
    if (name === undefined || name === "UploadFile") return undefined;
    return handedIn.has(name) ? name : /Response$/.test(name) ? "Response" : undefined;
  }
  if (meant?.kind !== "class") return undefined;
  for (const base of reading.classes.read(meant).lineage) {
    const name = typeof base === "string" ? frameworkName(base) : undefined;
    if (name !== undefined && handedIn.has(name)) return name;
  }
  return undefined;
}

/** What `Depends(get_db)`, `Depends()` with an annotation, or `Security(…, scopes=[…])` needs. */
function readNeed(
  walk: Walk,
  frame: Frame,
  { call, place }: Marked & { readonly kind: "dependency" },
  said: { readonly place: TypePlace; readonly expression: Expression } | undefined,
): Need {
  const { evaluator } = walk.reading;
  const named = call && (keyword(call, "dependency") ?? positional(call)[0]);
  const value =
    named === undefined
      ? said && evaluator.evaluate(evaluator.moduleFrame(said.place.module), said.expression)
      : evaluator.evaluate(frame, named);
  const scopes = call === undefined ? [] : (textsOf(keyword(call, "scopes")) ?? []);
  return { of: ofValue(walk, value), scopes, span: spanOf(place.module, call ?? place.at) };
}

function ofValue(walk: Walk, value: Value | undefined): Dependant {
  switch (value?.kind) {
    case "function":
      return ofFunction(
        walk,
        value.module,
        value.node,
        value.frame ?? walk.reading.evaluator.moduleFrame(value.module),
      );
    case "class":
      return ofClass(walk, value.class);
    case "instance":
      return ofInstance(walk, value);
    case "external":
      return ofExternal(value.path);
    default:
      return unseen("?");
  }
}

function ofExternal(path: string): Dependant {
  const name = frameworkName(path);
  if (name === "OAuth2PasswordRequestForm" || name === "OAuth2PasswordRequestFormStrict") {
    const inputs = passwordForm.map(([field, required]): Input => {
      const isRequired = required || (field === "grant_type" && name.endsWith("Strict"));
      const span: Span = { file: "", line: 1, column: 1, offset: 0, end: 0 };
      return {
        name: field,
        from: "form",
        type: { kind: "scalar", name: "text" },
        required: isRequired,
        isMarked: true,
        embed: false,
        span,
      };
    });
    return { ...unseen(path), inputs, isPartial: false };
  }
  return unseen(path);
}

/** A class is called to make an object: what its `__init__` takes, or its fields, is what it asks for. */
function ofClass(walk: Walk, found: ProjectClass): Dependant {
  const id = `${found.module.path}:${found.node.name.id}`;
  const { evaluator } = walk.reading;
  const maker = findMember(found, "__init__");
  if (maker?.binding.kind === "function") {
    const { owner } = maker;
    const made = ofFunction(
      walk,
      owner.module,
      maker.binding.node,
      evaluator.moduleFrame(owner.module),
      owner,
    );
    return { ...made, id };
  }
  const known = walk.known.get(id);
  if (known !== undefined) return known;
  if (walk.depth > deepest) return unseen(id);
  walk.known.set(id, unseen(id));
  const parts = found.lineage.toReversed().flatMap((owner) => {
    if (typeof owner === "string") return [];
    return [...owner.scope.names].flatMap(([name, binding]): readonly Part[] => {
      if (binding.kind !== "value" || binding.annotation === undefined || name.startsWith("_")) return [];
      if (name === "model_config") return [];
      const { annotation, value, start, end } = binding;
      const parameter = { name, annotation, start, end, ...(value === undefined ? {} : { default: value }) };
      const below = { ...walk, depth: walk.depth + 1 };
      return [readParameter(below, owner.module, evaluator.moduleFrame(owner.module), parameter)];
    });
  });
  const made = assemble(id, id, parts, []);
  walk.known.set(id, made);
  return made;
}

/** An object is called: a scheme of security, or one of a class with `__call__`. */
function ofInstance(walk: Walk, value: Instance): Dependant {
  const { of, call } = value;
  const bases = typeof of === "string" ? [of] : of.lineage.filter((base) => typeof base === "string");
  const kind = bases
    .map((base) => securitySchemes.get(frameworkName(base) ?? ""))
    .find((each) => each !== undefined);
  const own = typeof of === "string" ? (frameworkName(of) ?? of) : of.node.name.id;
  const security = kind && { scheme: textOf(keyword(call, "scheme_name")) ?? own, kind };
  const id = typeof of === "string" ? of : `${of.module.path}:${of.node.name.id}`;
  const called = typeof of === "string" ? undefined : findMember(of, "__call__");
  const frame = called && walk.reading.evaluator.moduleFrame(called.owner.module);
  const inner =
    called?.binding.kind === "function" && frame !== undefined
      ? ofFunction(walk, called.owner.module, called.binding.node, frame, called.owner)
      : { ...unseen(id), isPartial: security === undefined };
  return { ...inner, id, key: `${inner.key}#${value.id}`, ...(security === undefined ? {} : { security }) };
}
