import { defineExpression, isAside, placeIn } from "#facts";
import { type Body, builtins, type Call, type Expression, statementsOf } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { parametersOfType } from "./session-parameters.ts";

const session = /^(?:sqlalchemy|sqlmodel)\.(?:\w+\.)*(?:Async)?Session$/;

/** Each round of a loop ends its own transaction. */
export const commitInLoop: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      !isAside(module.path) && /\.commit\(/.test(module.syntax.text)
        ? functionBodies(input, module).flatMap((body) => findIn(input, body))
        : [],
    ),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  const names = new Set(parametersOfType(input, body, session));
  if (names.size === 0) return [];
  const { module } = body;
  return [...statementsOf(body.node.body)].flatMap((statement): readonly Hit[] => {
    if (statement.kind !== "for" || isInParts(statement.iterable, module.syntax.text)) return [];
    if (reachesOutside(input, body, statement.body, names)) return [];
    return commitsIn(statement.body, names).map((call) => ({
      span: placeIn(module, call),
      message:
        "each round of this loop commits: N transactions instead of one, what was done before an error stays done, and each row is loaded again after it",
      mend: "commit once, after the loop",
      path: [{ message: "the loop", span: placeIn(module, statement.iterable) }],
    }));
  });
}

/** What is committed in every round, and not where something holds or an error is caught: that is meant. */
function commitsIn(body: Body, names: ReadonlySet<string>): readonly Call[] {
  return body.flatMap((statement): readonly Call[] => {
    if (statement.kind !== "expression") return [];
    const call = statement.value.kind === "await" ? statement.value.value : statement.value;
    if (call.kind !== "call" || call.callee.kind !== "attribute" || call.callee.name !== "commit") return [];
    const of = call.callee.value;
    return of.kind === "name" && names.has(of.id) ? [call] : [];
  });
}

/** Whether a round calls what may reach somebody outside: that it has done so may have to be kept, whatever follows. */
function reachesOutside(
  { project }: RuleInput,
  { module, scopes }: FunctionBody,
  loop: Body,
  sessions: ReadonlySet<string>,
): boolean {
  return callsWithin(loop).some(({ callee }) => {
    if (callee.kind === "attribute" && callee.value.kind === "name" && sessions.has(callee.value.id))
      return false;
    const meant = defineExpression(project, module, callee, scopes);
    if (meant?.kind === "class") return false;
    if (meant?.kind === "external") return !harmless.test(meant.path);
    return (
      !(callee.kind === "attribute" && texts.has(callee.name)) &&
      !(callee.kind === "name" && builtins.has(callee.id))
    );
  });
}

/** Packages that only compute. */
const harmless = /^(?:datetime|uuid|sqlalchemy|sqlmodel)\b/;
const texts = new Set(["strip", "lower", "upper", "title", "replace", "format", "join", "split"]);

/** Whether a loop takes many at a time, each time. */
function isInParts({ start, end }: Expression, text: string): boolean {
  return /batch|chunk|range|page|part/i.test(text.slice(start, end));
}
