import { placeIn, positional, type SourceModule } from "#facts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";
import { type Endpoint, endpointsOf, tellRoute } from "./endpoints.ts";

/** A path names a value that nothing takes: neither the function nor what it depends on. */
export const unusedPathParameter: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  covers: ["FAST003"],
  find: (input) => endpointsOf(input).flatMap((endpoint) => findInEndpoint(input, endpoint)),
};

function findInEndpoint(input: RuleInput, { route, operation, module, node }: Endpoint): readonly Hit[] {
  const taken = new Set(operation.parameters.filter((each) => each.in === "path").map(({ name }) => name));
  return node.decorators.flatMap((decorator): readonly Hit[] => {
    if (decorator.kind !== "call" || placeIn(module, decorator).offset !== route.span.offset) return [];
    const path = positional(decorator)[0];
    if (path?.kind !== "string") return [];
    const span = placeIn(module, path);
    const names = [...path.value.matchAll(/\{(\w+)(?::\w+)?\}/g)].map(([, name = ""]) => name);
    return names.flatMap((name): readonly Hit[] => {
      if (taken.has(name)) return [];
      const doubt = operation.isPartial
        ? "a dependency could not be followed, and may take it"
        : operation.takesRequest && isReadByHand(input, name)
          ? "what is given the request may read it there"
          : undefined;
      if (doubt !== undefined) {
        input.explainSilence(span, doubt);
        return [];
      }
      return [
        {
          span,
          message: `${tellRoute(route)} names ${name}, and neither ${node.name.id} nor a dependency of it takes that: the answer is the same whatever is asked for`,
          mend: `take ${name} as a parameter of ${node.name.id}, or out of the path`,
        },
      ];
    });
  });
}

/** The modules that read values of paths from requests by hand. */
const readers = once(({ project }: RuleInput): readonly SourceModule[] =>
  [...project.modules.values()].filter(({ syntax }) => /\.path_params\b/.test(syntax.text)),
);

/** Whether some module reads this value of the path by hand, or all of them. */
function isReadByHand(input: RuleInput, name: string): boolean {
  return readers(input).some(({ syntax: { text } }) => {
    const hasName = text.includes(`"${name}"`) || text.includes(`'${name}'`);
    return (
      hasName ||
      /\.path_params(?!\s*(?:\[|\.get\())/.test(text) ||
      /\.path_params\s*(?:\[|\.get\()\s*[^"'\s]/.test(text)
    );
  });
}
