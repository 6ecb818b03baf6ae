import {
  type Call,
  type Expression,
  type FormattedPart,
  type FunctionDefinition,
  statementsOf,
} from "#python";
import { annotatedClass, findSharedMember } from "./annotated-class.ts";
import { type ClassReader, findMember } from "./classes.ts";
import { type Definition, define, defineExpression } from "./definitions.ts";
import { isNone } from "./literals.ts";
import type { Project, SourceModule } from "./project.ts";
import { type Binding, readScope, type Scope } from "./symbols.ts";
import type { Evaluator, Frame, Value } from "./values.ts";

/** How many calls may be open within one another, and how many steps may lead from one expression to the next. */
const deepestCall = 6;
const longestWay = 60;

/** What one evaluation carries along. */
interface Reach {
  readonly project: Project;
  readonly classes: ClassReader;
  readonly scopes: Map<FunctionDefinition, Scope>;
  readonly way: number;
  /** What expressions were found to stand for, by the frame; nothing yet where one is being evaluated, so that circles end. */
  readonly known: WeakMap<Expression, Map<string, Value | undefined>>;
}

/** Evaluates expressions of a project from its source, without running it. */
export function openEvaluator(project: Project, classes: ClassReader): Evaluator {
  const scopes = new Map<FunctionDefinition, Scope>();
  const reach: Reach = { project, classes, scopes, way: 0, known: new WeakMap() };
  return {
    evaluate: (frame, expression) => expression && evaluate(reach, frame, expression),
    moduleFrame,
    enter: (caller, callee, call) => enter(reach, caller, callee, call),
    valueOf: (definition) => valueFrom(reach, definition),
  };
}

function moduleFrame(module: SourceModule): Frame {
  return { id: module.path, module, given: new Map(), depth: 0 };
}

function evaluate(reach: Reach, frame: Frame, expression: Expression): Value | undefined {
  if (reach.way > longestWay) return undefined;
  const byFrame = reach.known.get(expression) ?? new Map<string, Value | undefined>();
  if (byFrame.has(frame.id)) return byFrame.get(frame.id);
  reach.known.set(expression, byFrame.set(frame.id, undefined));
  const value = evaluateAnew({ ...reach, way: reach.way + 1 }, frame, expression);
  byFrame.set(frame.id, value);
  return value;
}

function evaluateAnew(next: Reach, frame: Frame, expression: Expression): Value | undefined {
  switch (expression.kind) {
    case "string":
      return expression.bytes ? undefined : { kind: "text", text: expression.value };
    case "constant":
      return expression.value === "..." ? undefined : { kind: "constant", value: expression.value };
    case "formatted":
      return joined(expression.parts.map((part) => textOfPart(next, frame, part)));
    case "binary": {
      if (expression.operator !== "+") return undefined;
      const sides = [expression.left, expression.right].map((side) => evaluate(next, frame, side));
      if (sides.every((side) => side?.kind === "list"))
        return { kind: "list", items: sides.flatMap(({ items }) => items) };
      return joined(sides.map((side) => (side?.kind === "text" ? side.text : undefined)));
    }
    case "list":
    case "tuple":
      return { kind: "list", items: expression.items.flatMap((item) => itemsOf(next, frame, item)) };
    case "boolean":
      return chosen(next, frame, expression.operator, expression.values);
    case "name":
      return evaluateName(next, frame, expression.id);
    case "attribute":
      return evaluateAttribute(next, frame, expression.value, expression.name);
    case "subscript": {
      const meant = defineExpression(next.project, frame.module, expression.value);
      return meant && (meant.kind === "class" || meant.kind === "external")
        ? valueFrom(next, meant)
        : undefined;
    }
    case "call":
      return evaluateCall(next, frame, expression);
    case "conditional": {
      const holds = truthOf(evaluate(next, frame, expression.test));
      if (holds !== undefined) return evaluate(next, frame, holds ? expression.then : expression.otherwise);
      const value = evaluate(next, frame, expression.then);
      const other = evaluate(next, frame, expression.otherwise);
      return value && other && isSame(value, other) ? value : undefined;
    }
    case "await":
    case "named":
      return evaluate(next, frame, expression.value);
    default:
      return undefined;
  }
}

