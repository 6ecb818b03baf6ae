import { defineExpression, isAside, placeIn } from "#facts";
import type { Body, Call, Expression, Statement } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

type Try = Statement & { readonly kind: "try" };

/** A write that fails is caught within the transaction that it has spoilt, and the database is asked on. */
export const errorCaughtInsideAtomic: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) => {
      if (
        isAside(module.path) ||
        !/\batomic\b/.test(module.syntax.text) ||
        !/\bexcept\b/.test(module.syntax.text)
      )
        return [];
      return functionBodies(input, module).flatMap((body) => findIn(input, body));
    }),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  const { node } = body;
  const around = node.decorators.find((each) => opensAtomic(input, body, each));
  return walk(input, body, node.body, { opened: around, after: [], repeats: false });
}

/** Where the walk is: within which transaction, and what is still run within it afterwards. */
interface Within {
  readonly opened: Expression | undefined;
  readonly after: readonly Statement[];
  /** Whether what is looked at is run again within the same transaction. */
  readonly repeats: boolean;
}

function walk(input: RuleInput, body: FunctionBody, statements: Body, within: Within): readonly Hit[] {
  return statements.flatMap((statement, at): readonly Hit[] => {
    const inner: Within = { ...within, after: [...statements.slice(at + 1), ...within.after] };
    switch (statement.kind) {
      case "with": {
        const atomic = statement.items.find(({ context }) => opensAtomic(input, body, context))?.context;
        const own = atomic === undefined ? inner : { opened: atomic, after: [], repeats: false };
        return walk(input, body, statement.body, own);
      }
      case "if":
        return [statement.body, statement.otherwise].flatMap((each) => walk(input, body, each, inner));
      case "for":
      case "while":
        return walk(input, body, statement.body, { ...inner, repeats: within.opened !== undefined });
      case "try": {
        const below = [statement.body, ...statement.handlers.map((each) => each.body), statement.otherwise];
        const found = tell(input, body, statement, inner);
        return [
          ...(found === undefined ? [] : [found]),
          ...below.flatMap((each) => walk(input, body, each, inner)),
        ];
      }
      default:
        return [];
    }
  });
}

/** `transaction.atomic`, called or not, on the database that is written to. */
function opensAtomic(
  { project }: RuleInput,
  { module, scopes }: FunctionBody,
  expression: Expression,
): boolean {
  const isCall = expression.kind === "call";
  if (isCall && expression.args.some(({ name }) => name === "using")) return false;
  const meant = defineExpression(project, module, isCall ? expression.callee : expression, scopes);
  return meant?.kind === "external" && meant.path === "django.db.transaction.atomic";
}

function tell(
  input: RuleInput,
  body: FunctionBody,
  node: Try,
  { opened, after, repeats }: Within,
): Hit | undefined {
  if (opened === undefined) return undefined;
  const write = ownStatements(input, body, node.body).flatMap(callsOf).find(isWrite);
  if (write === undefined) return undefined;
  for (const handler of node.handlers) {
    if (handler.type === undefined || !catchesDatabase(input, body, handler.type)) continue;
    if (/\bset_rollback\b/.test(textOf(body, handler))) continue;
    const later = goesOn(handler.body, repeats) ? (repeats ? write : firstQuery(after)) : undefined;
    const next = firstQuery(handler.body) ?? later;
    if (next === undefined) continue;
    const { module } = body;
    const error = textOf(body, handler.type);
    return {
      span: placeIn(module, write),
      message: `${error} of this write is caught within the transaction that it has spoilt: what asks the database next within it raises TransactionManagementError`,
      mend: "put the write into a `with transaction.atomic():` of its own within the try, so that what failed is rolled back to where it began",
      path: [
        { message: "the transaction is opened here", span: placeIn(module, opened) },
        { message: "the write may fail", span: placeIn(module, write) },
        { message: `${error} is caught`, span: placeIn(module, handler.type) },
        { message: "the database is asked again", span: placeIn(module, next) },
      ],
    };
  }
  return undefined;
}

function textOf(
  { module }: FunctionBody,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return module.syntax.text.slice(start, end);
}

/** What a body runs itself, without what stands in a transaction of its own. */
function ownStatements(input: RuleInput, body: FunctionBody, statements: Body): readonly Statement[] {
  return statements.flatMap((each): readonly Statement[] => {
    if (each.kind !== "with") return [each];
    return each.items.some(({ context }) => opensAtomic(input, body, context))
      ? []
      : ownStatements(input, body, each.body);
  });
}

function callsOf(statement: Statement): readonly Call[] {
  // What an inner `try` catches is its own matter.
  return statement.kind === "try" || statement.kind === "function" || statement.kind === "class"
    ? []
    : callsWithin(statement);
}

/** Writes that mark the transaction as spoilt where they fail; `get_or_create` and the like go back by themselves. */
function isWrite({ callee, args }: Call): boolean {
  // A file that is kept without its row.
  if (callee.kind !== "attribute" || args.some(({ name }) => name === "save")) return false;
  if (/^(?:save|bulk_create)$/.test(callee.name)) return true;
  return /^(?:create|update|delete)$/.test(callee.name) && hasManager(callee.value);
}

function hasManager(chain: Expression): boolean {
  for (let at: Expression | undefined = chain; at !== undefined; at = below(at))
    if (at.kind === "attribute" && at.name === "objects") return true;
  return false;
}

function below(expression: Expression): Expression | undefined {
  if (expression.kind === "attribute" || expression.kind === "subscript") return expression.value;
  return expression.kind === "call" ? expression.callee : undefined;
}

function firstQuery(statements: Body): Call | undefined {
  return statements
    .filter(({ kind }) => kind !== "function" && kind !== "class")
    .flatMap((each) => callsWithin(each))
    .find(
      (call) =>
        isWrite(call) ||
        (call.callee.kind === "attribute" &&
          asking.test(call.callee.name) &&
          (hasManager(call.callee.value) || call.callee.name === "refresh_from_db")),
    );
}

const asking =
  /^(?:get|first|last|count|exists|get_or_create|update_or_create|refresh_from_db|bulk_update|in_bulk)$/;

/** Whether what comes after a handler is run once it has caught. */
function goesOn(handler: Body, repeats: boolean): boolean {
  const last = handler.at(-1);
  if (last?.kind === "continue") return repeats;
  return last?.kind !== "return" && last?.kind !== "raise" && last?.kind !== "break";
}

function catchesDatabase(
  { project }: RuleInput,
  { module, scopes }: FunctionBody,
  type: Expression,
): boolean {
  const types = type.kind === "tuple" ? type.items : [type];
  return types.some((each) => {
    const meant = defineExpression(project, module, each, scopes);
    return (
      meant?.kind === "external" &&
      /^django\.db\.(?:utils\.)?(?:IntegrityError|DatabaseError|DataError|OperationalError|ProgrammingError|Error)$/.test(
        meant.path,
      )
    );
  });
}
