import type { Call, Expression, FunctionDefinition } from "#python";
import { argumentOf, keyword } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { RouteFact } from "../route.ts";
import type { TestCallFact } from "../test.ts";
import { pathOf } from "./address.ts";
import type { RouteMatcher } from "./match-routes.ts";
import { meantViews } from "./meant-views.ts";
import { nodesOf } from "./nodes.ts";
import { calleeOf, enterFunction, readAddresses } from "./read-addresses.ts";
import { statusesOf } from "./statuses.ts";
import type { Place, TestWalk } from "./test-walk.ts";

const verbs = /^(a?)(get|post|put|patch|delete|head|options)$/;

/** Reads the calls of tests; what does not depend on the test that comes by is read once. */
export interface CallReader {
  readonly walk: TestWalk;
  readonly matcher: RouteMatcher;
  readonly known: Map<FunctionDefinition, readonly TestCallFact[]>;
  /** Functions that one test was followed into. */
  readonly spent: { functions: number };
}

/** Functions that one test is followed into, at most. */
const mostFunctions = 1_000;

/** The calls of one function, with those of the functions that it calls and of the fixtures that it names. */
export function readCalls(reader: CallReader, place: Place): readonly TestCallFact[] {
  const calls: TestCallFact[] = [];
  for (const { name } of place.node.parameters) {
    const fixture = place.given.has(name) ? undefined : reader.walk.fixtures.find(name, place.module);
    if (fixture !== undefined && fixture.node !== place.node)
      calls.push(
        ...readOnce(reader, {
          ...fixture,
          body: fixture.node.body,
          given: new Map(),
          depth: place.depth + 1,
        }),
      );
  }
  for (const node of nodesOf(place.node)) {
    if (node.kind !== "call") continue;
    const call = node as Call;
    const read = readRequest(reader, place, call) ?? readDirect(reader, place, call);
    if (read !== undefined) calls.push(...read);
    else {
      const inner = enterFunction(reader.walk, place, call, call.start, 0);
      if (inner !== undefined && inner.node !== place.node) calls.push(...readOnce(reader, inner));
    }
  }
  return calls;
}

/** The calls of a function that a test calls; those of one that is given no path are the same for all tests. */
function readOnce(reader: CallReader, place: Place): readonly TestCallFact[] {
  const isGiven = [...place.given.values()].some((addresses) =>
    addresses.some(({ name, text }) => name !== undefined || text.includes("/")),
  );
  if (isGiven || place.self !== undefined) {
    reader.spent.functions += 1;
    return place.depth > 3 || reader.spent.functions > mostFunctions ? [] : readCalls(reader, place);
  }
  const before = reader.known.get(place.node);
  if (before !== undefined) return before;
  // Nothing yet while it is being read, so that circles end; and from the top, so that it is the same for all.
  reader.known.set(place.node, []);
  const calls = readCalls(reader, { ...place, depth: Math.min(place.depth, 1) });
  reader.known.set(place.node, calls);
  return calls;
}

/** `client.get("/orders")`, `client.request("GET", "/orders")`, `client.websocket_connect("/live")`. */
function readRequest(
  { walk, matcher }: CallReader,
  place: Place,
  call: Call,
): readonly TestCallFact[] | undefined {
  const { callee } = call;
  if (callee.kind !== "attribute") return undefined;
  const verb = verbs.exec(callee.name)?.[2];
  const isWritten = callee.name === "request" || callee.name === "generic";
  const isSocket = callee.name === "websocket_connect";
  if (verb === undefined && !isWritten && !isSocket) return undefined;
  const written = isWritten ? argumentOf(call, "method", 0) : undefined;
  const method = isSocket
    ? "WEBSOCKET"
    : (verb?.toUpperCase() ?? (written?.kind === "string" ? written.value.toUpperCase() : "ANY"));
  const target = argumentOf(call, isWritten ? "url" : "path", isWritten ? 1 : 0) ?? keyword(call, "url");
  if (target === undefined) return undefined;
  const isClient = isNamedClient(callee.value);
  const span = spanOf(place.module, call);
  const statuses = statusesOf(walk, place, call);
  const asserted = statuses === undefined ? {} : { statuses };
  const found = readAddresses(walk, place, target, call.start).flatMap((address): readonly TestCallFact[] => {
    const path = address.name === undefined ? pathOf(address.text, isClient) : undefined;
    if (address.name === undefined && path === undefined) {
      // A client that is sent somewhere, nobody sees where.
      const isHidden = isClient && address.text === "{}";
      return isHidden ? [{ method, target: "{}", span, routes: [], ...asserted }] : [];
    }
    const routes =
      address.name === undefined ? matcher.byPath(method, path ?? "") : matcher.byName(method, address);
    // What is got from something else than a client is no request, unless a route answers it.
    if (routes.length === 0 && !isClient) return [];
    const told = address.name ?? path ?? "";
    return [{ method, target: told, span, routes: routes.map(keyOf), ...asserted }];
  });
  return found.length > 0 ? found : undefined;
}

function isNamedClient(receiver: Expression): boolean {
  const name =
    receiver.kind === "name"
      ? receiver.id
      : receiver.kind === "attribute"
        ? receiver.name
        : receiver.kind === "call"
          ? "client"
          : "";
  return /client$|^ac$|^api$/i.test(name);
}

/** What answers a route, called by itself: `read_order(1)`, `OrderView.as_view()(request)`, `view = close` and `view(…)`. */
function readDirect(
  { walk, matcher }: CallReader,
  place: Place,
  call: Call,
): readonly TestCallFact[] | undefined {
  const found = meantViews(place, call).flatMap(({ module, expression }): readonly TestCallFact[] => {
    const value = calleeOf(walk, module, expression);
    const handler =
      value?.kind === "function"
        ? `${value.module.path}:${value.node.name.id}`
        : value?.kind === "class"
          ? `${value.class.module.path}:${value.class.node.name.id}`
          : undefined;
    const routes = handler === undefined ? [] : matcher.byHandler(handler);
    if (handler === undefined || routes.length === 0) return [];
    const target = handler.slice(handler.lastIndexOf(":") + 1);
    const span = spanOf(place.module, call);
    return [{ method: "ANY", target, span, routes: [...new Set(routes.map(keyOf))] }];
  });
  return found.length > 0 ? found : undefined;
}

function keyOf({ method, path }: RouteFact): string {
  return `${method} ${path}`;
}
