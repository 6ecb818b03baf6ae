import type { Call, Expression } from "#python";
import { define } from "../definitions.ts";
import { findInstance } from "../instances.ts";
import { argumentOf, keyword, positional, textOf } from "../literals.ts";
import type { OperationFact } from "../operation.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { RouteFact } from "../route.ts";
import type { Frame } from "../values.ts";
import type { Entry } from "./entry.ts";
import type { View } from "./extension.ts";
import { pathTemplate } from "./path-template.ts";
import { readList, readModuleList } from "./pattern-lists.ts";
import { readRouteText } from "./route-text.ts";
import type { UrlWalk } from "./url-walk.ts";
import { isAdminSite, readView } from "./views.ts";

/** Inclusions within inclusions, and routes of one URLconf, at most. */
const deepest = 25;
const most = 20_000;

const makers = /^django\.(urls|conf\.urls|urls\.conf|conf\.urls\.defaults)\.(path|re_path|url)$/;
const includer = /^django\.(urls|conf\.urls|urls\.conf|conf\.urls\.defaults)\.include$/;

/** What stands above a pattern. */
interface Above {
  readonly route: string;
  readonly namespaces: readonly string[];
  readonly when: readonly string[];
  readonly suffixed: boolean;
  readonly depth: number;
}

interface UrlTree {
  readonly walk: UrlWalk;
  readonly routes: RouteFact[];
}

/** The routes of a URLconf, as `urlpatterns` of this module lists them: https://docs.djangoproject.com/en/6.0/topics/http/urls/ */
export function readUrlRoutes(walk: UrlWalk, root: SourceModule): readonly RouteFact[] {
  const tree: UrlTree = { walk, routes: [] };
  const above = { route: "", namespaces: [], when: [], suffixed: false, depth: 0 };
  expand(tree, readModuleList(walk, root), above);
  return tree.routes;
}

function expand(tree: UrlTree, entries: readonly Entry[], above: Above): void {
  if (above.depth > deepest) return;
  for (const entry of entries) {
    if (tree.routes.length >= most) return;
    const here = {
      ...above,
      route: entry.localized ? `${above.route}<language_code>/` : above.route,
      when: [...new Set([...above.when, ...entry.when])],
      suffixed: above.suffixed || entry.suffixed === true,
    };
    if (entry.kind === "call") expandCall(tree, entry.frame, entry.call, here);
    else if (entry.kind === "unknown") addOpaque(tree, entry.frame, entry.expression, entry.from, here);
    else {
      const { route, view, name, suffixed, opaque, module, node } = entry.pattern;
      const made = { ...here, route: here.route + route, suffixed: here.suffixed || suffixed };
      add(tree, view, name, module, node, made, opaque);
    }
  }
}

/** `path(…)`, `re_path(…)` and what stands behind them. */
function expandCall(tree: UrlTree, frame: Frame, call: Call, above: Above): void {
  const { walk } = tree;
  const callee = walk.evaluator.evaluate(frame, call.callee);
  if (callee?.kind !== "external" || !makers.test(callee.path)) {
    // A function of the project that makes one pattern or a list of them.
    if (callee?.kind === "function")
      expand(tree, madeBy(walk, frame, call), { ...above, depth: above.depth + 1 });
    return;
  }
  const given = callee.path.endsWith(".path") ? "route" : "regex";
  const routeText = argumentOf(call, given, 0) ?? keyword(call, "route");
  const text = routeText && readRouteText(walk, frame, routeText);
  const behind = argumentOf(call, "view", 1);
  if (text === undefined || behind === undefined) return;
  const here = {
    ...above,
    route: above.route + text.text,
    when: [...new Set([...above.when, ...text.when])],
    depth: above.depth + 1,
  };
  if (expandIncluded(tree, frame, call, behind, here)) return;
  const view = readView(walk, frame, behind);
  const named = argumentOf(call, "name", 3);
  const name = named && walk.evaluator.evaluate(frame, named);
  if (view !== undefined)
    add(tree, view, name?.kind === "text" ? name.text : undefined, frame.module, call, here);
}

function madeBy(walk: UrlWalk, frame: Frame, call: Call): readonly Entry[] {
  const list: Expression = { kind: "starred", value: call, start: call.start, end: call.end };
  return readList(walk, frame, { kind: "list", items: [list], start: call.start, end: call.end });
}

