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

// Both are asked for all over, of the same bodies.
const ofScopes = new WeakMap<Body, readonly Statement[]>();
const ofModules = new WeakMap<Body, readonly Statement[]>();

/** Every statement of one scope in the order of the text, those within `if`, `try` and the like among them. */
export function statementsOf(body: Body): readonly Statement[] {
  // Most bodies hold no other: they are their own answer.
  if (!body.some(holdsBodies)) return body;
  const known = ofScopes.get(body) ?? gather([], body, innerBodies);
  ofScopes.set(body, known);
  return known;
}

/** Every statement of a module in the order of the text, those of functions and classes among them. */
export function allStatements(body: Body): readonly Statement[] {
  const known = ofModules.get(body) ?? gather([], body, bodiesOf);
  ofModules.set(body, known);
  return known;
}

function bodiesOf(statement: Statement): readonly Body[] {
  const isScope = statement.kind === "function" || statement.kind === "class";
  return isScope ? [statement.body] : innerBodies(statement);
}

const compound: ReadonlySet<Statement["kind"]> = new Set(["if", "while", "for", "with", "try", "match"]);

function holdsBodies({ kind }: Statement): boolean {
  return compound.has(kind);
}

function gather(
  found: Statement[],
  body: Body,
  within: (statement: Statement) => readonly Body[],
): readonly Statement[] {
  for (const statement of body) {
    found.push(statement);
    for (const inner of within(statement)) gather(found, inner, within);
  }
  return found;
}
