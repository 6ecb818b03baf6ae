import { isTest, placeIn, type TaskFact } from "#facts";
import { type Expression, type Statement, statementsOf } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";
import { nameOf } from "../tell-event.ts";

/** A task that is tried again adds to what it has added already. */
export const notIdempotent: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) =>
    input.facts.tasks.flatMap((task): readonly Hit[] => {
      const body = bodies(input).get(task.id);
      if (body === undefined || isTest(task.span.file) || !isTriedAgain(task)) return [];
      const added = additionOf(body);
      return added === undefined ? [] : [tell(task, body, added)];
    }),
};

const bodies = once((input: RuleInput): ReadonlyMap<string, FunctionBody> => {
  const files = new Set(input.facts.tasks.map(({ id }) => id.slice(0, id.lastIndexOf(":"))));
  return new Map(
    [...files].flatMap((path) => {
      const module = input.project.modules.get(path);
      return module === undefined
        ? []
        : functionBodies(input, module).map((body) => [`${path}:${body.node.name.id}`, body] as const);
    }),
  );
});

function isTriedAgain({ retries }: TaskFact): boolean {
  return retries !== undefined && retries.most !== 0 && retries.most !== "unknown";
}

interface Addition {
  readonly at: Statement;
  /** What may fail after it, so that it is done once more. */
  readonly after: Statement;
}

/** A value in a row that is counted up and kept, before something that may still fail. */
function additionOf({ node }: FunctionBody): Addition | undefined {
  const statements = [...statementsOf(node.body)];
  for (const [at, statement] of statements.entries()) {
    if (!isKeptAddition(statement, statements.slice(at + 1))) continue;
    const after = statements
      .slice(at + 2)
      .find((each) => each.kind === "expression" && callsWithin(each).length > 0);
    if (after !== undefined) return { at: statement, after };
  }
  return undefined;
}

/** `row.count += 1` with `row.save()` next, or `….update(count=F("count") + 1)`. */
function isKeptAddition(statement: Statement, rest: readonly Statement[]): boolean {
  if (statement.kind === "augmented") {
    const { target, operator } = statement;
    const row = target.kind === "attribute" && target.value.kind === "name" ? target.value.id : undefined;
    const [next] = rest;
    return (
      row !== undefined && (operator === "+" || operator === "-") && next !== undefined && saves(next, row)
    );
  }
  if (statement.kind !== "expression" || statement.value.kind !== "call") return false;
  const { callee, args } = statement.value;
  return (
    callee.kind === "attribute" && callee.name === "update" && args.some(({ value }) => addsToColumn(value))
  );
}

function saves(statement: Statement, row: string): boolean {
  return callsWithin(statement).some(
    ({ callee }) =>
      callee.kind === "attribute" &&
      callee.name === "save" &&
      callee.value.kind === "name" &&
      callee.value.id === row,
  );
}

function addsToColumn(value: Expression): boolean {
  return (
    value.kind === "binary" &&
    nodesWithin(value).some((each) => {
      const call = each as Expression;
      return call.kind === "call" && call.callee.kind === "name" && call.callee.id === "F";
    })
  );
}

function tell(task: TaskFact, { module }: FunctionBody, { at, after }: Addition): Hit {
  return {
    span: placeIn(module, at),
    message: `${nameOf(task.id)} is tried again where it fails, and has added here by then: each further run adds once more`,
    mend: "write what it is to be, worked out of what is there, or keep in one transaction with it that this message was done",
    path: [
      ...(task.retries === undefined
        ? []
        : [{ message: `${nameOf(task.id)} is tried again`, span: task.retries.span }]),
      { message: "it may still fail here", span: placeIn(module, after) },
    ],
  };
}
