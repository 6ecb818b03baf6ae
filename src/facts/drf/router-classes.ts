import { type Call, type Expression, type Statement, statementsOf } from "#python";
import { findMember, type ProjectClass } from "../classes.ts";
import { argumentOf, isTrue, keyword, textOf } from "../literals.ts";
import type { Instance } from "../values.ts";
import { readMapping, textMember, type ViewReader } from "./viewsets.ts";

/** How a router makes routes of a viewset, `Route` and `DynamicRoute` of the framework. */
export interface RouteTemplate {
  readonly url: string;
  readonly name: string;
  readonly detail: boolean;
  /** Actions by the method of the request; undefined where it is for actions that viewsets add. */
  readonly mapping?: ReadonlyMap<string, string>;
}

/** What a router does: its class, what it is made with, and what is set on it. */
export interface RouterClass {
  readonly templates: readonly RouteTemplate[];
  readonly trailingSlash: string;
  /** The view at its root and the name of that. */
  readonly root?: { readonly handler: string; readonly name: string };
  readonly suffixed: boolean;
}

const list = new Map([
  ["get", "list"],
  ["post", "create"],
]);
const detail = new Map([
  ["get", "retrieve"],
  ["put", "update"],
  ["patch", "partial_update"],
  ["delete", "destroy"],
]);

/** https://www.django-rest-framework.org/api-guide/routers/#simplerouter */
const standard: readonly RouteTemplate[] = [
  { url: "^{prefix}{trailing_slash}$", name: "{basename}-list", detail: false, mapping: list },
  { url: "^{prefix}/{url_path}{trailing_slash}$", name: "{basename}-{url_name}", detail: false },
  { url: "^{prefix}/{lookup}{trailing_slash}$", name: "{basename}-detail", detail: true, mapping: detail },
  { url: "^{prefix}/{lookup}/{url_path}{trailing_slash}$", name: "{basename}-{url_name}", detail: true },
];

const routerBase =
  /^rest_framework(_nested|_extensions)?\.routers\.(Nested|Extended)?(Base|Simple|Default)Router$|^rest_framework_bulk\.routes\.BulkRouter$/;

function externalBases({ of }: Instance): readonly string[] {
  return typeof of === "string" ? [of] : of.lineage.filter((base) => typeof base === "string");
}

export function isRouter(instance: Instance): boolean {
  return externalBases(instance).some((base) => routerBase.test(base));
}

export function isNested(instance: Instance): boolean {
  return externalBases(instance).some((base) => /^rest_framework_nested\.routers\.Nested/.test(base));
}

/** `set` has what is assigned to attributes of the router. */
export function readRouterClass(
  reader: ViewReader,
  router: Instance,
  set: ReadonlyMap<string, Expression>,
): RouterClass {
  const own = typeof router.of === "string" ? undefined : router.of;
  const isDefault = externalBases(router).some((base) => /DefaultRouter$/.test(base));
  const flag = (name: string): boolean => {
    const given = set.get(name) ?? (own && memberValue(own, name));
    return isDefault && (given === undefined || given.kind !== "constant" || isTrue(given));
  };
  const rootName = own && textMember(reader, own, "root_view_name");
  const name = textOf(set.get("root_view_name")) ?? rootName ?? "api-root";
  const handler = rootHandler(reader, router, set.get("APIRootView"));
  return {
    templates: own === undefined ? standard : readTemplates(own),
    trailingSlash: textOf(set.get("trailing_slash")) ?? readSlash(router.call, own),
    ...(flag("include_root_view") ? { root: { handler, name } } : {}),
    suffixed: flag("include_format_suffixes"),
  };
}

function memberValue(of: ProjectClass, name: string): Expression | undefined {
  const binding = findMember(of, name)?.binding;
  return binding?.kind === "value" ? binding.value : undefined;
}

function rootHandler({ evaluator }: ViewReader, router: Instance, given: Expression | undefined): string {
  const own = typeof router.of === "string" ? undefined : findMember(router.of, "APIRootView");
  const written = own?.binding.kind === "value" ? own.binding.value : undefined;
  const expression = given ?? written;
  const module = given === undefined ? own?.owner.module : router.frame.module;
  const value = expression && module && evaluator.evaluate(evaluator.moduleFrame(module), expression);
  if (value?.kind === "class") return `${value.class.module.path}:${value.class.node.name.id}`;
  return value?.kind === "external" ? value.path : "rest_framework.routers.APIRootView";
}

