import { placeIn, type SourceModule } from "#facts";
import { allStatements, type Body, type ExceptClause, type Expression, type Try } from "#python";
import type { Hit, Rule } from "../rule.ts";
import { isTest } from "../source-kind.ts";

/** Every error is caught, whatever it is, and nothing is done with it: nobody will ever know. */
export const swallowedError: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: ({ project }) =>
    [...project.modules.values()].filter(({ path }) => !isTest(path)).flatMap(findInModule),
};

/** Calls after which nothing can be done, and that end something in any case. */
const endings =
  /^_*(?:a?close|cancel|cleanup|clean_up|delete|destroy|disconnect|end|kill|join|quit|release|remove|rmtree|rollback|shutdown|stop|terminate|unlink|unsubscribe)/;

function findInModule(module: SourceModule): readonly Hit[] {
  const found: Hit[] = [];
  for (const statement of allStatements(module.syntax.body)) {
    if (statement.kind !== "try" || isExpected(statement.body)) continue;
    const clause = statement.handlers.find((each) => isBroad(each.type) && isEmpty(each.body));
    if (clause === undefined || hasComment(module, clause) || isAnswered(statement)) continue;
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

/** A comment within the clause, or beside its head, says why. */
function hasComment({ syntax }: SourceModule, { start, end }: ExceptClause): boolean {
  const newline = syntax.text.indexOf("\n", end);
  const last = newline === -1 ? syntax.text.length : newline;
  return syntax.comments.some(
    (comment) =>
      comment.start >= start &&
      comment.end <= last &&
      !/^#\s*(?:noqa|nosec|pragma|pylint|type:)/i.test(syntax.text.slice(comment.start, comment.end)),
  );
}

/** What an import that may be missing, or the end of something, meets is expected whatever it is. */
function isExpected(body: Body): boolean {
  return body.every((statement) => {
    if (statement.kind === "import" || statement.kind === "import-from" || statement.kind === "delete")
      return true;
    if (statement.kind !== "expression") return false;
    const { value } = statement;
    const call = value.kind === "await" ? value.value : value;
    if (call.kind !== "call") return false;
    const { callee } = call;
    return endings.test(callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "");
  });
}

/** Where the attempt returns or sets one thing, what follows is the answer to its failure. */
function isAnswered({ body, otherwise }: Try): boolean {
  const last = otherwise.at(-1) ?? body.at(-1);
  return last?.kind === "return" || last?.kind === "break" || body.every(({ kind }) => kind === "assign");
}