/** `*others` are as many as there are. */
function itemsOf(reach: Reach, frame: Frame, item: Expression): readonly (Value | undefined)[] {
  if (item.kind !== "starred") return [evaluate(reach, frame, item)];
  const spread = evaluate(reach, frame, item.value);
  return spread?.kind === "list" ? spread.items : [undefined];
}

/** `given or []`: the first that settles it, or the last. */
function chosen(
  reach: Reach,
  frame: Frame,
  operator: "and" | "or",
  values: readonly Expression[],
): Value | undefined {
  for (const [at, each] of values.entries()) {
    const value = evaluate(reach, frame, each);
    const holds = truthOf(value);
    if (at === values.length - 1 || holds === (operator === "or")) return value;
    if (holds === undefined) return undefined;
  }
  return undefined;
}

/** Whether a condition holds; undefined where source does not tell. */
function truthOf(value: Value | undefined): boolean | undefined {
  if (value?.kind === "list") return value.items.length > 0;
  if (value?.kind === "constant") return value.value === "True";
  return value?.kind === "text" ? value.text !== "" : undefined;
}

function joined(texts: readonly (string | undefined)[]): Value | undefined {
  return texts.every((text) => text !== undefined) ? { kind: "text", text: texts.join("") } : undefined;
}

function textOfPart(reach: Reach, frame: Frame, part: FormattedPart): string | undefined {
  if (part.kind === "string") return part.value;
  const isPlain = part.format === undefined && !part.debug && (part.conversion ?? "s") === "s";
  const value = isPlain ? evaluate(reach, frame, part.value) : undefined;
  return value?.kind === "text" ? value.text : undefined;
}

function evaluateName(reach: Reach, frame: Frame, name: string): Value | undefined {
  const looped = frame.looped?.get(name);
  if (looped !== undefined) return looped;
  for (let at: Frame | undefined = frame; at?.called !== undefined; at = at.outer) {
    const binding = at.called.scope.names.get(name);
    if (binding !== undefined) return evaluateBinding(reach, at, binding);
    const given = at.given.get(name);
    if (given !== undefined) return given;
    if (at.called.node.parameters.some((parameter) => parameter.name === name)) return undefined;
  }
  const definition = define(reach.project, frame.module, name);
  return definition && valueFrom(reach, definition);
}

function evaluateBinding(reach: Reach, frame: Frame, binding: Binding): Value | undefined {
  switch (binding.kind) {
    case "value":
      return binding.value && evaluate(reach, frame, binding.value);
    case "function":
      return { kind: "function", module: frame.module, node: binding.node, frame };
    case "class":
      return {
        kind: "class",
        class: reach.classes.read({ kind: "class", module: frame.module, node: binding.node }),
      };
    case "module":
    case "imported": {
      const names = new Map([["it", binding]]);
      const here = { ...frame.module, scope: { names, stars: [] } };
      const definition = define(reach.project, here, "it");
      return definition && valueFrom(reach, definition);
    }
  }
}

function valueFrom(reach: Reach, definition: Definition): Value | undefined {
  switch (definition.kind) {
    case "class":
      return { kind: "class", class: reach.classes.read(definition) };
    case "function":
      return { kind: "function", module: definition.module, node: definition.node };
    case "module":
      return definition;
    case "external":
      return definition;
    case "value":
      return evaluateBinding(reach, moduleFrame(definition.module), definition.binding);
  }
}

function evaluateAttribute(reach: Reach, frame: Frame, of: Expression, name: string): Value | undefined {
  const base = evaluate(reach, frame, of);
  if (base === undefined) return evaluateAnnotated(reach, frame, of, name);
  switch (base.kind) {
    case "external":
      return { kind: "external", path: `${base.path}.${name}` };
    case "module": {
      const definition = define(reach.project, base.module, name);
      if (definition !== undefined) return valueFrom(reach, definition);
      const below = base.module.isPackage
        ? reach.project.index.relative(base.module.path, 1, name)
        : undefined;
      const module = below === undefined ? undefined : reach.project.modules.get(below);
      return module && { kind: "module", module };
    }
    case "class":
    case "instance": {
      const owner = base.kind === "class" ? base.class : base.of;
      const member = typeof owner === "string" ? undefined : findMember(owner, name);
      return member && evaluateBinding(reach, moduleFrame(member.owner.module), member.binding);
    }
    default:
      return undefined;
  }
}

