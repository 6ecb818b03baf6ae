import { defineExpression } from "#facts";
import { allExpressions, type Call, type Expression, type Statement, statementsOf, type Try } from "#python";
import type { FunctionBody } from "./function-bodies.ts";
import { nodesAround } from "./nodes-around.ts";
import type { RuleInput } from "./rule.ts";

/** What a function opens under a name of its own and keeps to itself, and how it ends. */
export interface Opened {
  readonly name: string;
  readonly call: Call;
  /** Where it is closed, unless an error comes first; absent, nowhere. */
  readonly closed?: Expression;
}

const closing =
  /^(?:a?close|close_all|quit|logout|shutdown|disconnect|release|detach|terminate|remove|__a?exit__)$/;

/** What takes something that is open, uses it and gives it back as it was. */
const borrowing =
  /^(?:builtins\.(?:print|len|iter|next|list|enumerate|zip|sorted|isinstance|hasattr|bool|str|repr|id)|json\.(?:load|dump)|pickle\.(?:load|dump)|yaml\.\w+|toml\w*\.(?:load|dump)|csv\.(?:reader|writer|DictReader|DictWriter)|shutil\.copyfileobj|hashlib\.file_digest)$/;

/** What a rule knows beside that of what it looks for. */
export interface Keeping {
  /** Whether a generator that gives it out keeps it all the same. */
  readonly isGenerator?: boolean;
  /** What else takes it, uses it and gives it back. */
  readonly borrowers?: RegExp;
}

/** What is opened in a function and not closed on every way out of it; what leaves the function, or may, is somebody else's to close. */
export function openedIn(
  input: RuleInput,
  body: FunctionBody,
  opens: (call: Call) => boolean,
  keeping: Keeping = {},
): readonly Opened[] {
  const found: Opened[] = [];
  for (const statement of statementsOf(body.node.body)) {
    if (statement.kind !== "assign" || statement.targets.length !== 1) continue;
    const [target] = statement.targets;
    const value = statement.value.kind === "await" ? statement.value.value : statement.value;
    if (target?.kind !== "name" || value.kind !== "call" || !opens(value)) continue;
    const end = endOf(input, body, target.id, target, keeping);
    if (end === "elsewhere" || end === "surely" || isClosedAtOnce(body, statement, end)) continue;
    found.push({ name: target.id, call: value, ...end });
  }
  return found;
}

/** Whether it is closed by the very next statement, or the first within a `try`, so that nothing can fail in between. */
function isClosedAtOnce(
  { module }: FunctionBody,
  opening: Statement,
  { closed }: Pick<Opened, "closed">,
): boolean {
  if (closed === undefined) return false;
  // The clauses of a `try` around the opening are gone past by whoever could open it.
  const between = module.syntax.text.slice(opening.end, closed.start);
  return (
    between
      .replace(clausesThatLeave, "")
      .replace(/^\s*try:\s*$/, "")
      .trim() === ""
  );
}

const clausesThatLeave =
  /^(?:\s*except\b[^\n]*:[ \t]*\n[ \t]+(?:return\b|raise\b|continue\b|break\b)[^\n]*\n)+/;

type End = "elsewhere" | "surely" | { readonly closed?: Expression };

function endOf(
  input: RuleInput,
  body: FunctionBody,
  name: string,
  target: Expression,
  keeping: Keeping,
): End {
  if (isShared(body, name)) return "elsewhere";
  let closed: Expression | undefined;
  for (const use of allExpressions(body.node.body)) {
    if (use.kind !== "name" || use.id !== name || use === target) continue;
    const around = nodesAround(body.node.body, use).slice(0, -1);
    const how = howUsed(input, body, use, around, keeping);
    if (how === "elsewhere") return how;
    if (how === "used") continue;
    if (how === "entered" || isSure(around, target)) return "surely";
    closed ??= how;
  }
  return closed === undefined ? {} : { closed };
}

/** `global client`: whoever reads the module has it. */
function isShared({ node }: FunctionBody, name: string): boolean {
  return [...statementsOf(node.body)].some(
    (statement) =>
      (statement.kind === "global" || statement.kind === "nonlocal") && statement.names.includes(name),
  );
}

function howUsed(
  input: RuleInput,
  body: FunctionBody,
  use: Expression,
  around: readonly (Expression | Statement)[],
  keeping: Keeping,
): "elsewhere" | "used" | "entered" | Expression {
  const [parent, call] = around.toReversed();
  if (around.some(({ kind }) => kind === "function" || kind === "lambda" || kind === "class"))
    return "elsewhere";
  switch (parent?.kind) {
    case "attribute":
      if (call?.kind === "call" && call.callee === parent)
        return closing.test(parent.name) ? call : handsOn(parent.name, around) ? "elsewhere" : "used";
      // A method that is not called here is called by somebody else.
      return closing.test(parent.name) || /^(?:read|write|send|get|post)$/.test(parent.name)
        ? "elsewhere"
        : "used";
    case "call":
      return borrows(input, body, parent, keeping) ? "used" : "elsewhere";
    case "with":
      return "entered";
    case "for":
      return parent.iterable === use ? "used" : "elsewhere";
    case "yield":
      return keeping.isGenerator ? "used" : "elsewhere";
    case "comparison":
    case "if":
    case "while":
    case "assert":
    case "comprehension":
      return "used";
    case "unary":
      return "used";
    default:
      return "elsewhere";
  }
}

/** Whether a method hands on what it belongs to: itself, or something that lives as long and is given back. */
function handsOn(method: string, around: readonly (Expression | Statement)[]): boolean {
  if (/^(?:__a?enter__|makefile|detach|begin|execution_options)$/.test(method)) return true;
  return around.at(-3)?.kind === "return" && /^(?:cursor|stream|open\w*|iter\w*|xreadlines)$/.test(method);
}

/** Whether a call gives back what it is handed: one of those that are known, or a plain function of the project that closes and keeps nothing. */
function borrows(
  { project }: RuleInput,
  { module, scopes }: FunctionBody,
  { callee }: Call,
  { borrowers }: Keeping,
): boolean {
  const meant = defineExpression(project, module, callee, scopes);
  if (meant?.kind === "external") return borrowing.test(meant.path) || borrowers?.test(meant.path) === true;
  if (meant === undefined && callee.kind === "name") return borrowing.test(`builtins.${callee.id}`);
  if (meant?.kind !== "function") return false;
  const text = meant.module.syntax.text.slice(meant.node.start, meant.node.end);
  return !/\bclos|\breturn\b|\byield\b|self\.|\bwith\b|global\b/.test(text);
}

/** Whether a place is reached whatever happens after something was opened: in a `finally`, or in a clause for errors beside it. */
function isSure(around: readonly (Expression | Statement)[], target: Expression): boolean {
  return around.some(
    (node) =>
      node.kind === "try" &&
      (holds(node.finally, around) || holdsClause(node, around)) &&
      // What is opened after the `try` is not closed by it.
      (target.end <= node.start || holds(node.body, [target])),
  );
}

function holds(
  body: readonly Statement[],
  nodes: readonly { readonly start: number; readonly end: number }[],
): boolean {
  const last = nodes.at(-1);
  return last !== undefined && body.some(({ start, end }) => start <= last.start && last.end <= end);
}

function holdsClause({ handlers }: Try, around: readonly (Expression | Statement)[]): boolean {
  return handlers.some(({ body }) => holds(body, around));
}
