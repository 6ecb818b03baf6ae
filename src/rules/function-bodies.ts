import { functionScope, type ProjectClass, type Scope, type SourceModule } from "#facts";
import { type Body, type FunctionDefinition, statementsOf } from "#python";
import type { RuleInput } from "./rule.ts";

/** A function with what it sees. */
export interface FunctionBody {
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
  /** Names of the function itself and of those around it, the innermost first. */
  readonly scopes: readonly Scope[];
  /** The class whose method it is, or stands in. */
  readonly owner?: ProjectClass;
}

const known = new WeakMap<RuleInput["classes"], WeakMap<SourceModule, readonly FunctionBody[]>>();

/** Every function of a module, those within functions and classes among them; found out once for all rules. */
export function functionBodies({ classes }: RuleInput, module: SourceModule): readonly FunctionBody[] {
  const ofProject = known.get(classes) ?? new WeakMap<SourceModule, readonly FunctionBody[]>();
  known.set(classes, ofProject);
  const bodies = ofProject.get(module) ?? findBodies(classes, module);
  ofProject.set(module, bodies);
  return bodies;
}

function findBodies(classes: RuleInput["classes"], module: SourceModule): readonly FunctionBody[] {
  const found: FunctionBody[] = [];
  const findBelow = (body: Body, scopes: readonly Scope[], owner?: ProjectClass): void => {
    for (const statement of statementsOf(body)) {
      if (statement.kind === "class") {
        findBelow(statement.body, scopes, classes.read({ kind: "class", module, node: statement }));
      } else if (statement.kind === "function") {
        const inner = [functionScope(statement), ...scopes];
        found.push({ module, node: statement, scopes: inner, ...(owner === undefined ? {} : { owner }) });
        findBelow(statement.body, inner, owner);
      }
    }
  };
  findBelow(module.syntax.body, []);
  return found;
}
