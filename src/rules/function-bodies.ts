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

/** Every function of a module, those within functions and classes among them. */
export function* functionBodies({ classes }: RuleInput, module: SourceModule): Generator<FunctionBody> {
  function* below(body: Body, scopes: readonly Scope[], owner?: ProjectClass): Generator<FunctionBody> {
    for (const statement of statementsOf(body)) {
      if (statement.kind === "class") {
        yield* below(statement.body, scopes, classes.read({ kind: "class", module, node: statement }));
      } else if (statement.kind === "function") {
        const inner = [functionScope(statement), ...scopes];
        yield { module, node: statement, scopes: inner, ...(owner === undefined ? {} : { owner }) };
        yield* below(statement.body, inner, owner);
      }
    }
  }
  yield* below(module.syntax.body, []);
}
