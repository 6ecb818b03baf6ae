import type { RouteFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";
import { nameOf, routesInOrder } from "./duplicate-route.ts";
import { tellRoute } from "./endpoints.ts";

/** A route with a parameter stands before one that names the same place: the later one is never reached. */
export const shadowedRoute: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) => {
    const before = new Map<string, RouteFact[]>();
    return routesInOrder(input).flatMap((route): readonly Hit[] => {
      const key = `${route.application} ${route.method} ${route.path.split("/").length}`;
      const earlier = before.get(key) ?? [];
      before.set(key, earlier);
      const taker = earlier.find((other) => takes(other, route));
      earlier.push(route);
      if (taker === undefined) return [];
      return [
        {
          span: route.span,
          message: `${tellRoute(taker)} stands before ${tellRoute(route)} and takes its requests: ${nameOf(route)} is never called`,
          mend: `declare ${nameOf(route)} before ${nameOf(taker)}`,
          path: [{ message: `${tellRoute(taker)} is tried first`, span: taker.span }],
        },
      ];
    });
  },
};

/** Whether a path takes every request of another, of as many parts, that is not the same. */
function takes(taker: RouteFact, { path }: RouteFact): boolean {
  const parts = path.split("/");
  let isWider = false;
  const fits = taker.path.split("/").every((part, index) => {
    const other = parts[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) return part === other;
    if (taker.converters?.[name] !== undefined || other === "") return false;
    isWider ||= !other.includes("{");
    return true;
  });
  return fits && isWider;
}
