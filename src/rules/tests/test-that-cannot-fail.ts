import { isTest, placeIn, positional, type SourceModule } from "#facts";
import {
  type Assert,
  allStatements,
  type Call,
  type ExceptClause,
  type Expression,
  type FunctionDefinition,
  type Statement,
  statementsOf,
  type Try,
} from "#python";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule } from "../rule.ts";

/** A test expects something that holds whatever the code does, or hides that it does not. */
export const testThatCannotFail: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  covers: ["F631", "PGH005", "SIM222", "PT015"],
  find: ({ project }) =>
    [...project.modules.values()]
      .filter(({ path }) => isTest(path))
      .flatMap((module) =>
        allStatements(module.syntax.body).flatMap((statement) =>
          statement.kind === "function" && /^test/.test(statement.name.id)
            ? findInTest(module, statement)
            : [],
        ),
      ),
};

function findInTest(module: SourceModule, test: FunctionDefinition): readonly Hit[] {
  return statementsOf(test.body).flatMap((statement): readonly Hit[] => {
    if (statement.kind === "assert") return findInAssert(module, statement, test);
    if (statement.kind === "try") return findInTry(module, test, statement);
    if (statement.kind === "expression" && statement.value.kind === "call")
      return findInCall(module, statement.value);
    return [];
  });
}

function findInAssert(module: SourceModule, { test }: Assert, around: FunctionDefinition): readonly Hit[] {
  const tell = (why: string, mend: string): readonly Hit[] => [
    { span: placeIn(module, test), message: `${why}: this holds whatever the code does`, mend },
  ];
  if (test.kind === "boolean" && test.operator === "or") {
    const other = test.values.slice(1).find(isTrueItself);
    if (other !== undefined)
      return tell(
        `${module.syntax.text.slice(other.start, other.end)} is true by itself`,
        "compare with each of the values, or with `in` and all of them",
      );
  }
  const isFlag = test.kind === "constant" || test.kind === "number";
  if (!isFlag && isTrueItself(test))
    return tell(`${nameForm(test)} is true by itself`, "expect something of what the code has given back");
  const asked = test.kind === "call" ? test.callee : test;
  if (asked.kind === "attribute" && asked.value.kind === "name") {
    if (/^called_(?:once|with|once_with|any)$/.test(asked.name) && mocksOf(around).has(asked.value.id))
      return tell(
        `a mock has no ${asked.name} and makes one, which is true (before Python 3.12, which refuses)`,
        `call ${asked.value.id}.assert_${asked.name}(…)`,
      );
  }
  return [];
}

/** Names that stand for mocks beyond doubt: made here, or handed in by a patch. */
function mocksOf(test: FunctionDefinition): ReadonlySet<string> {
  const found = new Set<string>();
  const isMaker = (value: Expression): boolean =>
    value.kind === "call" &&
    /(?:^|\.)(?:Magic|Async)?Mock$|(?:^|\.)patch(?:\.object)?$/.test(dotted(value.callee));
  for (const statement of statementsOf(test.body)) {
    if (statement.kind === "assign" && isMaker(statement.value))
      for (const target of statement.targets) if (target.kind === "name") found.add(target.id);
    if (statement.kind === "with")
      for (const { context, target } of statement.items)
        if (target?.kind === "name" && isMaker(context)) found.add(target.id);
  }
  if (test.decorators.some(isMaker))
    for (const { name } of test.parameters) if (/^mock|_mock$/.test(name)) found.add(name);
  return found;
}

function dotted(expression: Expression): string {
  if (expression.kind === "name") return expression.id;
  return expression.kind === "attribute" ? `${dotted(expression.value)}.${expression.name}` : "";
}

function isTrueItself(value: Expression): boolean {
  switch (value.kind) {
    case "tuple":
    case "list":
    case "set":
      return value.items.some((item) => item.kind !== "starred");
    case "dictionary":
      return value.entries.some(({ key }) => key !== undefined);
    case "string":
      return value.value !== "";
    case "number":
      return !/^[0_.]+$/.test(value.raw);
    case "constant":
      return value.value === "True";
    case "lambda":
      return true;
    case "comprehension":
      return value.form === "generator";
    default:
      return false;
  }
}

