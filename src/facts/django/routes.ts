import { statementsOf } from "#python";
import type { Reading } from "../front-end.ts";
import type { SourceModule } from "../project.ts";
import type { RouteFact } from "../route.ts";
import type { SchemaFact } from "../schema.ts";
import type { Extension } from "./extension.ts";
import { readSettings, type Settings } from "./settings.ts";
import { readUrlRoutes } from "./url-routes.ts";
import type { UrlWalk } from "./url-walk.ts";

/** The routes of a project, and the shapes that what they take and give refers to. */
export interface Urls {
  readonly routes: readonly RouteFact[];
  /** Reads what all routes take and give. */
  readonly records: () => readonly SchemaFact[];
}

/**
 * The routes of a project: those of each URLconf that its settings name. Of a package without settings, those of the modules of URLs
 * that no other includes.
 */
export function readUrls(
  reading: Reading,
  openers: readonly ((reading: Reading, settings: Settings) => Extension)[],
): Urls {
  const { project, classes, evaluator } = reading;
  const settings = readSettings(project, evaluator);
  const extensions = openers.map((open) => open(reading, settings));
  const walk: UrlWalk = {
    project,
    classes,
    evaluator,
    settings,
    extensions,
    open: new Set(),
    earlier: new Map(),
    spent: { steps: 0 },
  };
  const roots = settings.roots.length > 0 ? settings.roots : topModules(walk);
  const seen = new Set<string>();
  const routes = roots
    .flatMap((root) => readUrlRoutes(walk, root))
    .filter((route) => {
      const key = [route.method, route.path, route.handler, route.action, route.name].join(" ");
      const isNew = !seen.has(key);
      seen.add(key);
      return isNew;
    });
  return {
    routes,
    records: () => {
      for (const route of routes) void route.operation;
      return extensions.flatMap((extension) => extension.records());
    },
  };
}

export function readRoutes(...given: Parameters<typeof readUrls>): readonly RouteFact[] {
  return readUrls(...given).routes;
}

/** Modules with `urlpatterns` that no text of another one names. */
function topModules({ project }: UrlWalk): readonly SourceModule[] {
  const modules = [...project.modules.values()].filter(
    ({ scope, path }) => scope.names.has("urlpatterns") && /(^|\/)\w*urls\w*(\/__init__)?\.py$/.test(path),
  );
  const named = new Set(
    modules.flatMap((module) =>
      [...statementsOf(module.syntax.body)].flatMap(({ start, end }) =>
        [...module.syntax.text.slice(start, end).matchAll(/["']([\w.]+)["']/g)].map(([, name = ""]) =>
          project.index.find(name, module.path),
        ),
      ),
    ),
  );
  return modules.filter(({ path }) => !named.has(path));
}
