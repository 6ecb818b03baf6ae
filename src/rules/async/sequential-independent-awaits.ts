import { defineExpression, isAside, placeIn } from "#facts";
import {
  type Await,
  type Body,
  type Call,
  type Expression,
  innerBodies,
  type Statement,
  statementsOf,
} from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** Two requests that know nothing of each other are sent one after the other. */
export const sequentialIndependentAwaits: Rule = {
  severity: "note",
  on: false,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      isAside(module.path) || !module.syntax.text.includes("await ")
        ? []
        : functionBodies(input, module).flatMap((body) => (body.node.async ? findIn(input, body) : [])),
    ),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  const bodies: Body[] = [body.node.body];
  for (const statement of statementsOf(body.node.body)) bodies.push(...innerBodies(statement));
  return bodies.flatMap((each) => findInBody(input, body, each));
}

interface Asked {
  readonly await: Await;
  readonly told: string;
}

/** In one run of statements, the first request that uses nothing of the one before it. */
function findInBody(input: RuleInput, body: FunctionBody, statements: Body): readonly Hit[] {
  let first: Asked | undefined;
  const derived = new Set<string>();
  for (const statement of statements) {
    const asked = askedBy(input, body, statement);
    if (asked === undefined) {
      if (first !== undefined && !isPlain(statement)) first = undefined;
      else if (mentionsAny(statement, derived)) for (const name of boundBy(statement)) derived.add(name);
      continue;
    }
    if (first !== undefined && !mentionsAny(asked.await, derived)) return [tell(body, first, asked)];
    first = asked;
    derived.clear();
    for (const name of boundBy(statement)) derived.add(name);
  }
  return [];
}

/** `answer = await client.get(…)`, alone in its statement. */
function askedBy(input: RuleInput, body: FunctionBody, statement: Statement): Asked | undefined {
  if (statement.kind !== "assign" && statement.kind !== "annotated") return undefined;
  const { value } = statement;
  if (value?.kind !== "await" || value.value.kind !== "call") return undefined;
  const told = requestOf(input, body, value.value);
  return told === undefined ? undefined : { await: value, told };
}

const clients = /^(?:httpx\.(?:_client\.)?AsyncClient|aiohttp\.(?:client\.)?ClientSession)$/;

/** A read through an asynchronous client, or a function of the project that does nothing else that is awaited. */
function requestOf(input: RuleInput, body: FunctionBody, call: Call): string | undefined {
  const own = readOf(input, body, call);
  if (own !== undefined) return own;
  const meant = defineExpression(input.project, body.module, call.callee, body.scopes);
  if (meant?.kind !== "function" || !meant.node.async || meant.node.decorators.length > 0) return undefined;
  const inner = functionBodies(input, meant.module).find(({ node }) => node === meant.node);
  const awaits = nodesWithin(meant.node.body).filter((node): node is Await => node.kind === "await");
  const [only] = awaits;
  if (inner === undefined || awaits.length !== 1 || only?.value.kind !== "call") return undefined;
  return readOf(input, inner, only.value) === undefined ? undefined : meant.node.name.id;
}

function readOf(input: RuleInput, body: FunctionBody, { callee }: Call): string | undefined {
  if (callee.kind !== "attribute" || !/^(?:get|head)$/.test(callee.name) || callee.value.kind !== "name")
    return undefined;
  const { id } = callee.value;
  const makers = [
    ...body.node.parameters.flatMap(({ name, annotation }) =>
      name === id && annotation !== undefined ? [annotation] : [],
    ),
    ...[...statementsOf(body.node.body)].flatMap((statement) => makersIn(statement, id)),
  ];
  const [maker] = makers;
  const meant = maker && defineExpression(input.project, body.module, maker, body.scopes);
  return makers.length === 1 && meant?.kind === "external" && clients.test(meant.path)
    ? `${id}.${callee.name}`
    : undefined;
}

/** `async with Client() as name`, `name = Client()`. */
function makersIn(statement: Statement, id: string): readonly Expression[] {
  const isIt = (target: Expression | undefined): boolean => target?.kind === "name" && target.id === id;
  if (statement.kind === "with")
    return statement.items.flatMap(({ context, target }) =>
      isIt(target) && context.kind === "call" ? [context.callee] : [],
    );
  if (statement.kind !== "assign" || !statement.targets.some(isIt)) return [];
  return [statement.value.kind === "call" ? statement.value.callee : statement.value];
}

/** What neither leaves, nor chooses, nor waits: what comes after it comes always. */
function isPlain(statement: Statement): boolean {
  const isSimple =
    statement.kind === "assign" || statement.kind === "annotated" || statement.kind === "expression";
  return isSimple && nodesWithin(statement).every(({ kind }) => kind !== "await" && kind !== "yield");
}

function boundBy(statement: Statement): readonly string[] {
  const targets =
    statement.kind === "assign"
      ? statement.targets
      : statement.kind === "annotated"
        ? [statement.target]
        : [];
  return targets.flatMap((target) =>
    nodesWithin(target).flatMap((node) =>
      node.kind === "name" ? [(node as Expression & { readonly kind: "name" }).id] : [],
    ),
  );
}

function mentionsAny(node: Statement | Expression, names: ReadonlySet<string>): boolean {
  return nodesWithin(node).some(
    (each) => each.kind === "name" && names.has((each as Expression & { readonly kind: "name" }).id),
  );
}

function tell({ module, node }: FunctionBody, first: Asked, second: Asked): Hit {
  return {
    span: placeIn(module, second.await),
    message: `${second.told} waits here until ${first.told} has answered, of which it uses nothing: ${node.name.id} takes as long as both together`,
    mend: "send both at once: two tasks of an asyncio.TaskGroup, whose results are taken after it",
    path: [
      { message: `${first.told} is awaited first`, span: placeIn(module, first.await) },
      { message: `${second.told} uses nothing of it`, span: placeIn(module, second.await) },
    ],
  };
}
