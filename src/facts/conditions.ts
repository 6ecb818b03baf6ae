import type { Body, Expression, Statement } from "#python";
import type { SourceModule } from "./project.ts";

/** A statement, and what must hold for it to run, as the source says it. */
export interface ConditionedStatement {
  readonly statement: Statement;
  readonly when: readonly string[];
}

/** Tests that hold wherever source is read or run. */
const settled = new Set(["True", "not TYPE_CHECKING"]);

/**
 * Every statement of one scope in the order of the text, with the tests around it. What a clause for an error has is run only
 * where there is one: it is told by the error's name.
 */
export function* conditionedStatements(
  module: SourceModule,
  body: Body,
  when: readonly string[] = [],
): Generator<ConditionedStatement> {
  for (const statement of body) {
    yield { statement, when };
    switch (statement.kind) {
      case "if":
        yield* conditionedStatements(module, statement.body, hold(when, tell(module, statement.test)));
        yield* conditionedStatements(module, statement.otherwise, hold(when, deny(module, statement.test)));
        break;
      case "try":
        yield* conditionedStatements(module, statement.body, when);
        for (const { type, body: clause } of statement.handlers) {
          const error = type === undefined ? "an error" : tell(module, type);
          yield* conditionedStatements(module, clause, hold(when, error));
        }
        yield* conditionedStatements(module, statement.otherwise, when);
        yield* conditionedStatements(module, statement.finally, when);
        break;
      case "with":
        yield* conditionedStatements(module, statement.body, when);
        break;
      default:
    }
  }
}

function hold(when: readonly string[], test: string): readonly string[] {
  return settled.has(test) || when.includes(test) ? when : [...when, test];
}

/** An expression as the source has it, on one line. */
export function tell(
  module: SourceModule,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  const text = module.syntax.text.slice(start, end).replace(/\s+/g, " ");
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

/** That a test does not hold. */
export function deny(module: SourceModule, test: Expression): string {
  if (test.kind === "unary" && test.operator === "not") return tell(module, test.operand);
  const text = tell(module, test);
  const isPlain = test.kind === "name" || test.kind === "attribute" || test.kind === "call";
  return isPlain ? `not ${text}` : `not (${text})`;
}
