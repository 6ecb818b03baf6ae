import { type Body, type Call, type Expression, statementsOf } from "#python";
import { conditionedStatements, deny, tell } from "../conditions.ts";
import { define, defineExpression } from "../definitions.ts";
import { findInstance } from "../instances.ts";
import { turnsOf } from "../loops.ts";
import type { SourceModule } from "../project.ts";
import type { Frame } from "../values.ts";
import type { Entry } from "./entry.ts";
import { flagOf } from "./settings.ts";
import { staticPatterns } from "./static-patterns.ts";
import { spend, type UrlWalk } from "./url-walk.ts";

/** The entries of a list of patterns that an expression stands for. */
export function readList(walk: UrlWalk, frame: Frame, expression: Expression): readonly Entry[] {
  const earlier = walk.earlier.get(expression);
  if (earlier !== undefined) return earlier;
  if (walk.open.has(expression) || !spend(walk)) return [];
  walk.open.add(expression);
  const entries = readListAnew(walk, frame, expression);
  walk.open.delete(expression);
  return entries;
}

function readListAnew(walk: UrlWalk, frame: Frame, expression: Expression): readonly Entry[] {
  switch (expression.kind) {
    case "list":
    case "tuple":
      return expression.items.flatMap((item) =>
        item.kind === "starred" ? readList(walk, frame, item.value) : readItem(walk, frame, item),
      );
    case "binary":
      return expression.operator === "+"
        ? [...readList(walk, frame, expression.left), ...readList(walk, frame, expression.right)]
        : [];
    case "conditional":
      return [
        ...under(readList(walk, frame, expression.then), [tell(frame.module, expression.test)]),
        ...under(readList(walk, frame, expression.otherwise), [deny(frame.module, expression.test)]),
      ];
    case "comprehension":
      return readComprehension(walk, frame, expression);
    case "name":
      return readNamed(walk, frame, expression.id) ?? unknown(walk, frame, expression);
    case "attribute":
      return readAttribute(walk, frame, expression) ?? unknown(walk, frame, expression);
    case "call":
      return readCall(walk, frame, expression) ?? unknown(walk, frame, expression);
    default:
      return [];
  }
}

function readItem(walk: UrlWalk, frame: Frame, item: Expression): readonly Entry[] {
  if (item.kind === "call") return [{ kind: "call", call: item, frame, when: [] }];
  if (item.kind === "conditional") {
    const { test, otherwise } = item;
    return [
      ...under(readItem(walk, frame, item.then), [tell(frame.module, test)]),
      ...under(readItem(walk, frame, otherwise), [deny(frame.module, test)]),
    ];
  }
  if (item.kind !== "name") return [];
  const meant = defineExpression(walk.project, frame.module, item);
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || value?.kind !== "call") return [];
  return [{ kind: "call", call: value, frame: walk.evaluator.moduleFrame(meant.module), when: [] }];
}

export function under(entries: readonly Entry[], when: readonly string[]): readonly Entry[] {
  return when.length === 0
    ? entries
    : entries.map((entry) => ({ ...entry, when: [...new Set([...when, ...entry.when])] }));
}

function unknown(walk: UrlWalk, frame: Frame, expression: Expression): readonly Entry[] {
  const value = walk.evaluator.evaluate(frame, expression.kind === "call" ? expression.callee : expression);
  const from =
    value?.kind === "external"
      ? value.path
      : value?.kind === "function"
        ? `${value.module.path}:${value.node.name.id}`
        : `${frame.module.path}:${tell(frame.module, expression)}`;
  return [{ kind: "unknown", frame, expression, from, when: [] }];
}

function readComprehension(
  walk: UrlWalk,
  frame: Frame,
  { clauses: [clause, ...others], element, form }: Extract<Expression, { kind: "comprehension" }>,
): readonly Entry[] {
  if (clause === undefined || others.length > 0 || form === "dictionary") return [];
  const turns = turnsOf(walk.evaluator, frame, clause.target, clause.iterable) ?? [];
  return turns.flatMap((turn) => readItem(walk, turn, element));
}

