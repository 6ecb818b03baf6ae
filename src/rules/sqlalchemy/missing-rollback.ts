import { defineExpression, isTest, placeIn } from "#facts";
import { type Body, type Call, type Expression, innerBodies, type Statement, type Try } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { isSession } from "./sessions.ts";

/** A write that failed is caught, and the session is used again without having been rolled back. */
export const missingRollback: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  precedes: ["errors/swallowed-error"],
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      !isTest(module.path) && /\.(?:commit|flush)\(/.test(module.syntax.text)
        ? functionBodies(input, module).flatMap((body) => [...findIn(input, body, body.node.body, nowhere)])
        : [],
    ),
};

/** What is reached from a body: after its end, by `continue`, by `break`. */
interface Ways {
  readonly after: Body;
  readonly next: Body;
  readonly left: Body;
}

const nowhere: Ways = { after: [], next: [], left: [] };

/** What is run from the beginning of a body on. */
function follow(body: Body, { after, next, left }: Ways): Body {
  const end = body.findIndex(({ kind }) => /^(?:return|raise|continue|break)$/.test(kind));
  if (end === -1) return [...body, ...after];
  const kind = body[end]?.kind;
  return [...body.slice(0, end + 1), ...(kind === "continue" ? next : kind === "break" ? left : [])];
}

/** Looks at each `try` of a body. */
function* findIn(input: RuleInput, body: FunctionBody, statements: Body, ways: Ways): Generator<Hit> {
  for (const [index, statement] of statements.entries()) {
    const rest = follow(statements.slice(index + 1), ways);
    const inner: Ways = { ...ways, after: rest };
    if (statement.kind === "try") yield* judge(input, body, statement, inner);
    for (const each of innerBodies(statement)) yield* findIn(input, body, each, within(statement, inner));
  }
}

function within(statement: Statement, ways: Ways): Ways {
  if (statement.kind === "for" || statement.kind === "while") {
    const again = [...statement.body, ...ways.after];
    return { after: again, next: again, left: ways.after };
  }
  // What is opened there is gone after it.
  const opens = statement.kind === "with" && statement.items.some(({ target }) => target !== undefined);
  return opens ? nowhere : ways;
}

function* judge(
  input: RuleInput,
  body: FunctionBody,
  { body: attempt, handlers, finally: last }: Try,
  ways: Ways,
): Generator<Hit> {
  const written = writesIn(input, body, attempt);
  if (written === undefined || isGuarded(attempt) || rollsBack(last)) return;
  const { call, session } = written;
  // The first clause that catches it is the one that is entered.
  const clause = handlers.find(({ type }) => catchesWrites(input, body, type));
  if (clause === undefined || rollsBack(clause.body) || isExit(clause.body)) return;
  const again = nextUse(body, session, follow(clause.body, ways));
  if (again === undefined) return;
  const shown = textOf(body, session);
  yield {
    span: placeIn(body.module, { start: clause.start, end: clause.type?.end ?? clause.start + 6 }),
    message: `${shown} is used again after ${textOf(body, call)} has failed, and was not rolled back: each call on it raises PendingRollbackError, and what was written before is lost`,
    mend: `begin this clause with ${isAwaited(body, call) ? "await " : ""}${shown}.rollback(), or write within ${shown}.begin_nested()`,
    path: [
      { message: `${textOf(body, call)} may fail`, span: placeIn(body.module, call) },
      { message: `${shown} is used again`, span: placeIn(body.module, again) },
    ],
  };
}

/** The first use of a session among statements, before another takes its name; a clause that raises is left there. */
function nextUse(body: FunctionBody, session: Expression, statements: Body): Expression | undefined {
  for (const statement of statements) {
    if (statement.kind === "raise" || isOpened([statement], session)) return undefined;
    const use = useOf(body, session, statement);
    if (use !== undefined) return use;
    if (statement.kind === "return") return undefined;
  }
  return undefined;
}

interface Written {
  readonly call: Call;
  readonly session: Expression;
}

function writesIn(input: RuleInput, body: FunctionBody, attempt: Body): Written | undefined {
  for (const call of callsWithin(attempt)) {
    const { callee } = call;
    if (callee.kind !== "attribute" || !/^(?:commit|flush)$/.test(callee.name)) continue;
    if (isSession(input, body, callee.value) && !isOpened(attempt, callee.value))
      return { call, session: callee.value };
  }
  return undefined;
}

/** Whether a session is opened within the attempt, and gone with it. */
function isOpened(attempt: Body, session: Expression): boolean {
  if (session.kind !== "name") return false;
  return nodesWithin(attempt).some((node) => {
    const statement = node as Statement;
    const targets =
      statement.kind === "with"
        ? statement.items.flatMap(({ target }) => target ?? [])
        : statement.kind === "assign"
          ? statement.targets
          : [];
    return targets.some((target) => target.kind === "name" && target.id === session.id);
  });
}

/** A savepoint, or a transaction of its own, ends with its block whatever happens. */
function isGuarded(attempt: Body): boolean {
  return callsWithin(attempt).some(
    ({ callee }) => callee.kind === "attribute" && /^begin(?:_nested)?$/.test(callee.name),
  );
}

const broad = new Set(["Exception", "BaseException"]);

function catchesWrites(input: RuleInput, body: FunctionBody, type: Expression | undefined): boolean {
  if (type === undefined) return true;
  if (type.kind === "tuple") return type.items.some((item) => catchesWrites(input, body, item));
  if (type.kind === "name" && broad.has(type.id)) return true;
  const meant = defineExpression(input.project, body.module, type, body.scopes);
  return meant?.kind === "external" && /^sqlalchemy\.(?:orm\.)?(?:exc\.)/.test(meant.path)
    ? /\.(?:IntegrityError|SQLAlchemyError|DBAPIError|DatabaseError|OperationalError|DataError|StatementError|InternalError|StaleDataError|FlushError)$/.test(
        meant.path,
      )
    : false;
}

/** Calls that end the process. */
function isExit(body: Body): boolean {
  return callsWithin(body).some(
    ({ callee }) => callee.kind === "attribute" && /^(?:exit|_exit|abort|fail)$/.test(callee.name),
  );
}

/** Whether something is called that may put the session in order: what is called so, or what is handed the session to do it. */
function rollsBack(body: Body): boolean {
  return callsWithin(body).some(({ callee }) => {
    const name = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
    return /rollback|close|remove|reset|abort|expunge_all|invalidate/i.test(name);
  });
}

/** Where a statement asks or writes by the session. */
function useOf({ module }: FunctionBody, session: Expression, statement: Statement): Expression | undefined {
  const text = module.syntax.text.slice(session.start, session.end);
  const isIt = (each: Expression): boolean => module.syntax.text.slice(each.start, each.end) === text;
  return callsWithin([statement]).find(({ callee, args }) => {
    if (callee.kind === "attribute" && isIt(callee.value)) return asking.test(callee.name);
    return args.some(({ value }) => isIt(value));
  });
}

const asking =
  /^(?:add|add_all|commit|delete|execute|exec|flush|get|get_one|merge|query|refresh|scalar|scalars|stream|bulk_\w+)$/;

function textOf({ module }: FunctionBody, { start, end }: Expression): string {
  const text = module.syntax.text.slice(start, end).replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function isAwaited({ module }: FunctionBody, { start }: Call): boolean {
  return /await\s+$/.test(module.syntax.text.slice(Math.max(0, start - 10), start));
}
