import { isTest, type SourceModule } from "#facts";
import { type Body, type Expression, innerBodies, type Statement } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import type { RuleInput } from "../rule.ts";

/** A test, as a function or as a method, with what it sees. */
export type TestFunction = FunctionBody;

/** The tests of a project with their bodies. */
export function* testFunctions(input: RuleInput): Generator<TestFunction> {
  for (const module of input.project.modules.values()) {
    if (!isTest(module.path)) continue;
    for (const each of functionBodies(input, module)) if (/^test/.test(each.node.name.id)) yield each;
  }
}

/** The module of a test, and those that prepare the tests of its folder and of the folders above. */
export function modulesAround({ project }: RuleInput, { path }: SourceModule): readonly SourceModule[] {
  const folders = path.split("/").map((_, depth, parts) => parts.slice(0, depth).join("/"));
  const paths = folders.map((folder) => (folder === "" ? "conftest.py" : `${folder}/conftest.py`));
  return [path, ...paths].flatMap((each) => project.modules.get(each) ?? []);
}

/** `a.b.c`; empty where an expression is no such name. */
export function dotted(expression: Expression): string {
  if (expression.kind === "name") return expression.id;
  const before = expression.kind === "attribute" ? dotted(expression.value) : "";
  return before === "" || expression.kind !== "attribute" ? "" : `${before}.${expression.name}`;
}

/** Statements that run whenever the body does: not those under a condition, in a loop or for an error. */
export function* surelyRun(body: Body): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === "return" || statement.kind === "raise") return;
    if (statement.kind === "with") yield* surelyRun(statement.body);
    else if (statement.kind === "try") yield* surelyRun(statement.body);
    else if (innerBodies(statement).some((inner) => inner.some(mayLeave))) return;
  }
}

function mayLeave(statement: Statement): boolean {
  if (["return", "raise", "break", "continue"].includes(statement.kind)) return true;
  return innerBodies(statement).some((inner) => inner.some(mayLeave));
}

/** The text of a node. */
export function textIn(
  { syntax }: SourceModule,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return syntax.text.slice(start, end);
}
