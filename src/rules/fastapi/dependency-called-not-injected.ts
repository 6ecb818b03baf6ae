import { defineExpression, placeIn, type SourceModule } from "#facts";
import { type Call, type FunctionDefinition, statementsOf } from "#python";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";
import { endpointsOf } from "./endpoints.ts";

/** A dependency is called like any function: what it asks for is not given to it, and what it opens is not closed. */
export const dependencyCalledNotInjected: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    endpointsOf(input).flatMap(({ module, node }) =>
      callsWithin(node.body).flatMap((call) => findInCall(input, module, node, call)),
    ),
};

function findInCall(
  input: RuleInput,
  module: SourceModule,
  caller: FunctionDefinition,
  call: Call,
): readonly Hit[] {
  const { callee } = call;
  if (callee.kind !== "name" && callee.kind !== "attribute") return [];
  const isOwn = callee.kind === "name" && isBound(caller, callee.id);
  const meant = isOwn ? undefined : defineExpression(input.project, module, callee);
  if (meant?.kind !== "function") return [];
  const { node } = meant;
  if (!dependencies(input).has(`${meant.module.path}:${node.name.id}`) || node.decorators.length > 0)
    return [];
  const asked = node.parameters.find(
    (parameter) => isInjected(parameter.default) && !isGiven(call, node, parameter.name),
  );
  const opens = nodesWithin(node.body).some(({ kind }) => kind === "yield");
  if (asked === undefined && !opens) return [];
  const name = node.name.id;
  return [
    {
      span: placeIn(module, call),
      message:
        asked === undefined
          ? `${name} is a dependency that closes what it opens; called by hand it gives a generator, and nobody closes it`
          : `${name} is a dependency; called by hand its ${asked.name} is what marks it, and no value`,
      mend: `take it as a parameter: Depends(${name})`,
      path: [{ message: `${name} is written to be injected`, span: placeIn(meant.module, node.name) }],
    },
  ];
}

const dependencies = once(
  ({ facts }: RuleInput): ReadonlySet<string> =>
    new Set(facts.routes.flatMap(({ operation }) => operation?.dependencies.map(({ id }) => id) ?? [])),
);

/** `= Depends(…)`, `= Query(…)`. */
function isInjected(value: FunctionDefinition["parameters"][number]["default"]): boolean {
  if (value?.kind !== "call") return false;
  const { callee } = value;
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  return /^(?:Depends|Security|Query|Header|Cookie|Path|Body|Form|File)$/.test(name);
}

function isGiven({ args }: Call, { parameters }: FunctionDefinition, name: string): boolean {
  if (args.some((argument) => argument.name === name || argument.spread !== undefined)) return true;
  const place = parameters.findIndex((parameter) => parameter.name === name);
  return place !== -1 && place < args.filter((argument) => argument.name === undefined).length;
}

/** Whether a function has the name for itself. */
function isBound({ parameters, body }: FunctionDefinition, name: string): boolean {
  if (parameters.some((parameter) => parameter.name === name)) return true;
  return [...statementsOf(body)].some(
    (statement) =>
      statement.kind === "assign" &&
      statement.targets.some((target) => target.kind === "name" && target.id === name),
  );
}
