import { type Body, type Call, type Expression, innerBodies } from "#python";
import type { ProjectClass } from "../classes.ts";
import { findInstance } from "../instances.ts";
import { argumentOf, keyword, textsOf } from "../literals.ts";
import { turnsOf } from "../loops.ts";
import type { SourceModule } from "../project.ts";
import type { Frame, Instance } from "../values.ts";
import { isRouter } from "./router-classes.ts";
import type { ViewReader } from "./viewsets.ts";

/** A viewset that a router takes in. */
export interface Registration {
  readonly prefix: string;
  /** By its dotted name where it comes from a package. */
  readonly viewset: ProjectClass | string;
  readonly basename?: string;
  readonly module: SourceModule;
  readonly call: Call;
}

/** A router with what is registered with it and set on it. */
export interface FilledRouter {
  readonly instance: Instance;
  readonly registrations: Registration[];
  readonly set: Map<string, Expression>;
  /** Routers whose registrations it takes over. */
  readonly taken: string[];
}

/** Routers by the ids of their objects. */
export type Registry = ReadonlyMap<string, FilledRouter>;

interface Walk {
  readonly reader: ViewReader;
  readonly routers: Map<string, FilledRouter>;
  /** What names of a frame hold of what a registration handed on, by frame and name. */
  readonly nests: Map<string, Nest>;
  readonly seen: Set<string>;
}

/** Reads every `router.register(…)` of a project, wherever it is written: https://www.django-rest-framework.org/api-guide/routers/ */
export function readRegistry(reader: ViewReader): Registry {
  const walk: Walk = { reader, routers: new Map(), nests: new Map(), seen: new Set() };
  for (const module of reader.project.modules.values())
    visit(walk, reader.evaluator.moduleFrame(module), module.syntax.body);
  return walk.routers;
}

function visit(walk: Walk, frame: Frame, body: Body): void {
  for (const statement of body) {
    if (statement.kind === "expression") visitCall(walk, frame, statement.value);
    else if (statement.kind === "assign") visitAssignment(walk, frame, statement.targets, statement.value);
    else if (statement.kind === "for") {
      const turns = turnsOf(walk.reader.evaluator, frame, statement.target, statement.iterable) ?? [];
      for (const turn of turns) visit(walk, turn, statement.body);
    } else for (const inner of innerBodies(statement)) visit(walk, frame, inner);
  }
}

/** `router.trailing_slash = "/?"`; and a value may be a call that registers and hands on what it registered. */
function visitAssignment(walk: Walk, frame: Frame, targets: readonly Expression[], value: Expression): void {
  for (const target of targets) {
    if (target.kind !== "attribute") continue;
    routerOf(walk, frame, target.value)?.set.set(target.name, value);
  }
  const nest = visitCall(walk, frame, value);
  for (const target of targets)
    if (nest !== undefined && target.kind === "name") walk.nests.set(nestKey(frame, target.id), nest);
}

function nestKey(frame: Frame, name: string): string {
  return `${frame.id} ${name}`;
}

function routerOf(walk: Walk, frame: Frame, expression: Expression): FilledRouter | undefined {
  const instance = findInstance(walk.reader, frame, expression);
  if (instance === undefined || !isRouter(instance)) return undefined;
  const known = walk.routers.get(instance.id) ?? { instance, registrations: [], set: new Map(), taken: [] };
  walk.routers.set(instance.id, known);
  return known;
}

/** What a registration is nested in, where it hangs on another one. */
interface Nest {
  readonly router: FilledRouter;
  readonly prefixes: readonly { readonly prefix: string; readonly lookup: string }[];
}

function visitCall(walk: Walk, frame: Frame, value: Expression): Nest | undefined {
  if (value.kind !== "call") return undefined;
  const { callee } = value;
  if (callee.kind !== "attribute") {
    enterCall(walk, frame, value);
    return undefined;
  }
  if (callee.name === "extend" && callee.value.kind === "attribute" && callee.value.name === "registry") {
    takeOver(walk, frame, callee.value.value, value);
    return undefined;
  }
  if (callee.name !== "register") {
    enterCall(walk, frame, value);
    return undefined;
  }
  const router = routerOf(walk, frame, callee.value);
  if (router !== undefined) return register(walk, frame, { router, prefixes: [] }, value);
  const nest = nestOf(walk, frame, callee.value);
  return nest && register(walk, frame, nest, value);
}

/** What `router.register(…)` hands on to `.register(…)`, also by a name: https://chibisov.github.io/drf-extensions/docs/#nested-routes */
function nestOf(walk: Walk, frame: Frame, expression: Expression): Nest | undefined {
  if (expression.kind === "call") return visitCall(walk, frame, expression);
  return expression.kind === "name" ? walk.nests.get(nestKey(frame, expression.id)) : undefined;
}

function takeOver(walk: Walk, frame: Frame, of: Expression, call: Call): void {
  const router = routerOf(walk, frame, of);
  const [given] = call.args;
  if (router === undefined || given?.value.kind !== "attribute" || given.value.name !== "registry") return;
  const other = routerOf(walk, frame, given.value.value);
  if (other !== undefined) router.taken.push(other.instance.id);
}

function register(walk: Walk, frame: Frame, nest: Nest, call: Call): Nest | undefined {
  const { evaluator } = walk.reader;
  const prefix = evaluator.evaluate(frame, argumentOf(call, "prefix", 0));
  const viewset = evaluator.evaluate(frame, argumentOf(call, "viewset", 1));
  if (prefix?.kind !== "text") return undefined;
  const basename = evaluator.evaluate(frame, argumentOf(call, "basename", 2) ?? keyword(call, "base_name"));
  const lookups = textsOf(keyword(call, "parents_query_lookups")) ?? [];
  const above = nest.prefixes.map(
    (each, index) => `${each.prefix}/(?P<parent_lookup_${lookups[index] ?? "pk"}>${each.lookup})/`,
  );
  const named =
    viewset?.kind === "class" ? viewset.class : viewset?.kind === "external" ? viewset.path : undefined;
  if (named !== undefined)
    nest.router.registrations.push({
      prefix: above.join("") + prefix.text,
      viewset: named,
      ...(basename?.kind === "text" ? { basename: basename.text } : {}),
      module: frame.module,
      call,
    });
  return { router: nest.router, prefixes: [...nest.prefixes, { prefix: prefix.text, lookup: "[^/.]+" }] };
}

/** A function that is given a router may register with it. */
function enterCall(walk: Walk, frame: Frame, call: Call): void {
  const { evaluator } = walk.reader;
  if (call.args.length === 0) return;
  const callee = evaluator.evaluate(frame, call.callee);
  if (callee?.kind !== "function") return;
  const inner = evaluator.enter(frame, callee, call);
  if (inner === undefined || walk.seen.has(inner.id)) return;
  const isGiven = [...inner.given.values()].some((given) => given.kind === "instance" && isRouter(given));
  if (!isGiven) return;
  walk.seen.add(inner.id);
  visit(walk, inner, callee.node.body);
}
