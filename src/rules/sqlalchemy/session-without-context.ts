import { defineExpression, isAside, placeIn } from "#facts";
import type { Call } from "#python";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { openedIn } from "../opened.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

const keeping = { isGenerator: true, borrowers: /^(?:sqlalchemy|sqlmodel)\./ };

/** A session is opened without a context, and not closed on every way out of the function that keeps it. */
export const sessionWithoutContext: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      !isAside(module.path) && /[Ss]ession\w*\(/.test(module.syntax.text)
        ? functionBodies(input, module).flatMap((body) => findIn(input, body))
        : [],
    ),
};

function findIn(input: RuleInput, body: FunctionBody): readonly Hit[] {
  const { module } = body;
  return openedIn(input, body, (call) => makesSession(input, body, call), keeping).map(
    ({ name, call, closed }): Hit => {
      const opener = module.syntax.text.slice(call.start, call.end).replace(/\s+/g, " ");
      const isAsync = /async/i.test(opener);
      return {
        span: placeIn(module, call),
        message:
          closed === undefined
            ? `the session ${name} is opened and never closed: its connection goes back to the pool when the interpreter gets round to it, and until then everybody else waits for one`
            : `the session ${name} is closed only if nothing fails before: each error keeps a connection and an open transaction`,
        mend: `\`${isAsync ? "async with" : "with"} ${opener} as ${name}:\` around what uses it`,
        ...(closed === undefined
          ? {}
          : { path: [{ message: "it is closed here", span: placeIn(module, closed) }] }),
      };
    },
  );
}

const classes = /^(?:sqlalchemy|sqlmodel)\.(?:\w+\.)*(?:Async)?Session$/;
const makers = /^(?:sqlalchemy|sqlmodel)\.(?:\w+\.)*(?:async_)?sessionmaker$/;

/** Whether a call makes a session of its own: one of a registry, which is shared and taken away elsewhere, is none. */
function makesSession({ project }: RuleInput, { module, scopes }: FunctionBody, call: Call): boolean {
  const meant = defineExpression(project, module, call.callee, scopes);
  if (meant?.kind === "external") return classes.test(meant.path);
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || value?.kind !== "call") return false;
  const maker = defineExpression(project, meant.module, value.callee, scopes);
  return maker?.kind === "external" && makers.test(maker.path);
}
