import { type FunctionDefinition, statementsOf } from "#python";
import { readScope } from "../symbols.ts";
import type { Frame, Value } from "../values.ts";

const hanging = new Set(["include_router", "mount", "add_api_route", "add_route", "add_api_websocket_route"]);
const verbs = new Set(["get", "post", "put", "patch", "delete", "websocket", "api_route"]);

const known = new WeakMap<FunctionDefinition, boolean>();

/** Whether a function looks as if it hung routes on something: told by its words alone, to spare walking all others. */
export function hangsRoutes(node: FunctionDefinition): boolean {
  const before = known.get(node);
  if (before !== undefined) return before;
  const found = [...statementsOf(node.body)].some((statement) => {
    if (statement.kind === "function")
      return statement.decorators.some(
        (each) => each.kind === "call" && each.callee.kind === "attribute" && verbs.has(each.callee.name),
      );
    const call = statement.kind === "expression" ? statement.value : undefined;
    return call?.kind === "call" && call.callee.kind === "attribute" && hanging.has(call.callee.name);
  });
  known.set(node, found);
  return found;
}

/** A call of a function that no source shows, such as that of a factory by a server, or of a lifespan by its application. */
export function enterUnseen(
  { module, node, frame }: Value & { readonly kind: "function" },
  given: Value | undefined,
): Frame {
  const [first] = node.parameters;
  return {
    id: `${frame?.id ?? module.path}@${node.start}(${given?.kind === "instance" ? given.id : ""})`,
    module,
    called: { node, scope: readScope(node.body) },
    given: new Map(first === undefined || given === undefined ? [] : [[first.name, given]]),
    ...(frame === undefined ? {} : { outer: frame }),
    depth: 1,
  };
}

/** One round of a loop, in which its name stands for one value. */
export function enterRound(frame: Frame, name: string, value: Value, place: string): Frame {
  const node: FunctionDefinition = {
    kind: "function",
    async: false,
    name: { kind: "name", id: "", start: 0, end: 0 },
    typeParameters: [],
    parameters: [],
    decorators: [],
    body: [],
    start: 0,
    end: 0,
  };
  return {
    id: `${frame.id}#${place}`,
    module: frame.module,
    called: { node, scope: { names: new Map(), stars: [] } },
    given: new Map([[name, value]]),
    outer: frame,
    depth: frame.depth,
  };
}
