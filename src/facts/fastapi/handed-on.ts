import { type Body, type Call, type Expression, statementsOf } from "#python";
import type { Evaluator, Frame } from "../values.ts";

/** A decorator of a router that a function of the project is given and calls: `@protected(router.get, "/orders")`. */
export interface HandedOn {
  readonly method: string;
  readonly router: Expression;
  /** The call of what was given, and the frame of the function that makes it. */
  readonly call: Call;
  readonly frame: Frame;
}

/** Functions within functions, at most. */
const deepest = 4;

/** The decorator of a router behind a decorator that a function of the project makes. */
export function findHandedOn(evaluator: Evaluator, frame: Frame, decorator: Call): HandedOn | undefined {
  const given = decorator.args.findIndex(({ value }) => value.kind === "attribute");
  if (given === -1) return undefined;
  const callee = evaluator.evaluate(frame, decorator.callee);
  const inner = callee?.kind === "function" ? evaluator.enter(frame, callee, decorator) : undefined;
  if (callee?.kind !== "function" || inner === undefined) return undefined;
  const places = callee.node.parameters.filter(
    ({ form }) => form === "positional-only" || form === "ordinary",
  );
  for (const [place, { name, value }] of decorator.args.entries()) {
    const parameter = name ?? places[place]?.name;
    if (value.kind !== "attribute" || parameter === undefined) continue;
    const call = findCall(callee.node.body, parameter, 0);
    if (call !== undefined) return { method: value.name, router: value.value, call, frame: inner };
  }
  return undefined;
}

/** The call of a name in the body of a function or of those within it. */
function findCall(body: Body, name: string, depth: number): Call | undefined {
  if (depth > deepest) return undefined;
  for (const statement of statementsOf(body)) {
    const values =
      statement.kind === "function"
        ? statement.decorators
        : (statement.kind === "return" || statement.kind === "assign" || statement.kind === "expression") &&
            statement.value !== undefined
          ? [statement.value]
          : [];
    for (const value of values) {
      const call = calledIn(value, name);
      if (call !== undefined) return call;
    }
    const within = statement.kind === "function" ? findCall(statement.body, name, depth + 1) : undefined;
    if (within !== undefined) return within;
  }
  return undefined;
}

/** `name(…)`, or what is called with what it gives: `name(…)(function)`. */
function calledIn(value: Expression, name: string): Call | undefined {
  for (let at = value; at.kind === "call"; at = at.callee)
    if (at.callee.kind === "name" && at.callee.id === name) return at;
  return undefined;
}
