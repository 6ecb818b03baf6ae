import { firstPart, type OperationFact, type RouteFact, sharedParts, unknownStart } from "#facts";

interface Described {
  readonly route: RouteFact;
  readonly operation: OperationFact;
}

/**
 * Operations with the tags that nobody states: what their paths have below the beginning that all share. One view alone shares
 * nothing. So drf-spectacular has it: https://drf-spectacular.readthedocs.io/en/latest/settings.html
 */
export function tagByPath<Each extends Described>(described: readonly Each[]): readonly Each[] {
  const routes = described.map(({ route }) => route).filter(({ framework }) => framework === "drf");
  const isOneView = new Set(routes.map(({ handler }) => handler)).size < 2;
  const whole = routes.flatMap(({ path, partial }) => (partial ? [] : [path]));
  const shared = isOneView ? 0 : sharedParts(whole);
  return described.map((each) =>
    each.operation.isTaggedByPath
      ? { ...each, operation: { ...each.operation, tags: tagsOf(each.route, shared) } }
      : each,
  );
}

function tagsOf({ path, partial }: RouteFact, shared: number): readonly string[] {
  return partial ? firstPart(path.replace(unknownStart, "")) : firstPart(path, shared);
}