/** A list by its name: of the function that is being read, of the module, or of another that the name is imported from. */
function readNamed(walk: UrlWalk, frame: Frame, name: string): readonly Entry[] | undefined {
  if (frame.called?.scope.names.has(name)) return gather(walk, frame, frame.called.node.body, name);
  const given = frame.called?.node.parameters.find((parameter) => parameter.name === name);
  if (given !== undefined) return undefined;
  const meant = define(walk.project, frame.module, name);
  if (meant?.kind === "module") return readModuleList(walk, meant.module);
  if (meant?.kind !== "value") return undefined;
  const bound = [...meant.module.scope.names].find(([, binding]) => binding === meant.binding)?.[0] ?? name;
  if (meant.module !== frame.module) return readListOf(walk, meant.module, bound);
  return gather(walk, walk.evaluator.moduleFrame(frame.module), frame.module.syntax.body, name);
}

/** The `urlpatterns` of a module. */
export function readModuleList(walk: UrlWalk, module: SourceModule): readonly Entry[] {
  return readListOf(walk, module, "urlpatterns");
}

function readListOf(walk: UrlWalk, module: SourceModule, name: string): readonly Entry[] {
  return gather(walk, walk.evaluator.moduleFrame(module), module.syntax.body, name);
}

/** What a list holds after all statements that make it and add to it; what only some branch adds is told with its condition. */
function gather(walk: UrlWalk, frame: Frame, body: Body, name: string): readonly Entry[] {
  const key = `${frame.id}:${name}`;
  if (walk.open.has(key)) return [];
  walk.open.add(key);
  const entries = [...importedFirst(walk, frame, name)];
  gatherFrom(walk, frame, body, name, entries);
  walk.open.delete(key);
  return entries;
}

/** What `from .base import *` or `from .base import urlpatterns` brings, before the module adds to it. */
function importedFirst(walk: UrlWalk, frame: Frame, name: string): readonly Entry[] {
  if (frame.called !== undefined) return [];
  const { module } = frame;
  const own = module.scope.names.get(name);
  const names = new Map(own?.kind === "imported" ? [[name, own]] : []);
  const brought = { ...module, scope: { names, stars: module.scope.stars } };
  const meant = define(walk.project, brought, name);
  return meant?.kind === "value" && meant.module !== brought ? readListOf(walk, meant.module, name) : [];
}

function gatherFrom(walk: UrlWalk, frame: Frame, body: Body, name: string, entries: Entry[]): void {
  const isName = (target: Expression): boolean => target.kind === "name" && target.id === name;
  for (const { statement, when } of conditionedStatements(frame.module, body)) {
    if (statement.kind === "for") {
      for (const turn of turnsOf(walk.evaluator, frame, statement.target, statement.iterable) ?? [])
        gatherFrom(walk, turn, statement.body, name, entries);
    } else if (statement.kind === "augmented" && isName(statement.target)) {
      entries.push(...under(readList(walk, frame, statement.value), when));
    } else if (statement.kind === "expression") {
      entries.push(...under(readAddition(walk, frame, statement.value, isName), when));
    } else if (statement.kind === "assign" || statement.kind === "annotated") {
      const targets = statement.kind === "assign" ? statement.targets : [statement.target];
      if (statement.value === undefined || !targets.some(isName)) continue;
      const before = [...entries];
      for (const part of namesWithin(statement.value, isName)) walk.earlier.set(part, before);
      const added = readList(walk, frame, statement.value);
      // What is put together of itself and more, in its order, is all there is.
      const isWhole = /^(?:list|tuple|binary)$/.test(statement.value.kind);
      const isKept = when.length > 0 || (!isWhole && mentions(statement.value, isName));
      if (!isKept) entries.length = 0;
      entries.push(...under(added, when).filter((entry) => !isKept || !before.includes(entry)));
    }
  }
}

