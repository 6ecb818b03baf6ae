import { isTest, placeIn, type SourceModule } from "#facts";
import {
  allStatements,
  type Body,
  type ExceptClause,
  type Expression,
  type Statement,
  statementsOf,
  type Try,
} from "#python";
import type { Hit, Rule } from "../rule.ts";

/** Every error is caught, whatever it is, and nothing is done with it: nobody will ever know. */
export const swallowedError: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  covers: ["BLE001", "S110", "S112", "E722"],
  find: ({ project }) =>
    [...project.modules.values()].filter(({ path }) => !isTest(path)).flatMap(findInModule),
};

/** Calls after which nothing can be done, and that end something in any case. */
const endings =
  /^_*(?:a?close|cancel|cleanup|clean_up|delete|destroy|detach|discard|disconnect|dispose|end|kill|join|quit|release|remove|rmtree|rollback|shutdown|stop|teardown|terminate|unlink|unsubscribe)|_(?:closed?|cleanup|disconnect|shutdown|stop|terminate)$/;
/** Functions that do nothing but end something. */
const enders =
  /^_*(?:a?close|clean_?up|detach|discard|disconnect|dispose|quit|shutdown|stop|tear_?down|terminate|a?exit__$|del__$)/;
/** What hands on what another call gives, while it takes care of time and cancelling. */
const around = /^(?:shield|wait_for|to_thread|gather|run|suppress)$/;

function findInModule(module: SourceModule): readonly Hit[] {
  const found: Hit[] = [];
  const inner = new Set<Statement>();
  for (const statement of allStatements(module.syntax.body)) {
    if (statement.kind === "function" && enders.test(statement.name.id))
      for (const each of statementsOf(statement.body)) inner.add(each);
    if (statement.kind !== "try") continue;
    // Whoever tells of one error may meet another, and has nobody to tell it to.
    for (const { body } of statement.handlers) for (const each of statementsOf(body)) inner.add(each);
    if (inner.has(statement) || isExpected(statement) || isCounting(module, statement)) continue;
    const clause = statement.handlers.find((each) => isBroad(each.type) && isEmpty(each.body));
    if (clause === undefined || isExplained(module, statement, clause) || isAnswered(statement)) continue;
    found.push({
      span: placeIn(module, { start: clause.start, end: clause.type?.end ?? clause.start + "except".length }),
      message: `every error is caught here and nothing is done with it${tellCaught(clause)}: a mistake in these lines stays unseen`,
      mend: "name the errors that are expected, or log it with its traceback, or say in a comment why there is nothing to do",
    });
  }
  return found;
}

function tellCaught({ body }: ExceptClause): string {
  return body.some(({ kind }) => kind === "continue") ? ", and the loop goes on" : "";
}

function isBroad(type: Expression | undefined): boolean {
  if (type === undefined) return true;
  if (type.kind === "tuple") return type.items.some(isBroad);
  return type.kind === "name" && (type.id === "Exception" || type.id === "BaseException");
}

function isEmpty(body: Body): boolean {
  return body.every(
    (statement) =>
      statement.kind === "pass" ||
      statement.kind === "continue" ||
      (statement.kind === "expression" &&
        statement.value.kind === "constant" &&
        statement.value.value === "..."),
  );
}

/** A comment within the clause, beside its head or right above it says why; or one right above all of it says that it may fail. */
function isExplained({ syntax }: SourceModule, { start: top }: Try, { start, end }: ExceptClause): boolean {
  const newline = syntax.text.indexOf("\n", end);
  const last = newline === -1 ? syntax.text.length : newline;
  return syntax.comments.some((comment) => {
    const words = syntax.text.slice(comment.start, comment.end).replace(orders, "");
    const isAtClause = comment.end <= start && isBlank(syntax.text.slice(comment.end, start));
    if (isAtClause || (comment.start >= start && comment.end <= last)) return /\w\w/.test(words);
    const isAbove = comment.end <= top && isBlank(syntax.text.slice(comment.end, top));
    // What is written in another script is not read, and taken to say it.
    return isAbove && (mayFail.test(words) || /[\u0370-\uffff]{2}/.test(words));
  });
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

/** What comments tell programs and not people: `noqa: BLE001`. */
const orders =
  /(?:noqa|nosec|pragma|pylint|type|ruff|pyright|mypy)\b(?::?\s*(?:no cover|disable=[\w,-]+|ignore(?:\[[\w,\s-]*\])?|[A-Z]+\d+)(?:\s*,\s*[A-Z]+\d+)*)?/gi;

const mayFail =
  /\b(?:ignor|swallow|best.effort|(?:ok|okay|fine) (?:if|when)|if (?:we|it) can'?t|must (?:not|never)|never|optional|silent|may fail|might fail|can fail|don'?t care|no matter)/i;

/** What an import that may be missing, or the end of something, meets is expected whatever it is. */
function isExpected({ body, handlers }: Try): boolean {
  return body.every((statement) => {
    if (statement.kind === "import" || statement.kind === "import-from" || statement.kind === "delete")
      return true;
    if (statement.kind !== "expression") return false;
    return endsSomething(statement.value) || isCancelled(statement.value, handlers);
  });
}

/** `await task`, where the clause is for its being cancelled too. */
function isCancelled(value: Expression, handlers: Try["handlers"]): boolean {
  const isNamed = value.kind === "await" && value.value.kind === "name";
  return (
    isNamed &&
    handlers.some(
      ({ type }) =>
        type?.kind === "tuple" && type.items.some((each) => lastNameOf(each) === "CancelledError"),
    )
  );
}

/** A call by whose name something ends, also within another: `await asyncio.shield(page.close())`. */
function endsSomething(value: Expression): boolean {
  const call = value.kind === "await" ? value.value : value;
  const name = lastNameOf(call.kind === "call" ? call.callee : call);
  if (endings.test(name)) return call.kind === "call" || call !== value || call.kind === "attribute";
  const [first] = call.kind === "call" && around.test(name) ? call.args : [];
  return first !== undefined && endsSomething(first.value);
}

function lastNameOf(callee: Expression): string {
  return callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
}

const counting = /(?:^|[^a-z])(?:analytics|telemetry|usage_?(?:stats|tracking)|posthog|mixpanel)/i;

/** What counts how a program is used must never stop it, and what it loses is missed by nobody. */
function isCounting({ path, syntax }: SourceModule, { body }: Try): boolean {
  const [first] = body;
  const last = body.at(-1);
  if (first === undefined || last === undefined) return false;
  return (
    counting.test(path.slice(path.lastIndexOf("/") + 1)) ||
    counting.test(syntax.text.slice(first.start, last.end))
  );
}

/** Where the attempt returns, goes on with the next round or sets something, what follows is the answer to its failure. */
function isAnswered({ body, otherwise }: Try): boolean {
  const leaves = [...statementsOf(body), ...statementsOf(otherwise)].filter(({ kind }) => kind !== "if");
  return (
    leaves.some(({ kind }) => kind === "return" || kind === "break" || kind === "continue") ||
    leaves.every(({ kind }) => kind === "assign" || kind === "annotated" || kind === "raise")
  );
}
