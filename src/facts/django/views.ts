import type { Call, Expression, FunctionDefinition } from "#python";
import { descendsFrom, type ProjectClass } from "../classes.ts";
import { type Definition, defineExpression } from "../definitions.ts";
import { keyword, positional, textsOf } from "../literals.ts";
import type { SourceModule } from "../project.ts";
import type { Frame } from "../values.ts";
import type { Answer, View } from "./extension.ts";
import type { UrlWalk } from "./url-walk.ts";
import { answeredByBase, answersOfClass } from "./view-bases.ts";

const any: readonly Answer[] = [{ method: "ANY" }];

/** https://docs.djangoproject.com/en/6.0/topics/http/decorators/#allowed-http-methods */
const limits: Readonly<Record<string, readonly string[]>> = {
  "django.views.decorators.http.require_GET": ["GET"],
  "django.views.decorators.http.require_POST": ["POST"],
  "django.views.decorators.http.require_safe": ["GET"],
};
const limiter = "django.views.decorators.http.require_http_methods";

/** What answers behind a path: a function, a class made one by `as_view()`, or one of these in what is wrapped around it. */
export function readView(walk: UrlWalk, frame: Frame, expression: Expression, depth = 0): View | undefined {
  if (depth > 10) return undefined;
  switch (expression.kind) {
    case "lambda":
      return { handler: `${frame.module.path}:lambda`, framework: "django", answers: any };
    case "call":
      return readCalled(walk, frame, expression, depth);
    case "name":
    case "attribute":
      return readReference(walk, frame, expression, depth);
    default:
      return undefined;
  }
}

function readReference(walk: UrlWalk, frame: Frame, expression: Expression, depth: number): View | undefined {
  const value = walk.evaluator.evaluate(frame, expression);
  if (value?.kind === "function") return viewOfFunction(walk, value.module, value.node);
  if (value?.kind === "external") return { handler: value.path, framework: "django", answers: any };
  const local = expression.kind === "name" ? frame.called?.scope.names.get(expression.id) : undefined;
  if (local?.kind === "value" && local.value !== undefined)
    return readView(walk, frame, local.value, depth + 1);
  const meant = defineExpression(walk.project, frame.module, expression);
  if (meant?.kind !== "value" || meant.binding.value === undefined) return undefined;
  return readView(walk, walk.evaluator.moduleFrame(meant.module), meant.binding.value, depth + 1);
}

function viewOfFunction(walk: UrlWalk, module: SourceModule, node: FunctionDefinition): View {
  let view: View = { handler: `${module.path}:${node.name.id}`, framework: "django", answers: any };
  for (const decorator of node.decorators.toReversed())
    view = limit(walk, walk.evaluator.moduleFrame(module), view, decorator);
  return view;
}

/** A view within what decorates it. */
function limit(walk: UrlWalk, frame: Frame, view: View, decorator: Expression): View {
  const callee = decorator.kind === "call" ? decorator.callee : decorator;
  const meant = defineExpression(walk.project, frame.module, callee);
  if (meant?.kind !== "external") return view;
  for (const extension of walk.extensions) {
    const methods = extension.methodsOf(meant.path, decorator, frame);
    if (methods !== undefined)
      return { ...view, framework: extension.framework, answers: asAnswers(methods) };
  }
  const named =
    limits[meant.path] ?? (meant.path === limiter ? listedMethods(walk, frame, decorator) : undefined);
  return named === undefined ? view : { ...view, answers: asAnswers(named) };
}

function asAnswers(methods: readonly string[]): readonly Answer[] {
  const shown = methods.filter((method) => !/^(HEAD|OPTIONS)$/i.test(method));
  return (shown.length > 0 ? shown : methods).map((method) => ({ method: method.toUpperCase() }));
}

function listedMethods(walk: UrlWalk, frame: Frame, decorator: Expression): readonly string[] | undefined {
  const [given] = decorator.kind === "call" ? positional(decorator) : [];
  const value = given && walk.evaluator.evaluate(frame, given);
  if (value?.kind !== "list") return textsOf(given);
  const texts = value.items.map((item) => (item?.kind === "text" ? item.text : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** `View.as_view()`, or a call that wraps a view or makes one. */
function readCalled(walk: UrlWalk, frame: Frame, call: Call, depth: number): View | undefined {
  const { callee } = call;
  if (callee.kind === "attribute" && /^as_(a?view|asgi)$/.test(callee.name)) {
    const value = walk.evaluator.evaluate(frame, callee.value);
    if (value?.kind === "class") return viewOfClass(walk, value.class, call, frame);
    if (value?.kind === "external") return viewOfPackage(walk, value.path, call, frame);
  }
  for (const { value } of call.args) {
    const inner = readView(walk, frame, value, depth + 1);
    if (inner !== undefined && isView(inner, callee))
      return limit(walk, frame, inner, callee.kind === "call" ? callee : call.callee);
  }
  const maker = defineExpression(walk.project, frame.module, callee.kind === "call" ? callee.callee : callee);
  const handler = handlerOf(maker);
  return handler === undefined ? undefined : { handler, framework: "django", answers: any };
}

/** What is given to a function that wraps views is one, unless it is a name of a package, which may be anything. */
function isView({ handler }: View, callee: Expression): boolean {
  return handler.includes(":") || callee.kind === "call";
}

function handlerOf(definition: Definition | undefined): string | undefined {
  if (definition?.kind === "external") return definition.path;
  if (definition?.kind !== "function" && definition?.kind !== "class") return undefined;
  return `${definition.module.path}:${definition.node.name.id}`;
}

function viewOfClass(walk: UrlWalk, view: ProjectClass, call: Call, frame: Frame): View {
  const handler = `${view.module.path}:${view.node.name.id}`;
  for (const extension of walk.extensions) {
    const answers = extension.answersOf(view, call, frame);
    if (answers !== undefined) return { handler, framework: extension.framework, answers };
  }
  const named = answersOfClass(walk.evaluator, view, call, answeredByBase);
  const answers = named.map((method) => ({ method: method.toUpperCase(), action: method }));
  // What a base outside the project and outside the framework answers is not known.
  return { handler, framework: "django", answers: answers.length > 0 ? answers : any };
}

function viewOfPackage(walk: UrlWalk, path: string, call: Call, frame: Frame): View {
  for (const extension of walk.extensions) {
    const answers = extension.answersOf(path, call, frame);
    if (answers !== undefined) return { handler: path, framework: extension.framework, answers };
  }
  const named = answeredByBase(path) ?? [];
  const given = keyword(call, "http_method_names");
  const allowed = textsOf(given);
  const answers = named
    .filter((method) => allowed === undefined || allowed.includes(method))
    .map((method) => ({ method: method.toUpperCase(), action: method }));
  return { handler: path, framework: "django", answers: answers.length > 0 ? answers : any };
}

/** Whether an object is a site of administration, whose pages the framework makes. */
export function isAdminSite(of: ProjectClass | string): boolean {
  if (typeof of === "string") return /^django\.contrib\.admin\.(sites\.)?AdminSite$/.test(of);
  return descendsFrom(
    of,
    new Set(["django.contrib.admin.AdminSite", "django.contrib.admin.sites.AdminSite"]),
  );
}
