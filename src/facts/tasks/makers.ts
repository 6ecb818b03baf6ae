import { type Argument, allExpressions, type Call, type Expression, type FunctionDefinition } from "#python";
import { descendsFrom } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import type { Reading } from "../front-end.ts";
import { findInstance } from "../instances.ts";
import { isNone } from "../literals.ts";
import type { SourceModule } from "../project.ts";
import type { TaskDialect } from "./dialect.ts";
import { functionScope } from "./scoped-nodes.ts";

/** An option of a task, and the module in which it is written. */
export interface TaskOption {
  readonly name: string;
  readonly value: Expression;
  readonly module: SourceModule;
}

/** The options that a decorator gives the task that it makes; undefined where it makes none. */
export function optionsOfMaker(
  reading: Reading,
  dialect: TaskDialect,
  module: SourceModule,
  decorator: Expression,
): readonly TaskOption[] | undefined {
  const callee = decorator.kind === "call" ? decorator.callee : decorator;
  const args = decorator.kind === "call" ? decorator.args : [];
  if (isMaker(reading, dialect, module, callee)) return optionsOf(module, args);
  const meant = defineExpression(reading.project, module, callee);
  if (meant?.kind !== "function") return undefined;
  const inner = makerWithin(reading, dialect, meant.module, meant.node);
  return inner && handedOn({ module, args }, { module: meant.module, node: meant.node, inner });
}

/** Whether an expression is what makes tasks: a function of the package, or a method of an application. */
export function isMaker(
  reading: Reading,
  dialect: TaskDialect,
  module: SourceModule,
  callee: Expression,
): boolean {
  const meant = defineExpression(reading.project, module, callee);
  if (meant?.kind === "external") return dialect.makers.test(meant.path);
  if (callee.kind !== "attribute" || !dialect.methods.has(callee.name)) return false;
  return isApplication(reading, dialect, module, callee.value);
}

/** Whether an expression is an application of the framework. */
export function isApplication(
  reading: Reading,
  { applications }: TaskDialect,
  module: SourceModule,
  expression: Expression,
): boolean {
  const frame = reading.evaluator.moduleFrame(module);
  const made = findInstance(reading, frame, expression)?.of;
  return (
    made !== undefined &&
    (typeof made === "string" ? applications.has(made) : descendsFrom(made, applications))
  );
}

const known = new WeakMap<FunctionDefinition, Map<string, Call | undefined>>();

/** The call, within a decorator of the project's own, that makes the task. */
function makerWithin(
  reading: Reading,
  dialect: TaskDialect,
  module: SourceModule,
  node: FunctionDefinition,
): Call | undefined {
  const before = known.get(node) ?? new Map<string, Call | undefined>();
  known.set(node, before);
  if (before.has(dialect.framework)) return before.get(dialect.framework);
  const own = functionScope(node).names;
  const found = [...allExpressions(node.body)].find(
    (each): each is Call =>
      each.kind === "call" && !isOwn(own, each.callee) && isMaker(reading, dialect, module, each.callee),
  );
  before.set(dialect.framework, found);
  return found;
}

/** Whether what is called is a name of the function itself. */
function isOwn(own: ReadonlyMap<string, unknown>, callee: Expression): boolean {
  const first = callee.kind === "attribute" ? callee.value : callee;
  return first.kind === "name" && own.has(first.id);
}

function optionsOf(module: SourceModule, args: readonly Argument[]): readonly TaskOption[] {
  return args.flatMap(({ name, value }) => (name === undefined ? [] : [{ name, value, module }]));
}

/** What a decorator of the project's own hands on of what it is given. */
function handedOn(
  outer: { readonly module: SourceModule; readonly args: readonly Argument[] },
  own: { readonly module: SourceModule; readonly node: FunctionDefinition; readonly inner: Call },
): readonly TaskOption[] {
  const given = new Map(optionsOf(outer.module, outer.args).map((option) => [option.name, option]));
  const { parameters } = own.node;
  const names = new Set(parameters.filter(({ form }) => form !== "keywords").map(({ name }) => name));
  return own.inner.args.flatMap(({ name, spread, value }): readonly TaskOption[] => {
    if (spread === "**") {
      const rest = parameters.find(({ form }) => form === "keywords")?.name;
      const isRest = value.kind === "name" && value.id === rest;
      return isRest ? [...given.values()].filter((option) => !names.has(option.name)) : [];
    }
    if (name === undefined) return [];
    const parameter = value.kind === "name" ? parameters.find((each) => each.name === value.id) : undefined;
    if (parameter === undefined) return [{ name, value, module: own.module }];
    const option = given.get(parameter.name);
    if (option !== undefined) return [{ ...option, name }];
    const fallback = parameter.default;
    return fallback === undefined || isNone(fallback) ? [] : [{ name, value: fallback, module: own.module }];
  });
}
