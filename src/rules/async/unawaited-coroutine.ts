import { type Definition, defineExpression, findMember, placeIn } from "#facts";
import { type Expression, type FunctionDefinition, type Statement, statementsOf } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { nodesAround } from "../nodes-around.ts";
import { nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** An asynchronous function is called as a statement, without `await`: nothing of it is run. */
export const unawaitedCoroutine: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  covers: [
    "mypy/unused-coroutine",
    "pyright/reportUnusedCoroutine",
    "basedpyright/reportUnusedCoroutine",
    "ty/unused-awaitable",
  ],
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      functionBodies(input, module).flatMap((body) => findIn(input, body)),
    ),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  return [...statementsOf(body.node.body)].flatMap((statement): readonly Hit[] => {
    if (statement.kind !== "expression" || statement.value.kind !== "call") return [];
    const { callee } = statement.value;
    const called = asyncFunction(input, body, callee);
    if (called === undefined || isTried(body, statement)) return [];
    const { module, node } = called;
    return [
      {
        span: placeIn(body.module, statement.value),
        message: `${node.name.id} is called and not awaited: this makes a coroutine, and nothing of what it says is run`,
        mend: body.node.async
          ? `await ${body.module.syntax.text.slice(callee.start, callee.end)}(…)`
          : `make ${body.node.name.id} asynchronous and await it, or hand it to what runs it`,
        path: [{ message: `${node.name.id} is asynchronous`, span: placeIn(module, node.name) }],
      },
    ];
  });
}

const trying = /^(?:raises|warns|deprecated_call|assert(?:Raises|Warns)(?:Regex|Message)?)$/;

/** Whether a test looks for what the call itself does: `with pytest.raises(TypeError):` */
function isTried({ node }: FunctionBody, statement: Statement): boolean {
  return nodesAround(node.body, statement).some(
    (each) =>
      each.kind === "with" &&
      each.items.some(({ context }) => {
        const callee = context.kind === "call" ? context.callee : undefined;
        return trying.test(
          callee?.kind === "attribute" ? callee.name : callee?.kind === "name" ? callee.id : "",
        );
      }),
  );
}

type Called = Definition & { readonly kind: "function" };

/** The asynchronous function that an expression means: by its name, or as a method of the own class. */
function asyncFunction(input: RuleInput, body: FunctionBody, callee: Expression): Called | undefined {
  const called = methodOf(body, callee) ?? defineExpression(input.project, body.module, callee, body.scopes);
  return called?.kind === "function" && isCoroutine(called.node) ? called : undefined;
}

/** `self.method`, in a method whose class has it and knows all that it inherits. */
function methodOf({ node, owner }: FunctionBody, callee: Expression): Called | undefined {
  const [self] = node.parameters;
  if (callee.kind !== "attribute" || callee.value.kind !== "name" || owner === undefined) return undefined;
  if (callee.value.id !== "self" || self?.name !== "self") return undefined;
  const member = findMember(owner, callee.name);
  if (member?.binding.kind !== "function") return undefined;
  return { kind: "function", module: member.owner.module, node: member.binding.node };
}

/** A decorator may give something else, and one that yields is looped over. */
function isCoroutine(node: FunctionDefinition): boolean {
  return node.async && node.decorators.length === 0 && !yields(node);
}

function yields(node: FunctionDefinition): boolean {
  return nodesWithin(node.body).some(({ kind }) => kind === "yield");
}
