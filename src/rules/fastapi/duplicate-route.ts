import type { RouteFact } from "#facts";
import { isTest } from "#facts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { tellRoute } from "./endpoints.ts";

/** Two functions for one method and path: only the first is ever called. */
export const duplicateRoute: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    const first = new Map<string, RouteFact>();
    return routesInOrder(input).flatMap((route): readonly Hit[] => {
      const key = `${route.application} ${route.method} ${shapeOf(route)}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, route);
      if (before === undefined || isSame(before, route)) return [];
      return [
        {
          span: route.span,
          message: `${tellRoute(route)} is answered by ${nameOf(before)} already: this function is never called`,
          mend: `give it a path of its own, or take it out`,
          path: [{ message: `${tellRoute(before)} is answered by ${nameOf(before)}`, span: before.span }],
        },
      ];
    });
  },
};

/** Routes of which source tells the order and that do not depend on anything. */
export function routesInOrder({ facts }: RuleInput): readonly RouteFact[] {
  return facts.routes.filter(
    ({ framework, order, when, application, partial, span }) =>
      framework === "fastapi" &&
      !partial &&
      order !== undefined &&
      when === undefined &&
      application !== undefined &&
      !isTest(span.file),
  );
}

/** A path whose parameters are all alike, but for how they match. */
function shapeOf({ path, converters = {} }: RouteFact): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => `{:${converters[name] ?? ""}}`);
}

function isSame(one: RouteFact, other: RouteFact): boolean {
  return (
    one.operation?.definition.offset === other.operation?.definition.offset && one.handler === other.handler
  );
}

export function nameOf({ handler }: RouteFact): string {
  return handler.slice(handler.lastIndexOf(":") + 1);
}
