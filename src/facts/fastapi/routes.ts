import { keyword } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { Project } from "../project.ts";
import type { RouteFact } from "../route.ts";
import type { Evaluator } from "../values.ts";
import { type DeclaredRoute, type Router, readRouters } from "./routers.ts";

/** Routers within routers, at most. */
const deepest = 20;

/**
 * The routes of every application of a project: https://fastapi.tiangolo.com/tutorial/bigger-applications/. Where there is none, those of
 * the routers that no other takes in, as they stand.
 */
export function readRoutes(project: Project, evaluator: Evaluator): readonly RouteFact[] {
  const routers = readRouters(project, evaluator);
  const taken = new Set([...routers.values()].flatMap(({ inclusions }) => inclusions.map(({ of }) => of.id)));
  const all = [...routers.values()].filter(({ instance }) => !taken.has(instance.id));
  const apps = all.filter(({ isApp }) => isApp);
  const routes = (apps.length > 0 ? apps : all).flatMap((root) =>
    routesBelow(routers, evaluator, root, "", 0),
  );
  const seen = new Set<string>();
  return routes.filter((route) => {
    const key = `${route.method} ${route.path} ${route.handler}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function routesBelow(
  routers: ReadonlyMap<string, Router>,
  evaluator: Evaluator,
  { instance, isApp, routes, inclusions }: Router,
  above: string,
  depth: number,
): readonly RouteFact[] {
  if (depth > deepest) return [];
  const own = isApp ? undefined : evaluator.evaluate(instance.frame, keyword(instance.call, "prefix"));
  const prefix = above + (own?.kind === "text" ? own.text : "");
  return [
    ...routes.flatMap((route) => route.methods.map((method) => readFact(route, method, prefix))),
    ...inclusions.flatMap(({ of, prefix: below }) => {
      const router = routers.get(of.id);
      return router === undefined ? [] : routesBelow(routers, evaluator, router, prefix + below, depth + 1);
    }),
  ];
}

function readFact(route: DeclaredRoute, method: string, prefix: string): RouteFact {
  return {
    method,
    // `{id:int}` converts what it matches; OpenAPI has the name alone.
    path: (prefix + route.path).replace(/\{(\w+):[^{}]*\}/g, "{$1}"),
    framework: "fastapi",
    handler: `${route.handler.module.path}:${route.handler.name}`,
    span: spanOf(route.module, route.decorator),
  };
}
