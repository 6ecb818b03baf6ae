import type { Call, Expression, FunctionDefinition } from "#python";
import { findMember, type Member, type ProjectClass } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { argumentOf, isTrue, keyword, positional, textOf } from "../literals.ts";
import type { Project } from "../project.ts";
import type { Evaluator } from "../values.ts";
import { actionsOfBase } from "./view-bases.ts";

/** What is needed to read classes of views. */
export interface ViewReader {
  readonly project: Project;
  readonly evaluator: Evaluator;
  /** The name of the model of the accounts that sign in. */
  readonly user: string;
}

/** A method that a decorator makes a route of its own. */
export interface ExtraAction {
  readonly detail: boolean;
  readonly path: string;
  readonly name: string;
  /** The method of the class that answers, by the method of the request. */
  readonly mapping: ReadonlyMap<string, string>;
}

/** Whether a viewset has an action of this name, of its own or from what it inherits. */
export function hasAction(viewset: ProjectClass, name: string): boolean {
  for (const owner of viewset.lineage) {
    if (typeof owner === "string") {
      if (actionsOfBase(owner).includes(name)) return true;
      continue;
    }
    const binding = owner.scope.names.get(name);
    // `destroy = None` is a name that the class has, though nothing can be called.
    if (binding !== undefined) return true;
  }
  return false;
}

/** The text of an attribute of a class, where a class of the project says it. */
export function textMember(
  { evaluator }: ViewReader,
  viewset: ProjectClass,
  name: string,
): string | undefined {
  const member = findMember(viewset, name);
  if (member?.binding.kind !== "value") return undefined;
  const value = evaluator.evaluate(evaluator.moduleFrame(member.owner.module), member.binding.value);
  return value?.kind === "text" ? value.text : undefined;
}

/** The methods that `@action` marks: https://www.django-rest-framework.org/api-guide/viewsets/#marking-extra-actions-for-routing */
export function readExtraActions(reader: ViewReader, viewset: ProjectClass): readonly ExtraAction[] {
  const found = new Map<string, ExtraAction>();
  const mapped: { readonly of: string; readonly method: string; readonly name: string }[] = [];
  for (const { owner, binding } of members(viewset)) {
    if (binding.kind !== "function") continue;
    const { node } = binding;
    for (const decorator of node.decorators) {
      const action = readAction(reader, owner, decorator, node);
      if (action !== undefined) found.set(node.name.id, action);
      const added = readMapped(decorator);
      if (added !== undefined) mapped.push({ ...added, name: node.name.id });
    }
  }
  for (const { of, method, name } of mapped) {
    const action = found.get(of);
    if (action !== undefined)
      found.set(of, { ...action, mapping: new Map([...action.mapping, [method, name]]) });
  }
  return [...found.values()];
}

/** Every member of a class, each from the first of its lineage that has it. */
function members({ lineage }: ProjectClass): readonly Member[] {
  const found = new Map<string, Member>();
  for (const owner of lineage) {
    if (typeof owner === "string") continue;
    for (const [name, binding] of owner.scope.names)
      if (!found.has(name)) found.set(name, { owner, binding });
  }
  return [...found.values()];
}

function readAction(
  reader: ViewReader,
  owner: ProjectClass,
  decorator: Expression,
  { name }: FunctionDefinition,
): ExtraAction | undefined {
  if (decorator.kind !== "call") return undefined;
  const meant = defineExpression(reader.project, owner.module, decorator.callee, [owner.scope]);
  const kind =
    meant?.kind === "external"
      ? /^rest_framework\.decorators\.(action|detail_route|list_route)$/.exec(meant.path)
      : null;
  if (kind === null) return undefined;
  const detail =
    kind[1] === "action" ? isTrue(argumentOf(decorator, "detail", 1)) : kind[1] === "detail_route";
  const textBy = (option: string): string | undefined => {
    const value = reader.evaluator.evaluate(
      reader.evaluator.moduleFrame(owner.module),
      keyword(decorator, option),
    );
    return value?.kind === "text" && value.text !== "" ? value.text : undefined;
  };
  const methods = methodsOf(reader, owner, decorator);
  return {
    detail,
    path: textBy("url_path") ?? name.id,
    name: textBy("url_name") ?? name.id.replaceAll("_", "-"),
    mapping: new Map(methods.map((method) => [method, name.id])),
  };
}

function methodsOf({ evaluator }: ViewReader, owner: ProjectClass, decorator: Call): readonly string[] {
  const given = argumentOf(decorator, "methods", 0);
  if (given === undefined || (given.kind === "constant" && given.value === "None")) return ["get"];
  const value = evaluator.evaluate(evaluator.moduleFrame(owner.module), given);
  const items = given.kind === "set" ? given.items.map((item) => textOf(item)) : undefined;
  const texts =
    items ??
    (value?.kind === "list"
      ? value.items.map((item) => (item?.kind === "text" ? item.text : undefined))
      : []);
  return texts.flatMap((text) => (text === undefined ? [] : [text.toLowerCase()]));
}

/** `@items.mapping.post` */
function readMapped(decorator: Expression): { readonly of: string; readonly method: string } | undefined {
  if (decorator.kind !== "attribute" || decorator.value.kind !== "attribute") return undefined;
  const { name: method, value } = decorator;
  return value.name === "mapping" && value.value.kind === "name" ? { of: value.value.id, method } : undefined;
}

/** The name of the model whose rows a viewset has, from its `queryset`; names of routes are made of it. */
export function modelName({ project, user }: ViewReader, viewset: ProjectClass): string | undefined {
  const member = findMember(viewset, "queryset");
  if (member?.binding.kind !== "value") return undefined;
  let at = member.binding.value;
  for (let steps = 0; at !== undefined && steps < 30; steps += 1) {
    const meant = defineExpression(project, member.owner.module, at);
    if (meant?.kind === "class") return meant.node.name.id;
    if (meant?.kind === "external" && /\.get_user_model$/.test(meant.path)) return user;
    if (meant?.kind === "value") {
      at = meant.binding.value;
      continue;
    }
    if (meant?.kind === "external") return /\.([A-Z]\w*)(?:\.|$)/.exec(meant.path)?.[1];
    // `QuerySet(model=Order)`
    const model = at.kind === "call" ? keyword(at, "model") : undefined;
    if (model !== undefined) {
      at = model;
      continue;
    }
    at = at.kind === "call" ? at.callee : at.kind === "attribute" ? at.value : undefined;
  }
  return undefined;
}

/** What `as_view({"get": "list"})` binds. */
export function readMapping(call: Call): ReadonlyMap<string, string> | undefined {
  const given = keyword(call, "actions") ?? positional(call)[0];
  if (given?.kind !== "dictionary") return undefined;
  const entries = given.entries.map(({ key, value }) => [textOf(key), textOf(value)] as const);
  return new Map(
    entries.flatMap(([method, action]) =>
      method === undefined || action === undefined ? [] : [[method.toLowerCase(), action] as const],
    ),
  );
}