/** `get_settings().prefix` where source does not show what is made, but which class it is of. */
function evaluateAnnotated(reach: Reach, frame: Frame, of: Expression, name: string): Value | undefined {
  const { project, classes } = reach;
  const typing = {
    project,
    classes,
    evaluate: (at: Frame, expression: Expression) => evaluate(reach, at, expression),
  };
  const owner = annotatedClass(typing, frame, of);
  const member = owner && findSharedMember(typing, owner, name);
  return member && evaluateBinding(reach, moduleFrame(member.owner.module), member.binding);
}

function evaluateCall(reach: Reach, frame: Frame, call: Call): Value | undefined {
  const callee = evaluate(reach, frame, call.callee);
  if (callee?.kind === "function") {
    const inner = enter(reach, frame, callee, call);
    return inner && evaluateResult(reach, inner);
  }
  if (callee?.kind !== "class" && callee?.kind !== "external") return undefined;
  const of = callee.kind === "class" ? callee.class : callee.path;
  return { kind: "instance", id: `${frame.id}@${frame.module.path}:${call.start}`, of, call, frame };
}

/** What a function returns, where all that it may return is one and the same; `None` is what it gives where there is nothing. */
function evaluateResult(reach: Reach, frame: Frame): Value | undefined {
  let result: Value | undefined;
  for (const statement of statementsOf(frame.called?.node.body ?? [])) {
    if (statement.kind !== "return" || statement.value === undefined || isNone(statement.value)) continue;
    const value = evaluate(reach, frame, statement.value);
    if (value === undefined || (result !== undefined && !isSame(result, value))) return undefined;
    result = value;
  }
  return result;
}

function isSame(one: Value, other: Value): boolean {
  if (one.kind === "text") return other.kind === "text" && one.text === other.text;
  if (one.kind === "constant") return other.kind === "constant" && one.value === other.value;
  if (one.kind === "instance") return other.kind === "instance" && one.id === other.id;
  if (one.kind === "class") return other.kind === "class" && one.class === other.class;
  return one === other;
}

function enter(
  reach: Reach,
  caller: Frame,
  callee: Value & { readonly kind: "function" },
  call: Call,
): Frame | undefined {
  if (caller.depth >= deepestCall) return undefined;
  const { node, module } = callee;
  const scope = reach.scopes.get(node) ?? readScope(node.body);
  reach.scopes.set(node, scope);
  const given = new Map<string, Value>();
  const places = node.parameters.filter(({ form }) => form === "positional-only" || form === "ordinary");
  let place = 0;
  for (const { name, spread, value } of call.args) {
    if (spread !== undefined) break;
    const parameter = name ?? places[place]?.name;
    if (name === undefined) place += 1;
    const meant = parameter === undefined ? undefined : evaluate(reach, caller, value);
    if (parameter !== undefined && meant !== undefined) given.set(parameter, meant);
  }
  for (const parameter of node.parameters) {
    const isGiven = given.has(parameter.name) || call.args.some(({ name }) => name === parameter.name);
    const fallback = parameter.default;
    const meant = isGiven || !fallback ? undefined : evaluate(reach, moduleFrame(module), fallback);
    const at = places.findIndex(({ name }) => name === parameter.name);
    if (meant !== undefined && (at >= place || parameter.form === "keyword-only"))
      given.set(parameter.name, meant);
  }
  return {
    id: `${caller.id}@${caller.module.path}:${call.start}`,
    module,
    called: { node, scope },
    given,
    ...(callee.frame === undefined ? {} : { outer: callee.frame }),
    depth: caller.depth + 1,
  };
}