/** A slash, unless the router is made without, or its class sets something else. */
function readSlash(call: Call, own: ProjectClass | undefined): string {
  const given = keyword(call, "trailing_slash");
  if (given !== undefined) return given.kind === "constant" && !isTrue(given) ? "" : "/";
  for (const statement of own === undefined ? [] : initStatements(own)) {
    if (statement.kind === "assign") {
      const isSlash = statement.targets.some(
        (target) => target.kind === "attribute" && target.name === "trailing_slash",
      );
      const text = isSlash ? textOf(statement.value) : undefined;
      if (text !== undefined) return text;
    } else if (statement.kind === "expression" && statement.value.kind === "call") {
      const handed = keyword(statement.value, "trailing_slash");
      if (handed?.kind === "constant") return isTrue(handed) ? "/" : "";
    }
  }
  return "/";
}

function initStatements(own: ProjectClass): readonly Statement[] {
  return own.lineage.flatMap((owner) => {
    const init = typeof owner === "string" ? undefined : owner.scope.names.get("__init__");
    return init?.kind === "function" ? [...statementsOf(init.node.body)] : [];
  });
}

/** The templates of an own class: its `routes`, and what its `__init__` adds to the mapping of one of them. */
function readTemplates(own: ProjectClass): readonly RouteTemplate[] {
  const written = memberValue(own, "routes");
  const templates = [...(written === undefined ? standard : templatesIn(written))];
  for (const statement of initStatements(own)) {
    if (statement.kind !== "expression" || statement.value.kind !== "call") continue;
    const place = mappedPlace(statement.value.callee);
    const before = place === undefined ? undefined : templates[place];
    const added = readMapping(statement.value);
    if (place !== undefined && before?.mapping !== undefined && added !== undefined)
      templates[place] = { ...before, mapping: new Map([...before.mapping, ...added]) };
  }
  return templates;
}

/** The place of `self.routes[0].mapping.update`. */
function mappedPlace(callee: Expression): number | undefined {
  if (callee.kind !== "attribute" || callee.name !== "update") return undefined;
  const mapping = callee.value;
  if (mapping.kind !== "attribute" || mapping.name !== "mapping" || mapping.value.kind !== "subscript")
    return undefined;
  const { value, index } = mapping.value;
  const isRoutes = value.kind === "attribute" && value.name === "routes";
  return isRoutes && index.kind === "number" ? Number(index.raw) : undefined;
}

function templatesIn(written: Expression): readonly RouteTemplate[] {
  switch (written.kind) {
    case "list":
    case "tuple":
      return written.items.flatMap((item) =>
        item.kind === "starred" ? templatesIn(item.value) : readTemplate(item),
      );
    case "binary":
      return [...templatesIn(written.left), ...templatesIn(written.right)];
    case "attribute":
      return written.name === "routes" ? standard : [];
    case "subscript":
      return templatesIn(written.value);
    case "call":
      return written.args.flatMap(({ value }) => templatesIn(value));
    default:
      return [];
  }
}

/** `Route(url=…, mapping={…}, name=…, detail=…)`, `DynamicRoute(url=…, name=…, detail=…)`. */
function readTemplate(item: Expression): readonly RouteTemplate[] {
  if (item.kind !== "call") return [];
  const { callee } = item;
  const maker = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
  const isDynamic = /^Dynamic(List|Detail)?Route$/.test(maker);
  if (!isDynamic && maker !== "Route") return [];
  const url = textOf(argumentOf(item, "url", 0));
  const name = textOf(argumentOf(item, "name", isDynamic ? 1 : 2));
  if (url === undefined || name === undefined) return [];
  const isDetail = isTrue(argumentOf(item, "detail", isDynamic ? 2 : 3));
  const given = argumentOf(item, "mapping", 1);
  const mapping =
    given?.kind === "dictionary"
      ? readMapping({ ...item, args: [{ ...item, kind: "argument", value: given }] })
      : undefined;
  if (isDynamic) return [{ url, name, detail: isDetail }];
  return mapping === undefined ? [] : [{ url, name, detail: isDetail, mapping }];
}
