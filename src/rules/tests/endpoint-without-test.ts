import { isTest, type RouteFact, type TestFact } from "#facts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** Requests of tests of which nobody sees where they go, of all that they make, above which nothing is said. */
const mostHidden = 0.05;

/** What answers a route and is called by no test, under none of its paths. */
export const endpointWithoutTest: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) => {
    const { facts } = input;
    const routes = facts.routes.filter(isOwn);
    const [first] = routes;
    const tests = facts.tests;
    if (first === undefined || tests.length === 0 || areGenerated(input)) return [];
    const called = new Set(tests.flatMap(({ calls }) => calls.flatMap((call) => call.routes)));
    const endpoints = groupByEndpoint(routes);
    const untested = [...endpoints.values()].filter(
      (paths) => !paths.some(({ method, path }) => called.has(`${method} ${path}`)),
    );
    if (untested.length === endpoints.size)
      return isHidden(tests)
        ? []
        : [
            {
              span: first.span,
              message: `none of the ${endpoints.size} endpoints of this project is called by one of its ${tests.length} tests`,
              mend: `write a test that sends ${tellRoute(first)} through a client and expects its answer`,
            },
          ];
    if (isHidden(tests)) {
      for (const [route] of untested)
        if (route !== undefined)
          input.explainSilence(route.span, "too many requests of the tests go where the source does not say");
      return [];
    }
    return untested.flatMap(tellUntested);
  },
};

function isOwn({ handler, opaque, method, span }: RouteFact): boolean {
  return (
    handler.includes(":") &&
    !handler.endsWith(":lambda") &&
    !opaque &&
    method !== "OPTIONS" &&
    !isTest(span.file)
  );
}

/** Tests that a tool makes of the description of the interface call all of it. */
function areGenerated({ project }: RuleInput): boolean {
  return [...project.modules.values()].some(({ scope }) =>
    [...scope.names.values()].some(
      (binding) =>
        (binding.kind === "module" && binding.path.startsWith("schemathesis")) ||
        (binding.kind === "imported" && binding.module.startsWith("schemathesis")),
    ),
  );
}

/** Routes by what answers them; a change of a whole row and of a part of it are one. */
function groupByEndpoint(routes: readonly RouteFact[]): ReadonlyMap<string, readonly RouteFact[]> {
  const groups = new Map<string, RouteFact[]>();
  for (const route of routes) {
    const { handler, action = "" } = route;
    const key = `${handler} ${action === "partial_update" ? "update" : action}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [route]);
    else group.push(route);
  }
  return groups;
}

function isHidden(tests: readonly TestFact[]): boolean {
  const calls = tests.flatMap((test) => test.calls);
  const hidden = calls.filter(({ target, routes }) => routes.length === 0 && target.startsWith("{}"));
  return hidden.length > calls.length * mostHidden;
}

function tellUntested(paths: readonly RouteFact[]): readonly Hit[] {
  const [route] = paths;
  if (route === undefined) return [];
  const { handler, action } = route;
  const name = handler.slice(handler.lastIndexOf(":") + 1) + (action === undefined ? "" : `.${action}`);
  const others = paths.length > 1 ? ", nor under another path of it" : "";
  return [
    {
      span: route.span,
      message: `no test calls ${name} by ${tellRoute(route)}${others}: what it answers may change unseen`,
      mend: `write a test that sends ${tellRoute(route)} through a client and expects its answer`,
    },
  ];
}

function tellRoute({ method, path }: RouteFact): string {
  return method === "ANY" ? path : `${method} ${path}`;
}
