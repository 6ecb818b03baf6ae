import { type Definition, defineExpression, isAside, placeIn } from "#facts";
import type { Expression } from "#python";
import { flowEvents } from "../flow-events.ts";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { nameOf } from "../tell-event.ts";

/** What answers a route asks the database itself, in a module whose other routes go through a layer of the project. */
export const layerSkipped: Rule = {
  severity: "note",
  on: false,
  fix: "none",
  find: (input) => {
    const handlers = handlersOf(input);
    const queries = queriesOf(input, handlers);
    return [...Map.groupBy(handlers.values(), ({ body }) => body.module).values()].flatMap((those) => {
      const through = those.filter(({ layer }) => layer !== undefined);
      const past = those.filter(({ id, layer }) => layer === undefined && queries.has(id));
      const [example] = through;
      if (example === undefined || past.length === 0) return [];
      if (through.length < fewest || past.length * most > through.length) {
        for (const { body } of past)
          input.explainSilence(
            placeIn(body.module, body.node.name),
            "too few routes beside it go through a layer to say that all should",
          );
        return [];
      }
      return past.map((one) => tell(one, queries.get(one.id), example, through.length));
    });
  },
};

/** Routes of one module that go through a layer, at least; and for each that does not. */
const fewest = 3;
const most = 3;

interface Handler {
  readonly id: string;
  readonly body: FunctionBody;
  readonly route: string;
  /** A function or class of a layer that it calls or is given. */
  readonly layer?: string;
}

function handlersOf(input: RuleInput): ReadonlyMap<string, Handler> {
  const routes = new Map(
    input.facts.routes.map(({ handler, method, path }) => [handler, `${method} ${path}`]),
  );
  const found = new Map<string, Handler>();
  const paths = new Set([...routes.keys()].map((id) => id.slice(0, id.lastIndexOf(":"))));
  for (const path of paths) {
    const module = input.project.modules.get(path);
    if (module === undefined || isAside(path)) continue;
    for (const body of functionBodies(input, module)) {
      const id = `${path}:${body.node.name.id}`;
      const route = routes.get(id);
      if (route === undefined || body.owner !== undefined || found.has(id)) continue;
      const layer = layerOf(input, body);
      found.set(id, { id, body, route, ...(layer === undefined ? {} : { layer }) });
    }
  }
  return found;
}

const layers =
  /(?:^|\/)(?:services?|repositor(?:y|ies)|use_?cases|cruds?|selectors|[a-z]+_(?:service|repository|crud))(?:\/|\.py$)/;

/** What of a layer a function calls, or takes as a parameter. */
function layerOf({ project }: RuleInput, { module, node, scopes }: FunctionBody): string | undefined {
  const asked: readonly Expression[] = [
    ...callsWithin(node.body).map(({ callee }) => callee),
    ...node.parameters
      .flatMap(({ annotation, default: given }) => [annotation, given])
      .flatMap((each) => each ?? []),
    ...node.parameters.flatMap(({ annotation, default: given }) =>
      [annotation, given].flatMap((each) => (each === undefined ? [] : argumentsOf(each))),
    ),
  ];
  for (const expression of asked) {
    const meant = firstDefined(project, module, expression, scopes);
    if (meant !== undefined && "module" in meant && layers.test(meant.module.path)) return meant.module.path;
  }
  return undefined;
}

/** `a.b()` of a module, or `Class(…).method()`, by whatever of it is known. */
function firstDefined(
  project: RuleInput["project"],
  module: FunctionBody["module"],
  expression: Expression,
  scopes: FunctionBody["scopes"],
): Definition | undefined {
  for (let at: Expression | undefined = expression; at !== undefined; at = below(at)) {
    const meant = defineExpression(project, module, at, scopes);
    if (meant !== undefined) return meant;
  }
  return undefined;
}

function below(expression: Expression): Expression | undefined {
  if (expression.kind === "attribute") return expression.value;
  return expression.kind === "call" ? expression.callee : undefined;
}

function argumentsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === "subscript")
    return expression.index.kind === "tuple"
      ? expression.index.items.flatMap((each) => [each, ...argumentsOf(each)])
      : [expression.index];
  return expression.kind === "call" ? expression.args.map(({ value }) => value) : [];
}

type Stretch = { readonly start: number; readonly end: number };

/** Where handlers ask the database themselves, the first place of each. */
function queriesOf(input: RuleInput, handlers: ReadonlyMap<string, Handler>): ReadonlyMap<string, Stretch> {
  const found = new Map<string, Stretch>();
  for (const event of flowEvents(input)) {
    if (event.kind !== "columns" && event.kind !== "run") continue;
    const { place, root } = event;
    const handler = handlers.get(root);
    if (handler === undefined || handler.body.module !== place.module) continue;
    const { node } = handler.body;
    if (place.start < node.start || place.end > node.end) continue;
    const before = found.get(root);
    if (before === undefined || place.start < before.start) found.set(root, place);
  }
  return found;
}

function tell(
  { id, body, route }: Handler,
  query: Stretch | undefined,
  example: Handler,
  count: number,
): Hit {
  const { module, node } = body;
  return {
    span: placeIn(module, node.name),
    message: `${route} asks the database itself, where ${count} other routes of this module go through ${example.layer}: what is decided there (whose rows, which of them, in what order) is decided here once more`,
    mend: `move what ${nameOf(id)} asks into ${example.layer}`,
    path: [
      ...(query === undefined ? [] : [{ message: `${nameOf(id)} asks here`, span: placeIn(module, query) }]),
      {
        message: `${nameOf(example.id)} goes through ${example.layer}`,
        span: placeIn(example.body.module, example.body.node.name),
      },
    ],
  };
}
