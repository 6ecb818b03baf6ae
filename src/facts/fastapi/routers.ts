import {
  type Body,
  type Call,
  type ClassDefinition,
  type Expression,
  type For,
  type FunctionDefinition,
  statementsOf,
} from "#python";
import type { ClassReader, ProjectClass } from "../classes.ts";
import { conditionedStatements } from "../conditions.ts";
import type { Reading } from "../front-end.ts";
import { argumentOf, keyword, positional } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";
import type { Evaluator, Frame, Instance, Value } from "../values.ts";
import { enterRound, enterUnseen, hangsRoutes } from "./frames.ts";
import { findHandedOn } from "./handed-on.ts";
import { setupNames } from "./names.ts";
import { pathsOf } from "./own-paths.ts";
import { readPrefix } from "./prefixes.ts";
import type { Placed, Router } from "./router.ts";

const appClasses = new Set([
  "fastapi.FastAPI",
  "fastapi.applications.FastAPI",
  "starlette.applications.Starlette",
]);
const routerClasses = new Set(["fastapi.APIRouter", "fastapi.routing.APIRouter", "starlette.routing.Router"]);
/** Rounds of a loop that are walked, at most. */
const mostRounds = 200;
const verbs = new Set(["get", "post", "put", "patch", "delete", "head", "options", "trace"]);

const readBefore = new WeakMap<Project, ReadonlyMap<string, Router>>();

/** Every router of a project, by the id of its object, in the order in which they are met. */
export function readRouters({ project, classes, evaluator }: Reading): ReadonlyMap<string, Router> {
  const before = readBefore.get(project);
  if (before !== undefined) return before;
  const walk: Walk = {
    classes,
    evaluator,
    routers: new Map(),
    seen: new Set(),
    entered: new Set(),
    hung: { count: 0 },
    when: [],
  };
  for (const module of project.modules.values())
    visit(walk, evaluator.moduleFrame(module), module.syntax.body);
  callFactories(walk, project);
  readBefore.set(project, walk.routers);
  return walk.routers;
}

/** Functions that make an application and that nothing calls: a server does, `uvicorn --factory app:create_app`. */
function callFactories(walk: Walk, project: Project): void {
  for (const module of project.modules.values()) {
    for (const binding of module.scope.names.values()) {
      if (binding.kind !== "function" || walk.entered.has(binding.node)) continue;
      const { node } = binding;
      if (node.decorators.length > 0 || !makesSomething(module, node)) continue;
      const frame = enterUnseen({ kind: "function", module, node }, undefined);
      const makesApp = [...statementsOf(node.body)].some((statement) => {
        const value =
          statement.kind === "assign" || statement.kind === "annotated" ? statement.value : undefined;
        const made = value?.kind === "call" ? walk.evaluator.evaluate(frame, value) : undefined;
        return routerOf(walk, made)?.isApp === true;
      });
      if (makesApp) visit(walk, frame, node.body);
    }
  }
}

