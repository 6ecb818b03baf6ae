import type { Expression, FunctionDefinition, Parameter } from "#python";
import { unwrapAnnotated } from "../annotated.ts";
import { findMember, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { keyword, positional, textOf, textsOf } from "../literals.ts";
import type { ResponseFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { SchemaFact } from "../schema.ts";
import { readType, type TypePlace } from "../types.ts";
import type { Frame, Instance, Value } from "../values.ts";
import { type Dependant, type Need, ofExternal, unseen } from "./dependant.ts";
import { detailsOfField, type Input, impliedFrom, type Marked, readInput, readMark } from "./inputs.ts";
import { frameworkName, handedIn, securitySchemes } from "./names.ts";
import { readSecurityDetails } from "./security.ts";
import { copiedSignature } from "./signatures.ts";
import { raisesIn, readRaised } from "./statuses.ts";

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
  readonly schemas: ReadonlyMap<string, SchemaFact>;
  readonly known: Map<string, Dependant>;
  readonly depth: number;
}

/** `schemas` are the classes that a body can be, by their ids. */
export function openDependants(reading: Reading, schemas: ReadonlyMap<string, SchemaFact>): DependantReader {
  const walk: Walk = { reading, schemas, known: new Map(), depth: 0 };
  return {
    ofFunction: (module, node, frame, owner) => ofFunction(walk, module, node, frame, owner),
    ofCall: (frame, call) => {
      const marked = readMark(reading, { module: frame.module }, call);
      return marked?.kind === "dependency"
        ? readNeed(walk, marked.frame ?? frame, marked, undefined)
        : undefined;
    },
  };
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
  if (walk.depth > deepest || node.decorators.some(givesSignature)) return unseen(id);
  walk.known.set(key, unseen(id));
  const copied = copiedSignature(walk.reading, node, frame);
  if (copied !== undefined) {
    const same = { ...ofValue({ ...walk, depth: walk.depth + 1 }, copied), id, key };
    walk.known.set(key, same);
    return same;
  }
  const isBound =
    owner !== undefined &&
    !node.decorators.some((each) => each.kind === "name" && each.id === "staticmethod");
  // `Depends(Orders.of_request)` is bound too, though no class is seen here.
  const isGivenFirst = isBound || /^(?:self|cls)$/.test(node.parameters[0]?.name ?? "");
  const parameters = node.parameters.slice(isGivenFirst ? 1 : 0);
  const below = { ...walk, depth: walk.depth + 1 };
  const parts = parameters
    .filter(({ form }) => form !== "variadic" && form !== "keywords")
    .map((parameter): Part => readParameter(below, module, frame, parameter));
  // A class whose methods are routes is made anew for each request, by what decorates it.
  if (isBound && owner.node.decorators.length > 0)
    parts.unshift({
      need: { of: ofFields(below, owner), scopes: [], span: spanOf(module, owner.node.name) },
    });
  // What takes anything is given a signature by other means.
  if (parameters.some(({ form }) => form === "variadic" || form === "keywords"))
    parts.push({ isPartial: true });
  const raised = readRaised(walk.reading, module, node);
  const plain = assemble(key, id, parts, raised);
  const refuses =
    raisesIn(node.body).length > raised.length ||
    raised.some(({ status }) => status === 401 || status === 403);
  const made: Dependant = refuses ? { ...plain, refuses: true } : plain;
  walk.known.set(key, made);
  return made;
}

/** `@with_signature(made_elsewhere)`: what the function takes is not what it says. */
function givesSignature(decorator: Expression): boolean {
  const mark = decorator.kind === "call" ? decorator.callee : decorator;
  const name = mark.kind === "name" ? mark.id : mark.kind === "attribute" ? mark.name : "";
  return /signature/i.test(name);
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
    const at = marked.place.module;
    const from = marked.mark.frame ?? (at === module ? frame : reading.evaluator.moduleFrame(at));
    return { need: readNeed(walk, from, marked.mark, said) };
  }
  const special = said && specialOf(reading, said.place, said.expression);
  if (special !== undefined) return { handedIn: special };
  const isOwn = own?.mark !== undefined;
  // What stands beside the type is not heeded where the default says more of the value.
  const type =
    isOwn && said
      ? readType(reading, said.place, said.expression)
      : readType(reading, place, parameter.annotation);
  const given = own?.mark === undefined ? parameter.default : undefined;
  return {
    inputs: readInput({
      reading,
      place,
      beside: (isOwn ? [] : (said?.metadata ?? [])).flatMap((each) =>
        each.expression.kind === "call" ? [{ place: each.place, call: each.expression }] : [],
      ),
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
  const given = call && keyword(call, "scopes");
  const told = given && evaluator.evaluate(frame, given);
  const scopes =
    textsOf(given) ??
    (told?.kind === "list" ? told.items.flatMap((each) => (each?.kind === "text" ? [each.text] : [])) : []);
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
  const schema = walk.schemas.get(id);
  return schema === undefined ? ofFields(walk, found) : ofSchema(walk, schema);
}

/** A schema is made of its fields by the names that it takes them in by. */
function ofSchema(walk: Walk, { id, fields, isPartial }: SchemaFact): Dependant {
  const inputs = fields.flatMap((field): readonly Input[] => {
    const { name, inputNames, type, required, computed, span } = field;
    const [said] = inputNames ?? [];
    if (computed || said === undefined) return [];
    const from = impliedFrom(type, walk.schemas);
    const plain = { isMarked: false, embed: false, span, ...detailsOfField(field) };
    return [{ name: said, from, variable: name, type, required, ...plain }];
  });
  const hasUnnamed = fields.some(({ inputNames }) => inputNames === undefined);
  return { ...unseen(id), inputs, isPartial: isPartial || hasUnnamed };
}

/** The annotated attributes of a class, as what making an object of it asks for. */
function ofFields(walk: Walk, found: ProjectClass): Dependant {
  const id = `${found.module.path}:${found.node.name.id}`;
  const { evaluator } = walk.reading;
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
  const made = bases.map((base) => frameworkName(base)).find((name) => securitySchemes.has(name ?? ""));
  const security = kind && {
    scheme: textOf(keyword(call, "scheme_name")) ?? own,
    kind,
    details: readSecurityDetails(walk.reading, made, kind, value),
  };
  const id = typeof of === "string" ? of : `${of.module.path}:${of.node.name.id}`;
  const called = typeof of === "string" ? undefined : findMember(of, "__call__");
  const frame = called && walk.reading.evaluator.moduleFrame(called.owner.module);
  const inner =
    called?.binding.kind === "function" && frame !== undefined
      ? ofFunction(walk, called.owner.module, called.binding.node, frame, called.owner)
      : { ...unseen(id), isPartial: security === undefined };
  return { ...inner, id, key: `${inner.key}#${value.id}`, ...(security === undefined ? {} : { security }) };
}
