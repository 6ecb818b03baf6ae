import { defineExpression, placeIn } from "#facts";
import type { Call, Expression } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { parametersOfType } from "./session-parameters.ts";

const asyncSession = /^(?:sqlalchemy|sqlmodel)\.ext\.asyncio\.(?:\w+\.)*AsyncSession$/;

/** One asynchronous session is handed to several coroutines that run at once. */
export const sessionSharedAcrossTasks: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      /\bgather\b/.test(module.syntax.text)
        ? functionBodies(input, module).flatMap((body) => findIn(input, body))
        : [],
    ),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  const gathers = callsWithin(body.node.body).filter((call) => isGather(input, body, call));
  if (gathers.length === 0) return [];
  return parametersOfType(input, body, asyncSession).flatMap((name) =>
    gathers.flatMap((call): readonly Hit[] => {
      const count = call.args.reduce((sum, { value }) => sum + sharers(body, name, value), 0);
      if (count < 2) return [];
      return [
        {
          span: placeIn(body.module, call),
          message: `${name} is handed to several coroutines that run at once: a session has one connection and one transaction, and raises InvalidRequestError or mixes what they do`,
          mend: "open a session for each of them, or await one after another",
        },
      ];
    }),
  );
}

function isGather({ project }: RuleInput, { module, scopes }: FunctionBody, { callee }: Call): boolean {
  const meant = defineExpression(project, module, callee, scopes);
  return meant?.kind === "external" && meant.path === "asyncio.gather";
}

/** How many coroutines of an argument are given a session: of a comprehension, more than one. */
function sharers(body: Pick<FunctionBody, "scopes">, session: string, value: Expression): number {
  if (value.kind === "call") return isGiven(value, session) ? 1 : 0;
  if (value.kind === "list" || value.kind === "tuple")
    return value.items.reduce((sum, item) => sum + sharers(body, session, item), 0);
  if (value.kind === "comprehension")
    return value.element.kind === "call" && isGiven(value.element, session) ? 2 : 0;
  const binding = value.kind === "name" ? body.scopes[0]?.names.get(value.id) : undefined;
  if (binding?.kind !== "value" || binding.value === undefined || binding.value.kind === "name") return 0;
  return sharers(body, session, binding.value);
}

function isGiven({ args }: Call, session: string): boolean {
  return args.some(({ value }) => value.kind === "name" && value.id === session);
}
