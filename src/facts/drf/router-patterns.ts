import type { Call } from "#python";
import type { ProjectClass } from "../classes.ts";
import type { Answer, MadePattern } from "../django/extension.ts";
import { allowedMethods } from "../django/view-bases.ts";
import { argumentOf, keyword } from "../literals.ts";
import type { Evaluator, Instance } from "../values.ts";
import type { FilledRouter, Registration, Registry } from "./registry.ts";
import { isNested, type RouterClass, type RouteTemplate, readRouterClass } from "./router-classes.ts";
import { hasAction, modelName, readExtraActions, textMember, type ViewReader } from "./viewsets.ts";

const framework = "drf";
/** Routers within routers, at most. */
const deepest = 10;

/** The patterns that a router makes of what is registered with it, as `get_urls()` of its class does. */
export function readRouterPatterns(
  reader: ViewReader,
  registry: Registry,
  instance: Instance,
): readonly MadePattern[] {
  const filled = registry.get(instance.id) ?? { instance, registrations: [], set: new Map(), taken: [] };
  const router = readRouterClass(reader, instance, filled.set);
  const nest = readNest(reader, registry, filled, 0);
  if (nest === undefined) return [];
  const slash = nest.trailingSlash ?? router.trailingSlash;
  const made = allRegistrations(registry, filled, new Set()).flatMap((registration) =>
    patternsOf(reader, { ...router, trailingSlash: slash }, nest.regex, registration),
  );
  if (router.root === undefined) return made;
  const { handler, name } = router.root;
  const view = { handler, framework, answers: [{ method: "GET", action: "get" }] };
  const root: MadePattern = {
    route: "",
    view,
    name,
    suffixed: router.suffixed,
    opaque: false,
    module: instance.frame.module,
    node: instance.call,
  };
  return [...made, root];
}

function allRegistrations(
  registry: Registry,
  router: FilledRouter,
  seen: Set<string>,
): readonly Registration[] {
  if (seen.has(router.instance.id)) return [];
  seen.add(router.instance.id);
  const taken = router.taken.flatMap((id) => registry.get(id) ?? []);
  return [...router.registrations, ...taken.flatMap((other) => allRegistrations(registry, other, seen))];
}

/** What stands before the routes of a router, and the slash that it takes over. */
interface Nest {
  readonly regex: string;
  readonly trailingSlash?: string;
  readonly count: number;
}

/** Where a router is nested in another: https://github.com/alanjds/drf-nested-routers. Undefined where that is not known. */
function readNest(
  reader: ViewReader,
  registry: Registry,
  { instance }: FilledRouter,
  depth: number,
): Nest | undefined {
  if (!isNested(instance)) return { regex: "", count: 0 };
  const { evaluator } = reader;
  const above = evaluator.evaluate(instance.frame, argumentOf(instance.call, "parent_router", 0));
  const prefix = evaluator.evaluate(instance.frame, argumentOf(instance.call, "parent_prefix", 1));
  const parent = above?.kind === "instance" ? registry.get(above.id) : undefined;
  if (parent === undefined || prefix?.kind !== "text" || depth > deepest) return undefined;
  const over = readNest(reader, registry, parent, depth + 1);
  const within = parent.registrations.find((registration) => registration.prefix === prefix.text);
  if (over === undefined || within === undefined) return undefined;
  const count = over.count + 1;
  const lookup = evaluator.evaluate(instance.frame, keyword(instance.call, "lookup"));
  const before = `${lookup?.kind === "text" ? lookup.text : `nested_${count}`}_`;
  const own = `${prefix.text}/${lookupGroup(reader, within.viewset, before)}/`;
  const parentClass = readRouterClass(reader, parent.instance, parent.set);
  const given = keyword(instance.call, "trailing_slash");
  return {
    regex: over.regex + (prefix.text === "" ? own.slice(1) : own),
    ...(given === undefined ? { trailingSlash: over.trailingSlash ?? parentClass.trailingSlash } : {}),
    count,
  };
}

/** The group that stands for one row, as `get_lookup_regex` makes it. */
function lookupGroup(reader: ViewReader, viewset: ProjectClass | string, before: string): string {
  const text = (name: string): string | undefined =>
    typeof viewset === "string" ? undefined : textMember(reader, viewset, name);
  const name = text("lookup_url_kwarg") ?? text("lookup_field") ?? "pk";
  return `(?P<${before}${name}>${text("lookup_value_regex") ?? "[^/.]+"})`;
}

function patternsOf(
  reader: ViewReader,
  router: RouterClass,
  above: string,
  registration: Registration,
): readonly MadePattern[] {
  const { viewset, prefix, module, call } = registration;
  if (typeof viewset === "string") {
    const view = { handler: viewset, framework, answers: [{ method: "ANY" }] };
    const route = `${above}${prefix}${router.trailingSlash}`;
    return [{ route, view, suffixed: false, opaque: true, module, node: call }];
  }
  const basename = registration.basename ?? modelName(reader, viewset)?.toLowerCase();
  const handler = `${viewset.module.path}:${viewset.node.name.id}`;
  const lookup = lookupGroup(reader, viewset, "");
  return templatesFor(reader, router, viewset).flatMap((template): readonly MadePattern[] => {
    const answers = answersOf(reader.evaluator, viewset, template.mapping);
    if (answers.length === 0) return [];
    const filled = fill(template.url, { prefix, lookup, trailing_slash: router.trailingSlash });
    const regex = prefix === "" ? filled.replace(/^(\^?)\//, "$1") : filled;
    const name = basename === undefined ? undefined : fill(template.name, { basename });
    return [
      {
        route: above + regex,
        view: { handler, framework, answers },
        ...(name === undefined ? {} : { name }),
        suffixed: router.suffixed,
        opaque: false,
        module,
        node: call,
      },
    ];
  });
}

/** The templates of a router with those for the actions that a viewset adds, in the place of what stands for them. */
function templatesFor(
  reader: ViewReader,
  { templates }: RouterClass,
  viewset: ProjectClass,
): readonly (RouteTemplate & { readonly mapping: ReadonlyMap<string, string> })[] {
  const extra = readExtraActions(reader, viewset);
  return templates.flatMap(({ url, name, detail, mapping }) => {
    if (mapping !== undefined) return [{ url, name, detail, mapping }];
    return extra
      .filter((action) => action.detail === detail)
      .map((action) => ({
        url: url.replace("{url_path}", () => action.path.replaceAll("{", "{{").replaceAll("}", "}}")),
        name: name.replace("{url_name}", () => action.name),
        detail,
        mapping: action.mapping,
      }));
  });
}

/** Those of a mapping that a viewset has and lets through. */
export function answersOf(
  evaluator: Evaluator,
  viewset: ProjectClass,
  mapping: ReadonlyMap<string, string>,
  call?: Call,
): readonly Answer[] {
  const allowed = allowedMethods(evaluator, viewset, call);
  return [...mapping].flatMap(([method, action]) =>
    allowed.includes(method) && hasAction(viewset, action) ? [{ method: method.toUpperCase(), action }] : [],
  );
}

/** `str.format` with these names; doubled braces stand for one. */
function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name: string | undefined) =>
    name === undefined ? (whole[0] ?? "") : (values[name] ?? whole),
  );
}
