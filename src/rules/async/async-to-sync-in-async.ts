import { defineExpression, placeIn } from "#facts";
import type { Expression } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** What starts an event loop of its own, and refuses to where one is running. */
const starters = /^(?:asyncio\.(?:runners\.)?run|asgiref\.sync\.async_to_sync)$/;

/** An asynchronous function runs another one as if it were itself a plain one. */
export const asyncToSyncInAsync: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      /\basync def\b/.test(module.syntax.text) && /async_to_sync|\brun\(/.test(module.syntax.text)
        ? functionBodies(input, module).flatMap((body) => findIn(input, body))
        : [],
    ),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  if (!body.node.async) return [];
  return callsWithin(body.node.body).flatMap((call): readonly Hit[] => {
    // `async_to_sync(function)(…)`: what is made is called at once.
    const isMade = call.callee.kind === "call";
    const path = pathOf(input, body, call.callee.kind === "call" ? call.callee.callee : call.callee);
    if (path === undefined || path.endsWith("async_to_sync") !== isMade) return [];
    const name = path.slice(path.lastIndexOf(".") + 1);
    return [
      {
        span: placeIn(body.module, call),
        message: `${name} is called where an event loop is running already: it raises RuntimeError each time`,
        mend: "await the coroutine here",
        path: [
          { message: `${body.node.name.id} is asynchronous`, span: placeIn(body.module, body.node.name) },
        ],
      },
    ];
  });
}

function pathOf(
  { project }: RuleInput,
  { module, scopes }: FunctionBody,
  callee: Expression,
): string | undefined {
  const meant = defineExpression(project, module, callee, scopes);
  return meant?.kind === "external" && starters.test(meant.path) ? meant.path : undefined;
}