/** Expands what a pattern includes; false where a view stands behind it. */
function expandIncluded(tree: UrlTree, frame: Frame, call: Call, behind: Expression, above: Above): boolean {
  if (behind.kind === "call") {
    const callee = tree.walk.evaluator.evaluate(frame, behind.callee);
    if (callee?.kind !== "external" || !includer.test(callee.path)) return false;
    const [included] = positional(behind);
    const taken = included ?? keyword(behind, "arg");
    const namespace = argumentOf(behind, "namespace", 1);
    if (taken !== undefined) include(tree, frame, taken, namespace, above);
    return true;
  }
  if (behind.kind === "tuple" || behind.kind === "list") {
    include(tree, frame, behind, undefined, above);
    return true;
  }
  if (behind.kind !== "attribute" || behind.name !== "urls") return false;
  const site = tree.walk.evaluator.evaluate(frame, behind.value);
  const isSite =
    (site?.kind === "external" &&
      /^django\.contrib\.admin\.(sites\.)?(site|autodiscover)$/.test(site.path)) ||
    (site?.kind === "instance" && isAdminSite(site.of));
  if (!isSite && findInstance(tree.walk, frame, behind.value) !== undefined) {
    expand(tree, readList(tree.walk, frame, behind), above);
    return true;
  }
  addOpaque(tree, frame, call, isSite ? "django.contrib.admin.site.urls" : "urls", above);
  return true;
}

/** What `include(…)` takes: a module or its name, a list, or either with the name of an application. */
function include(
  tree: UrlTree,
  frame: Frame,
  taken: Expression,
  namespace: Expression | undefined,
  above: Above,
): void {
  const { walk } = tree;
  const isNamed = taken.kind === "tuple" && isPair(taken.items);
  const [patterns = taken, application, own] = isNamed ? taken.items : [];
  const value = walk.evaluator.evaluate(frame, patterns);
  const path = value?.kind === "text" ? walk.project.index.find(value.text, frame.module.path) : undefined;
  const module =
    value?.kind === "module" ? value.module : path === undefined ? undefined : walk.project.modules.get(path);
  const space =
    spaceOf(walk, frame, namespace) ??
    spaceOf(walk, frame, own) ??
    (module && applicationName(walk, module)) ??
    spaceOf(walk, frame, application);
  const within = space === undefined ? above : { ...above, namespaces: [...above.namespaces, space] };
  if (module !== undefined) expand(tree, readModuleList(walk, module), within);
  else if (value?.kind === "text") addOpaque(tree, frame, taken, value.text, within);
  else expand(tree, readList(walk, frame, patterns), within);
}

function spaceOf(walk: UrlWalk, frame: Frame, expression: Expression | undefined): string | undefined {
  const value = expression && walk.evaluator.evaluate(frame, expression);
  return value?.kind === "text" ? value.text : undefined;
}

/** Whether a tuple is patterns with the names of an application and a namespace: its second item is no pattern. */
function isPair(items: readonly Expression[]): boolean {
  return items.length >= 2 && items.length <= 3 && items[1]?.kind !== "call";
}

function applicationName({ project }: UrlWalk, module: SourceModule): string | undefined {
  const meant = define(project, module, "app_name");
  return meant?.kind === "value" ? textOf(meant.binding.value) : undefined;
}

/** Patterns of which the source shows no more than where they hang. */
function addOpaque(
  tree: UrlTree,
  { module }: Frame,
  node: { readonly start: number; readonly end: number },
  handler: string,
  above: Above,
): void {
  add(
    tree,
    { handler, framework: "django", answers: [{ method: "ANY" }] },
    undefined,
    module,
    node,
    above,
    true,
  );
}

function add(
  { routes, walk }: UrlTree,
  { handler, framework, answers }: View,
  name: string | undefined,
  module: SourceModule,
  node: { readonly start: number; readonly end: number },
  { route, namespaces, when, suffixed }: Above,
  isOpaque = false,
): void {
  const extension = walk.extensions.find((each) => each.framework === framework);
  for (const { method, action } of answers) {
    const path = pathTemplate(route);
    const made: RouteFact = {
      method,
      path,
      framework,
      handler,
      ...(action === undefined ? {} : { action }),
      ...(name === undefined ? {} : { name: [...namespaces, name].join(":") }),
      span: spanOf(module, node),
      ...(when.length === 0 ? {} : { when }),
      ...(suffixed && !isOpaque ? { suffixed: true as const } : {}),
      ...(isOpaque ? { opaque: true as const } : {}),
    };
    const pattern = { handler, method, path, pattern: route, ...(action === undefined ? {} : { action }) };
    routes.push(
      extension === undefined || isOpaque ? made : withOperation(made, () => extension.operationOf(pattern)),
    );
  }
}

/** Much is read for what a route takes and gives, and few ask: it is read once somebody does. */
function withOperation(route: RouteFact, read: () => OperationFact | undefined): RouteFact {
  let operation: OperationFact | undefined;
  let isRead = false;
  return {
    ...route,
    get operation() {
      if (!isRead) operation = read();
      isRead = true;
      return operation;
    },
  };
}
