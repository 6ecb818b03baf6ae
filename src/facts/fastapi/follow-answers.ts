import type { Flow } from "../flow/flow.ts";
import { baseFrame, followRoot } from "../flow/read-flow.ts";
import { readType } from "../flow/read-schema.ts";
import type { FunctionValue, Place } from "../flow/values.ts";
import type { RouteFact } from "../route.ts";
import type { TypeFact } from "../type.ts";

/** What routes answer is read by the schema of their answer: https://fastapi.tiangolo.com/tutorial/response-model/ */
export function followAnswers(flow: Flow, routes: readonly RouteFact[]): void {
  const seen = new Set<string>();
  for (const { handler, operation } of routes) {
    const answered = operation?.responses.find(({ by }) => by === "answered");
    if (answered?.type === undefined || seen.has(handler)) continue;
    seen.add(handler);
    const callee = functionAt(flow, handler);
    if (callee !== undefined) followAnswer(flow, callee, answered.type);
  }
}

function followAnswer(flow: Flow, callee: FunctionValue, type: TypeFact): void {
  const frame = baseFrame(flow, callee.module);
  const value = followRoot(frame, callee);
  if (value === undefined || callee.node.kind === "lambda") return;
  const { name, start, end } = callee.node;
  const place: Place = { module: callee.module, start: name.start, end: name.end };
  const root = `${callee.module.path}:${name.id}`;
  const calls = [{ place: { module: callee.module, start, end }, callee: root }];
  readType({ ...frame, root, calls }, type, value, place);
}

function functionAt({ project }: Flow, id: string): FunctionValue | undefined {
  const end = id.lastIndexOf(":");
  const module = project.modules.get(id.slice(0, end));
  const binding = module?.scope.names.get(id.slice(end + 1));
  return module !== undefined && binding?.kind === "function"
    ? { kind: "function", module, node: binding.node }
    : undefined;
}
