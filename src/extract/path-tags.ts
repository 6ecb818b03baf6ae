import { firstPart, type OperationFact, type RouteFact, sharedParts, unknownStart } from "#facts";

interface Described {
  readonly route: RouteFact;
  readonly operation: OperationFact;
}

/**
 * Operations with the tags that nobody states: what their paths have below the beginning that all of the framework share. One
 * handler alone shares nothing.
 */
export function tagByPath<Each extends Described>(described: readonly Each[]): readonly Each[] {
  const groups = Map.groupBy(described, ({ route }) => route.framework);
  const shared = new Map([...groups].map(([framework, group]) => [framework, sharedBy(group)]));
  return described.map((each) => {
    const { route, operation } = each;
    if (!operation.isTaggedByPath) return each;
    return { ...each, operation: { ...operation, tags: tagsOf(route, shared.get(route.framework) ?? 0) } };
  });
}

function sharedBy(group: readonly Described[]): number {
  if (new Set(group.map(({ route }) => route.handler)).size < 2) return 0;
  return sharedParts(group.flatMap(({ route }) => (route.partial ? [] : [route.path])));
}

function tagsOf({ path, partial }: RouteFact, shared: number): readonly string[] {
  return partial ? firstPart(path.replace(unknownStart, "")) : firstPart(path, shared);
}