function nameForm(value: Expression): string {
  if (value.kind === "comprehension") return "a generator";
  if (value.kind === "string") return "a text";
  return `a ${value.kind}`;
}

/** `assertTrue(answer.status_code, 200)`: the second value is the message. */
function findInCall(module: SourceModule, call: Call): readonly Hit[] {
  const { callee } = call;
  if (callee.kind !== "attribute" || callee.name !== "assertTrue") return [];
  const [first, second] = positional(call);
  if (first === undefined || second === undefined || !isValue(second) || isQuestion(first)) return [];
  const other = module.syntax.text.slice(second.start, second.end);
  return [
    {
      span: placeIn(module, call),
      message: `assertTrue takes ${other} for the message: any value that is not empty or null passes`,
      mend: `assertEqual(${module.syntax.text.slice(first.start, first.end)}, ${other})`,
    },
  ];
}

/** What nobody writes as the message of an assertion. */
function isValue(value: Expression): boolean {
  return (
    value.kind === "number" ||
    (value.kind === "string" && !/\s/.test(value.value) && !complaint.test(value.value)) ||
    value.kind === "dictionary" ||
    value.kind === "list"
  );
}

/** One word may be a message too. */
const complaint = /^(?:fail|error|missing|wrong|invalid|bad|unexpected|mismatch|not|no)\w*[.!]*$/i;

/** What is true or false already is tested, whatever stands beside it. */
function isQuestion(value: Expression): boolean {
  return (
    value.kind === "comparison" ||
    value.kind === "boolean" ||
    value.kind === "unary" ||
    (value.kind === "call" &&
      /^(?:is|has|exists|isinstance|startswith|endswith|any|all|issubclass)/.test(lastName(value)))
  );
}

function lastName({ callee }: Call): string {
  return callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
}

/** What fails in the attempt is caught with everything else, and nothing follows from it. */
function findInTry(module: SourceModule, test: FunctionDefinition, attempt: Try): readonly Hit[] {
  const hiding = attempt.handlers.find(catchesFailure);
  if (hiding === undefined || hiding.body.some(isTelling) || attempt.finally.length > 0) return [];
  const [lost] = [...statementsOf(attempt.body)].filter(isExpectation);
  if (lost === undefined) return [];
  const others = [...statementsOf(test.body)].filter(
    (statement) =>
      isExpectation(statement) && (statement.start < attempt.start || statement.start >= attempt.end),
  );
  // Another expectation may be the one that counts.
  if (others.length > 0) return [];
  return [
    {
      span: placeIn(module, { start: hiding.start, end: hiding.type?.end ?? hiding.start + "except".length }),
      message: "this catches the failing assertion too: the test passes whatever the code does",
      mend: "take the assertion out of the attempt, or name the error that is expected with pytest.raises",
      path: [{ message: "whose failure is lost", span: placeIn(module, lost) }],
    },
  ];
}

/** Whether a failing assertion ends up here; of several clauses, the first that would have it has it. */
function catchesFailure({ type }: ExceptClause): boolean {
  if (type === undefined) return true;
  const caught = type.kind === "tuple" ? type.items : [type];
  return caught.some((each) => /^(?:Exception|BaseException|AssertionError)$/.test(dotted(each)));
}

/** Whether a statement may end the test, or expect something. */
function isTelling(statement: Statement): boolean {
  return (
    nodesWithin(statement).some(({ kind }) => kind === "raise" || kind === "assert" || kind === "return") ||
    callsWithin(statement).some((call) => /assert|fail|skip|exit|expect|raise/i.test(dotted(call.callee)))
  );
}

function isExpectation(statement: Statement): boolean {
  if (statement.kind === "assert") return true;
  return (
    statement.kind === "expression" &&
    statement.value.kind === "call" &&
    /^(?:assert|fail)/.test(lastName(statement.value))
  );
}
