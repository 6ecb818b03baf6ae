import { allExpressions, type Call, type Expression, type FunctionDefinition, statementsOf } from "#python";
import { type Definition, defineExpression } from "../definitions.ts";
import type { Arguments, Frame, Semantics } from "../flow/flow.ts";
import type { JobFact } from "../job.ts";
import { positional } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { Project, SourceModule } from "../project.ts";

const many = /(?:^|\.)BackgroundTasks$/;
const one = /^starlette\.background\.BackgroundTask$/;

/** What is done after a request was answered: https://fastapi.tiangolo.com/tutorial/background-tasks/ */
export function readJobs(project: Project): readonly JobFact[] {
  return [...project.modules.values()].flatMap((module) =>
    /\badd_task\(|\bBackgroundTask\(/.test(module.syntax.text) ? jobsOf(project, module) : [],
  );
}

function jobsOf(project: Project, module: SourceModule): readonly JobFact[] {
  return functionsOf(module).flatMap((node) =>
    [...allExpressions(node.body)].flatMap((call): readonly JobFact[] => {
      if (call.kind !== "call" || !handsOver(project, module, node, call)) return [];
      const [first, ...rest] = positional(call);
      const id = first && idOf(defineExpression(project, module, first), first, module);
      if (id === undefined) return [];
      const given = [...rest, ...call.args.flatMap(({ name, value }) => (name === undefined ? [] : [value]))];
      return [
        {
          id,
          framework: "fastapi",
          span: spanOf(module, call),
          within: `${module.path}:${node.name.id}`,
          sessions: given.flatMap((each) =>
            each.kind === "name" && isSession(node, module, each.id) ? [each.id] : [],
          ),
        },
      ];
    }),
  );
}

function functionsOf({ syntax }: SourceModule): readonly FunctionDefinition[] {
  return [...statementsOf(syntax.body)].flatMap((statement) => {
    if (statement.kind === "function") return [statement];
    if (statement.kind !== "class") return [];
    return [...statementsOf(statement.body)].filter((each) => each.kind === "function");
  });
}

/** `tasks.add_task(f, …)` of a parameter that is one, `BackgroundTask(f, …)` */
function handsOver(
  project: Project,
  module: SourceModule,
  node: FunctionDefinition,
  { callee }: Call,
): boolean {
  if (callee.kind === "attribute" && callee.name === "add_task" && callee.value.kind === "name") {
    const { id } = callee.value;
    const said = node.parameters.find(({ name }) => name === id)?.annotation;
    return said !== undefined && many.test(pathOf(project, module, plainType(said)));
  }
  return (callee.kind === "name" || callee.kind === "attribute") && one.test(pathOf(project, module, callee));
}

/** `X` of `X | None`, `Optional[X]` and `Annotated[X, …]`. */
function plainType(said: Expression): Expression {
  if (said.kind === "binary") return plainType(said.left);
  if (said.kind !== "subscript") return said;
  const [first] = said.index.kind === "tuple" ? said.index.items : [said.index];
  return first ?? said;
}

function pathOf(project: Project, module: SourceModule, expression: Expression): string {
  const meant = defineExpression(project, module, expression);
  return meant?.kind === "external" ? meant.path : "";
}

function idOf(
  meant: Definition | undefined,
  written: Expression,
  { path, syntax }: SourceModule,
): string | undefined {
  if (meant?.kind === "function" || meant?.kind === "class")
    return `${meant.module.path}:${meant.node.name.id}`;
  if (meant?.kind === "external") return meant.path;
  // A method of what is known as it runs, or a function that is made here.
  return written.kind === "attribute" || written.kind === "name"
    ? `${path}:${syntax.text.slice(written.start, written.end)}`
    : undefined;
}

/** Whether a parameter is a session, by what it is declared as. */
function isSession({ parameters }: FunctionDefinition, { syntax }: SourceModule, id: string): boolean {
  const said = parameters.find(({ name }) => name === id)?.annotation;
  return said !== undefined && /Session(?:Dep)?\b/.test(syntax.text.slice(said.start, said.end));
}

/** What is handed over is called, with what it is given; whoever hands it over does not wait for it. */
export const jobSemantics: Semantics = {
  framework: "fastapi",
  callObject: (frame, of, name, given) => {
    if (name !== "add_task" || of.kind !== "object" || typeof of.of !== "string" || !many.test(of.of))
      return undefined;
    follow(frame, given);
    return { kind: "none" };
  },
  callExternal: (frame, path, given) => {
    if (!one.test(path)) return undefined;
    follow(frame, given);
    return undefined;
  },
};

/** The call as the one of the function itself: what it is given begins after the function. */
function follow(frame: Frame, { positional: values, named, open, call }: Arguments): void {
  const [handed, ...rest] = values;
  const [first, ...args] = call.args;
  if (handed === undefined || first === undefined || first.name !== undefined) return;
  const { transaction: _ended, ...after } = frame;
  const result = { ...frame.result, waits: [], sends: [], passes: [] };
  const own: Call = { ...call, callee: first.value, args };
  frame.flow.call({ ...after, result }, handed, { positional: rest, named, open, call: own });
}