/** The places within an expression that a list is put together from at which it names itself. */
function namesWithin(expression: Expression, isName: (part: Expression) => boolean): readonly Expression[] {
  if (isName(expression)) return [expression];
  const within = (part: Expression): readonly Expression[] => namesWithin(part, isName);
  switch (expression.kind) {
    case "list":
    case "tuple":
      return expression.items.flatMap(within);
    case "starred":
      return within(expression.value);
    case "binary":
      return [...within(expression.left), ...within(expression.right)];
    case "call":
      return expression.args.flatMap(({ value }) => within(value));
    default:
      return [];
  }
}

/** Whether the parts that a list is put together from name itself. */
function mentions(expression: Expression, isName: (part: Expression) => boolean): boolean {
  if (isName(expression)) return true;
  if (expression.kind === "binary")
    return mentions(expression.left, isName) || mentions(expression.right, isName);
  if (expression.kind === "starred") return mentions(expression.value, isName);
  if (expression.kind === "call") return expression.args.some(({ value }) => mentions(value, isName));
  return (
    expression.kind === "list" &&
    expression.items.some((item) => item.kind === "starred" && mentions(item, isName))
  );
}

/** `urlpatterns.append(…)`, `.extend(…)`, `.insert(0, …)`. */
function readAddition(
  walk: UrlWalk,
  frame: Frame,
  value: Expression,
  isName: (target: Expression) => boolean,
): readonly Entry[] {
  if (value.kind !== "call" || value.callee.kind !== "attribute" || !isName(value.callee.value)) return [];
  const added = value.args.at(-1)?.value;
  if (added === undefined) return [];
  if (value.callee.name === "extend") return readList(walk, frame, added);
  return value.callee.name === "append" || value.callee.name === "insert" ? readItem(walk, frame, added) : [];
}

/** `router.urls`, `module.urlpatterns`. */
function readAttribute(
  walk: UrlWalk,
  frame: Frame,
  expression: Extract<Expression, { kind: "attribute" }>,
): readonly Entry[] | undefined {
  const instance = findInstance(walk, frame, expression.value);
  for (const extension of instance === undefined ? [] : walk.extensions) {
    const patterns = instance && extension.patternsOf(instance, expression.name);
    if (patterns !== undefined) return patterns.map((pattern) => ({ kind: "made", pattern, when: [] }));
  }
  const meant = defineExpression(walk.project, frame.module, expression);
  return meant?.kind === "value" ? readListOf(walk, meant.module, expression.name) : undefined;
}

/** A function that wraps a list or makes one. */
function readCall(walk: UrlWalk, frame: Frame, call: Call): readonly Entry[] | undefined {
  const callee = walk.evaluator.evaluate(frame, call.callee);
  if (callee?.kind === "external") return readWrapped(walk, frame, call, callee.path);
  if (callee?.kind !== "function") return undefined;
  const inner = walk.evaluator.enter(frame, callee, call);
  if (inner === undefined) return undefined;
  const entries: Entry[] = [];
  for (const statement of statementsOf(callee.node.body)) {
    if (statement.kind === "return" && statement.value !== undefined)
      entries.push(...readList(walk, inner, statement.value));
  }
  return entries.length > 0 ? entries : undefined;
}

function readWrapped(walk: UrlWalk, frame: Frame, call: Call, callee: string): readonly Entry[] | undefined {
  const [first] = call.args;
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  const isOwn = callee.startsWith("django.");
  if (walk.extensions.some(({ addsSuffixes }) => addsSuffixes(callee)) && first !== undefined)
    return readList(walk, frame, first.value).map((entry) => ({ ...entry, suffixed: true as const }));
  switch (isOwn ? name : "") {
    case "i18n_patterns": {
      const listed = call.args.filter((argument) => argument.name === undefined);
      const entries = listed.flatMap(({ value, spread }) =>
        spread === undefined ? readItem(walk, frame, value) : readList(walk, frame, value),
      );
      const localized = entries.map((entry) => ({ ...entry, localized: true as const }));
      return flagOf(call, "prefix_default_language", true) ? localized : [...entries, ...localized];
    }
    case "static":
    case "staticfiles_urlpatterns":
      return staticPatterns(walk, frame, call, name);
    default:
      return undefined;
  }
}
