import { type Body, type ClassDefinition, statementsOf } from "#python";

/** Classes within classes, at most. */
const deepest = 5;

/** All classes that a body declares, those within classes after what holds them. */
export function* nestedClasses(body: Body, depth = 0): Generator<ClassDefinition> {
  for (const statement of statementsOf(body)) {
    if (statement.kind !== "class") continue;
    yield statement;
    if (depth < deepest) yield* nestedClasses(statement.body, depth + 1);
  }
}