/** Told by words alone, to spare walking all others. */
function makesSomething({ syntax }: SourceModule, node: FunctionDefinition): boolean {
  return hangsRoutes(node) || /\b(?:FastAPI|Starlette)\(/.test(syntax.text.slice(node.start, node.end));
}

interface Walk {
  readonly classes: ClassReader;
  readonly evaluator: Evaluator;
  readonly routers: Map<string, Router>;
  /** Frames of calls that were walked. */
  readonly seen: Set<string>;
  /** Functions that were walked, whoever called them. */
  readonly entered: Set<FunctionDefinition>;
  /** How many things were hung somewhere so far. */
  readonly hung: { count: number };
  readonly when: readonly string[];
}

/** The place of what is hung next. */
function placeNext({ hung, when }: Walk, { id }: Frame): Placed {
  hung.count += 1;
  return { order: hung.count, from: /^[^@#]*/.exec(id)?.[0] ?? "", when };
}

/** The class of an object that is an application or a router. */
function kindOf({ of }: Instance): "app" | "router" | undefined {
  const names = typeof of === "string" ? [of] : of.lineage.filter((base) => typeof base === "string");
  if (names.some((name) => appClasses.has(name))) return "app";
  return names.some((name) => routerClasses.has(name)) ? "router" : undefined;
}

function routerOf(walk: Walk, value: Value | undefined): Router | undefined {
  if (value?.kind !== "instance") return undefined;
  const kind = kindOf(value);
  if (kind === undefined) return undefined;
  const before = walk.routers.get(value.id);
  if (before !== undefined) return before;
  const router: Router = { instance: value, isApp: kind === "app", routes: [], inclusions: [], setups: [] };
  walk.routers.set(value.id, router);
  if (router.isApp) enterLifespan(walk, value);
  return router;
}

/** What is hung on an application while it starts: https://fastapi.tiangolo.com/advanced/events/ */
function enterLifespan(walk: Walk, app: Instance): void {
  const start = walk.evaluator.evaluate(app.frame, keyword(app.call, "lifespan"));
  if (start?.kind === "function") visit(walk, enterUnseen(start, app), start.node.body);
}

function visit(above: Walk, frame: Frame, body: Body): void {
  for (const { statement, when } of conditionedStatements(frame.module, body, above.when)) {
    const walk = { ...above, when };
    switch (statement.kind) {
      case "function":
        readDecorators(walk, frame, statement);
        break;
      case "class":
        visitClass(walk, frame, statement);
        break;
      case "expression":
        visitValue(walk, frame, statement.value);
        break;
      case "for":
        visitRounds(walk, frame, statement);
        break;
      case "assign":
      case "return":
      case "annotated":
        if (statement.value !== undefined) visitValue(walk, frame, statement.value);
        break;
      default:
    }
  }
}

/** `for router in (books, shelves): app.include_router(router)` */
function visitRounds(walk: Walk, frame: Frame, { target, iterable, body }: For): void {
  const items = walk.evaluator.evaluate(frame, iterable);
  if (items?.kind !== "list" || target.kind !== "name") {
    visit(walk, frame, body);
    return;
  }
  items.items.slice(0, mostRounds).forEach((item, index) => {
    if (item === undefined) return;
    visit(walk, enterRound(frame, target.id, item, `${target.start}:${index}`), body);
  });
}

/** Methods of a class may be routes: their decorators are those of functions. */
function visitClass(walk: Walk, frame: Frame, node: ClassDefinition): void {
  const owner = walk.classes.read({ kind: "class", module: frame.module, node });
  for (const statement of statementsOf(node.body)) {
    if (statement.kind === "function") readDecorators(walk, frame, statement, owner);
  }
}

function visitValue(walk: Walk, frame: Frame, value: Expression): void {
  if (value.kind === "await") {
    visitValue(walk, frame, value.value);
    return;
  }
  if (value.kind !== "call") return;
  const { callee } = value;
  // `app.exception_handler(Refused)(refuse)` is what `@app.exception_handler(Refused)` says.
  if (callee.kind === "call" && callee.callee.kind === "attribute" && setupNames.has(callee.callee.name)) {
    const app = routerOf(walk, walk.evaluator.evaluate(frame, callee.callee.value));
    const [given] = positional(value);
    if (given !== undefined)
      app?.setups.push({ name: callee.callee.name, call: callee, frame, given, when: walk.when });
    return;
  }
  const receiver =
    callee.kind === "attribute" ? routerOf(walk, walk.evaluator.evaluate(frame, callee.value)) : undefined;
  if (receiver !== undefined && callee.kind === "attribute") {
    readCall(walk, frame, receiver, callee.name, value);
    return;
  }
  enterCall(walk, frame, value);
}

/** A function that is called with a router, or that makes one, hangs routes on it where it is called. */
function enterCall(walk: Walk, frame: Frame, call: Call): Value | undefined {
  const { evaluator } = walk;
  const callee = evaluator.evaluate(frame, call.callee);
  const made = evaluator.evaluate(frame, call);
  routerOf(walk, made);
  if (callee?.kind !== "function") return made;
  const inner = evaluator.enter(frame, callee, call);
  if (inner === undefined || walk.seen.has(inner.id)) return made;
  const isConcerned =
    hangsRoutes(callee.node) ||
    routerOf(walk, made) !== undefined ||
    [...inner.given.values()].some((given) => routerOf(walk, given) !== undefined);
  if (!isConcerned) return made;
  walk.seen.add(inner.id);
  walk.entered.add(callee.node);
  visit(walk, inner, callee.node.body);
  return made;
}

/** `router.include_router(…)`, `app.mount(…)`, `router.add_api_route(…)`. */
function readCall(walk: Walk, frame: Frame, router: Router, name: string, call: Call): void {
  const { evaluator, when } = walk;
  if (setupNames.has(name)) router.setups.push({ name, call, frame, when });
  else if (name === "include_router" || name === "mount") {
    const taken = name === "mount" ? argumentOf(call, "app", 1) : argumentOf(call, "router", 0);
    const value = taken?.kind === "call" ? enterCall(walk, frame, taken) : evaluator.evaluate(frame, taken);
    const of = routerOf(walk, value);
    const given = name === "mount" ? argumentOf(call, "path", 0) : keyword(call, "prefix");
    const read = readPrefix(evaluator, frame, given);
    // The framework takes the slash at the end of a mount away: what is below begins with one.
    const prefix = name === "mount" ? read?.replace(/\/+$/, "") : read;
    const here = prefix === undefined ? {} : { prefix };
    if (of !== undefined)
      router.inclusions.push({ of: of.instance, ...here, call, frame, place: placeNext(walk, frame) });
  } else if (name === "add_api_route" || name === "add_route") {
    const handler = evaluator.evaluate(frame, argumentOf(call, "endpoint", 1));
    const path = textOf(evaluator.evaluate(frame, argumentOf(call, "path", 0)));
    if (handler?.kind !== "function" || path === undefined) return;
    const methods = methodsOf(evaluator, frame, call);
    const { module, node } = handler;
    const named = { module, node, frame: handler.frame ?? evaluator.moduleFrame(module) };
    router.routes.push({
      methods,
      path,
      module: frame.module,
      decorator: call,
      frame,
      handler: named,
      isPlain: name === "add_route",
      place: placeNext(walk, frame),
    });
  }
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "text" ? value.text : undefined;
}

/** `methods=["GET", "POST"]`, or `GET`. */
function methodsOf(evaluator: Evaluator, frame: Frame, call: Call): readonly string[] {
  const given = evaluator.evaluate(frame, keyword(call, "methods"));
  if (given?.kind !== "list") return ["GET"];
  return given.items.flatMap((item) => (item?.kind === "text" ? [item.text.toUpperCase()] : []));
}

function readDecorators(walk: Walk, frame: Frame, node: FunctionDefinition, owner?: ProjectClass): void {
  for (const decorator of node.decorators) {
    if (decorator.kind !== "call") continue;
    const { callee } = decorator;
    if (callee.kind === "attribute" && setupNames.has(callee.name)) {
      const { name: called, value } = callee;
      const app = routerOf(walk, walk.evaluator.evaluate(frame, value));
      app?.setups.push({ name: called, call: decorator, frame, node, when: walk.when });
      continue;
    }
    const own =
      callee.kind === "attribute" && isDecorator(callee.name)
        ? { method: callee.name, router: callee.value, call: decorator, frame }
        : undefined;
    const found = own ?? findHandedOn(walk.evaluator, frame, decorator);
    if (found === undefined || !isDecorator(found.method)) continue;
    const { method, router: named, call, frame: at } = found;
    const router = routerOf(walk, walk.evaluator.evaluate(frame, named));
    const path = router && textOf(walk.evaluator.evaluate(at, argumentOf(call, "path", 0)));
    if (router === undefined || path === undefined) continue;
    const methods =
      method === "websocket"
        ? ["WEBSOCKET"]
        : verbs.has(method)
          ? [method.toUpperCase()]
          : methodsOf(walk.evaluator, at, call);
    const handler = { module: frame.module, node, frame, ...(owner === undefined ? {} : { owner }) };
    const isPlain = method === "route";
    const paths =
      isPlain || method === "websocket" ? [{ path, isHidden: false }] : pathsOf(router.instance, path);
    const place = placeNext(walk, frame);
    for (const each of paths) {
      const declared = {
        methods,
        path: each.path,
        ...(each.isHidden ? { isHidden: true as const } : {}),
        module: frame.module,
        decorator,
        frame,
        ...(own === undefined ? { handedOn: { call, frame: at } } : {}),
        handler,
        isPlain,
        place,
      };
      router.routes.push(declared);
    }
  }
}

function isDecorator(name: string): boolean {
  return verbs.has(name) || name === "api_route" || name === "route" || name === "websocket";
}
