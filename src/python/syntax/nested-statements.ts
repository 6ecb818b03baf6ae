import type { Body, Statement } from "./statements-tree.ts";

/** The bodies that a statement holds and that run where it stands: not those of functions and classes, which have a scope of their own. */
export function innerBodies(statement: Statement): readonly Body[] {
  switch (statement.kind) {
    case "if":
    case "while":
    case "for":
      return [statement.body, statement.otherwise];
    case "with":
      return [statement.body];
    case "try":
      return [
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.otherwise,
        statement.finally,
      ];
    case "match":
      return statement.cases.map(({ body }) => body);
    default:
      return [];
  }
}

/** Every statement of one scope in the order of the text, those within `if`, `try` and the like among them. */
export function* statementsOf(body: Body): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    for (const inner of innerBodies(statement)) yield* statementsOf(inner);
  }
}

/** Every statement of a module in the order of the text, those of functions and classes among them. */
export function* allStatements(body: Body): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    const isScope = statement.kind === "function" || statement.kind === "class";
    for (const inner of isScope ? [statement.body] : innerBodies(statement)) yield* allStatements(inner);
  }
}
