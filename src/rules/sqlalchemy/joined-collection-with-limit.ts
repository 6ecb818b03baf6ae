import { defineExpression, isTest, placeIn } from "#facts";
import { type Call, type Expression, statementsOf } from "#python";
import { modelIndex } from "../flow-events.ts";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { chainFrom } from "./statement-chain.ts";

/** A page is cut out of rows that were multiplied by the collection that is filled from them. */
export const joinedCollectionWithLimit: Rule = {
  severity: "error",
  on: false,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      module.syntax.text.includes("contains_eager") && !isTest(module.path)
        ? functionBodies(input, module).flatMap((body) => findIn(input, body))
        : [],
    ),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  const groups = new Map<string, Call[]>();
  for (const call of callsWithin(body.node.body)) {
    if (call.callee.kind !== "attribute") continue;
    const key = statementOf(body, call);
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  return [...groups.values()].flatMap((calls) => {
    const limit = calls.find((call) => nameOf(call) === "limit");
    if (limit === undefined) return [];
    return calls.flatMap((call) => (nameOf(call) === "options" ? tell(input, body, call, limit) : []));
  });
}

/** The statement that a method belongs to: the name that it is kept under, or where its chain begins. */
function statementOf({ node, module }: FunctionBody, call: Call): string {
  const { outermost } = chainFrom(module, call);
  for (const statement of statementsOf(node.body)) {
    if (statement.kind !== "assign" || statement.value.start > call.start || statement.value.end < call.end)
      continue;
    const [target] = statement.targets;
    if (target?.kind === "name" && statement.value.end === outermost.end) return target.id;
  }
  const root = rootOf(call);
  return root.kind === "name" ? root.id : `at ${root.start}`;
}

function rootOf(expression: Expression): Expression {
  let at = expression;
  for (;;) {
    if (at.kind === "call" && at.callee.kind === "attribute") at = at.callee.value;
    else if (at.kind === "attribute") at = at.value;
    else return at;
  }
}

function nameOf({ callee }: Call): string {
  return callee.kind === "attribute" ? callee.name : "";
}

function tell(input: RuleInput, body: FunctionBody, options: Call, limit: Call): readonly Hit[] {
  return callsWithin(options).flatMap((call): readonly Hit[] => {
    const name = call.callee.kind === "name" ? call.callee.id : nameOf(call);
    const [argument] = call.args;
    if (name !== "contains_eager" || argument?.value.kind !== "attribute") return [];
    const { value, name: relation } = argument.value;
    const model = defineExpression(input.project, body.module, value, body.scopes);
    if (model?.kind !== "class") return [];
    const id = `${model.module.path}:${model.node.name.id}`;
    if (modelIndex(input).relation(id, relation)?.many !== true) return [];
    const owner = model.node.name.id;
    return [
      {
        span: placeIn(body.module, { start: limit.callee.end - "limit".length, end: limit.end }),
        message: `the limit counts rows of ${owner} times ${relation}, which contains_eager fills from the join: a page has fewer of ${owner} than asked for, and the last one lacks some of its ${relation}`,
        mend: `load them by selectinload(${owner}.${relation}), and ask for the filter by ${owner}.${relation}.any(…); or take the page of keys in a subquery and join that`,
        path: [{ message: `${relation} is filled from the join`, span: placeIn(body.module, call) }],
      },
    ];
  });
}
