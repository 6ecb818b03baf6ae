import { statementsOf } from "#python";
import type { Reading } from "../front-end.ts";
import { keyword } from "../literals.ts";
import { spanOf } from "../places.ts";
import { readRecords } from "../pydantic/records.ts";
import { readSchemas } from "../pydantic/schemas.ts";
import { type RouteFact, unknownStart } from "../route.ts";
import type { Instance } from "../values.ts";
import { openDependants } from "./dependants.ts";
import { type OperationSource, readOperation, readsSignatures } from "./operations.ts";
import { readPrefix } from "./prefixes.ts";
import type { DeclaredRoute, Level, Router } from "./router.ts";
import { readRouters } from "./routers.ts";

/** Routers within routers, at most. */
const deepest = 20;

/**
 * The routes of every application of a project: https://fastapi.tiangolo.com/tutorial/bigger-applications/. Where there is none, those of
 * the routers that no other takes in, as they stand.
 */
export function readRoutes(reading: Reading): readonly RouteFact[] {
  // Without an import of it there is no application, and nothing to look for.
  const isUsed = [...reading.project.modules.values()].some(({ syntax }) =>
    /\b(?:fastapi|starlette)\b/.test(syntax.text),
  );
  if (!isUsed) return [];
  const routers = readRouters(reading);
  const taken = new Set([...routers.values()].flatMap(({ inclusions }) => inclusions.map(({ of }) => of.id)));
  const all = [...routers.values()].filter(({ instance }) => !taken.has(instance.id));
  const apps = all.filter(({ isApp }) => isApp);
  const shapes = [...readSchemas(reading), ...readRecords(reading)];
  const schemas = new Map(shapes.map((schema) => [schema.id, schema]));
  const dependants = openDependants(reading, schemas);
  const walk: Walk = { routers, source: { reading, dependants, schemas } };
  const routes = (apps.length > 0 ? apps : all).flatMap((root) => {
    const { frame, call } = root.instance;
    const { file, line } = spanOf(frame.module, call);
    const start = { path: "", levels: [], when: [], depth: 0, isOrdered: true };
    return routesBelow(walk, root, start).map(({ isOrdered, ...route }, order) => ({
      ...route,
      application: `${file}:${line}`,
      ...(isOrdered ? { order } : {}),
    }));
  });
  const seen = new Set<string>();
  return routes.filter((route) => {
    const key = `${route.method} ${route.path} ${route.handler}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

interface Walk {
  readonly routers: ReadonlyMap<string, Router>;
  readonly source: OperationSource;
}

/** What stands above a router: its path, and the calls that say something of all below them. */
interface Above {
  readonly path: string;
  readonly levels: readonly Level[];
  readonly when: readonly string[];
  readonly depth: number;
  /** Whether source tells what comes first. */
  readonly isOrdered: boolean;
  /** Where the innermost application hangs in another. */
  readonly mount?: string;
}

type OrderedRoute = RouteFact & Pick<Above, "isOrdered">;

function routesBelow(walk: Walk, router: Router, above: Above): readonly OrderedRoute[] {
  if (above.depth > deepest) return [];
  const { instance, isApp, routes, inclusions } = router;
  const { evaluator } = walk.source.reading;
  const own = isApp ? "" : readPrefix(evaluator, instance.frame, keyword(instance.call, "prefix"));
  const path = joinPath(above.path, own);
  // An application within another describes itself alone.
  const levels = [...(isApp ? [] : above.levels), ...levelsOf(walk.source.reading, instance)];
  const entries = [...routes, ...inclusions].toSorted((one, other) => one.place.order - other.place.order);
  const isOrdered = above.isOrdered && new Set(entries.map(({ place }) => place.from)).size < 2;
  return entries.flatMap((entry) => {
    const when = [...new Set([...above.when, ...entry.place.when])];
    const mount = isApp ? path : above.mount;
    const here = { path, levels, when, depth: above.depth + 1, isOrdered, ...definedMount(mount) };
    if ("methods" in entry) return readFacts(walk, entry, here, instance);
    const { of, prefix, call, frame } = entry;
    const below = walk.routers.get(of.id);
    const next = { ...here, path: joinPath(path, prefix), levels: [...levels, { call, frame }] };
    return below === undefined ? [] : routesBelow(walk, below, next);
  });
}

function definedMount(mount: string | undefined): { readonly mount?: string } {
  return mount === undefined || mount === "" || mount.startsWith(unknownStart) ? {} : { mount };
}

/** What stands before an unknown part says nothing of where the path is. */
function joinPath(above: string, own: string | undefined): string {
  return own === undefined ? unknownStart : above + own;
}

/** The call that makes a router, and what the `__init__` of its class hands on for all of them. */
function levelsOf({ evaluator }: Reading, { call, frame, of }: Instance): readonly Level[] {
  const levels: Level[] = [{ call, frame }];
  for (const owner of typeof of === "string" ? [] : of.lineage) {
    const maker = typeof owner === "string" ? undefined : owner.scope.names.get("__init__");
    if (typeof owner === "string" || maker?.kind !== "function") continue;
    for (const statement of statementsOf(maker.node.body)) {
      const value = statement.kind === "expression" ? statement.value : undefined;
      if (value?.kind === "call" && value.callee.kind === "attribute" && value.callee.name === "__init__")
        levels.push({ call: value, frame: evaluator.moduleFrame(owner.module) });
    }
  }
  return levels;
}

function readFacts(
  { source }: Walk,
  route: DeclaredRoute,
  { path, levels, when, isOrdered, mount }: Above,
  { of }: Instance,
): readonly OrderedRoute[] {
  const { handler, module, decorator } = route;
  const full = path + route.path;
  const name = source.reading.evaluator.evaluate(route.frame, keyword(decorator, "name"));
  const bases = typeof of === "string" ? [of] : of.lineage.filter((base) => typeof base === "string");
  const operation =
    route.isPlain || !readsSignatures(bases) ? undefined : readOperation(source, route, full, levels);
  const converters = Object.fromEntries(
    [...full.matchAll(/\{(\w+):([^{}]*)\}/g)].map(([, name, by]) => [name, by]),
  );
  return route.methods.map((method) => ({
    method,
    // `{id:int}` converts what it matches; OpenAPI has the name alone.
    path: full.replace(/\{(\w+):[^{}]*\}/g, "{$1}"),
    framework: "fastapi",
    handler: `${handler.module.path}:${handler.node.name.id}`,
    span: spanOf(module, decorator),
    ...(name?.kind === "text" ? { name: name.text } : {}),
    ...(when.length === 0 ? {} : { when }),
    ...(full.startsWith(unknownStart) ? { partial: true as const } : {}),
    ...(Object.keys(converters).length === 0 ? {} : { converters }),
    isOrdered,
    ...definedMount(mount),
    ...(operation === undefined ? {} : { operation }),
  }));
}
