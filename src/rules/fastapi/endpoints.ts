import type { OperationFact, RouteFact, SourceModule } from "#facts";
import { isTest } from "#facts";
import { allStatements, type FunctionDefinition } from "#python";
import { once, type RuleInput } from "../rule.ts";

/** A function that answers requests, with one of the routes that lead to it. */
export interface Endpoint {
  readonly route: RouteFact;
  readonly operation: OperationFact;
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
}

/** The functions that answer the requests of applications, each once; those of tests are nobody's interface. */
export const endpointsOf = once((input: RuleInput): readonly Endpoint[] => {
  const found = new Map<string, Endpoint>();
  for (const route of input.facts.routes) {
    const { operation } = route;
    if (route.framework !== "fastapi" || operation === undefined || route.method === "WEBSOCKET") continue;
    const { file, offset } = operation.definition;
    const key = `${file}:${offset}`;
    if (found.has(key) || isTest(file)) continue;
    const module = input.project.modules.get(file);
    const node = functionsOf(module).get(offset);
    if (module !== undefined && node !== undefined) found.set(key, { route, operation, module, node });
  }
  return [...found.values()];
});

const known = new WeakMap<SourceModule, ReadonlyMap<number, FunctionDefinition>>();

/** The functions of a module by where their names stand. */
function functionsOf(module: SourceModule | undefined): ReadonlyMap<number, FunctionDefinition> {
  if (module === undefined) return new Map();
  const before = known.get(module);
  if (before !== undefined) return before;
  const functions = new Map<number, FunctionDefinition>();
  for (const statement of allStatements(module.syntax.body))
    if (statement.kind === "function") functions.set(statement.name.start, statement);
  known.set(module, functions);
  return functions;
}

/** `GET /orders/{id}`. */
export function tellRoute({ method, path }: RouteFact): string {
  return `${method} ${path}`;
}
