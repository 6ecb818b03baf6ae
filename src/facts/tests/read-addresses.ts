import type { Call, Expression } from "#python";
import { findMember, type ProjectClass } from "../classes.ts";
import { argumentOf, keyword } from "../literals.ts";
import type { SourceModule } from "../project.ts";
import type { Value } from "../values.ts";
import { type Address, fill, joinAddresses, unknown } from "./address.ts";
import { assignedByMethods, isOwnAttribute, isSelf, lastAssigned } from "./assigned.ts";
import { nodesOf } from "./nodes.ts";
import type { Place, TestWalk } from "./test-walk.ts";

/** How many steps may lead from one expression to the next, and how many functions may be open within one another. */
const longestWay = 12;
const deepest = 4;

const reverses = /(^|\.)(reverse|reverse_lazy|url_path_for|url_for)$/;

/** What an expression of a test may stand for where a path is wanted; `at` is the place in the text before which names are bound. */
export function readAddresses(
  walk: TestWalk,
  place: Place,
  expression: Expression | undefined,
  at: number,
  way = 0,
): readonly Address[] {
  if (expression === undefined || way > longestWay) return [unknown];
  const read = (inner: Expression): readonly Address[] => readAddresses(walk, place, inner, at, way + 1);
  switch (expression.kind) {
    case "string":
      return [{ text: expression.value }];
    case "formatted":
      return expression.parts
        .map((part) => (part.kind === "string" ? [{ text: part.value }] : read(part.value)))
        .reduce(joinAddresses, [{ text: "" }]);
    case "binary":
      if (expression.operator === "+") return joinAddresses(read(expression.left), read(expression.right));
      return expression.operator === "%"
        ? fill(
            read(expression.left),
            (expression.right.kind === "tuple" ? expression.right.items : [expression.right]).map(read),
          )
        : [unknown];
    case "conditional":
      return [...read(expression.then), ...read(expression.otherwise)];
    case "await":
      return read(expression.value);
    case "call":
      return readCall(walk, place, expression, at, way + 1);
    case "name":
      return readName(walk, place, expression, at, way + 1);
    case "attribute":
      return readAttribute(walk, place, expression, way + 1);
    default:
      return [unknown];
  }
}

function readCall(walk: TestWalk, place: Place, call: Call, at: number, way: number): readonly Address[] {
  const { callee } = call;
  if (callee.kind === "attribute" && callee.name === "format")
    return fill(
      readAddresses(walk, place, callee.value, at, way),
      call.args.map(({ name, value }) =>
        name === undefined ? readAddresses(walk, place, value, at, way) : [unknown],
      ),
    );
  const value = calleeOf(walk, place.module, callee);
  const said =
    value?.kind === "external"
      ? value.path
      : callee.kind === "attribute"
        ? callee.name
        : callee.kind === "name"
          ? callee.id
          : "";
  if (reverses.test(said)) {
    const named = readAddresses(
      walk,
      place,
      argumentOf(call, "viewname", 0) ?? keyword(call, "name"),
      at,
      way,
    );
    return named.map(({ text }) => (text.includes("{}") || text === "" ? unknown : { name: text, text: "" }));
  }
  if (said === "str" && call.args[0] !== undefined)
    return readAddresses(walk, place, call.args[0].value, at, way);
  const inner = enterFunction(walk, place, call, at, way);
  return inner === undefined ? [unknown] : readResults(walk, inner, way);
}

/** What a call of a test calls, where its name is one of those that matter. */
export function calleeOf(
  { reading, names }: TestWalk,
  module: SourceModule,
  callee: Expression,
): Value | undefined {
  const name = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
  if (!names.has(name)) return undefined;
  return reading.evaluator.evaluate(reading.evaluator.moduleFrame(module), callee);
}

/** Whether a file is for tests alone: what the project itself does is not followed. */
export function isOfTests(path: string): boolean {
  return /(^|[/_])(tests?|testing|e2e|conftest|factories)([/_.]|$)/.test(path);
}

/** A function or method of the project that a test calls, with what it is given. */
export function enterFunction(
  walk: TestWalk,
  place: Place,
  call: Call,
  at: number,
  way: number,
): Place | undefined {
  if (place.depth >= deepest) return undefined;
  const { callee } = call;
  const isOwn =
    callee.kind === "attribute" && callee.value.kind === "name" && /^(self|cls)$/.test(callee.value.id);
  const member = isOwn && place.self !== undefined ? findMember(place.self, callee.name) : undefined;
  const value = isOwn ? undefined : calleeOf(walk, place.module, callee);
  const target =
    member?.binding.kind === "function"
      ? { module: member.owner.module, node: member.binding.node }
      : value?.kind === "function"
        ? { module: value.module, node: value.node }
        : undefined;
  if (target === undefined || !isOfTests(target.module.path)) return undefined;
  const given = new Map<string, readonly Address[]>();
  const parameters = target.node.parameters
    .filter(
      ({ form, name }) =>
        (form === "positional-only" || form === "ordinary") && !(isOwn && /^(self|cls)$/.test(name)),
    )
    .map(({ name }) => name);
  for (const [index, argument] of call.args.entries()) {
    const name = argument.name ?? (argument.spread === undefined ? parameters[index] : undefined);
    if (name !== undefined) given.set(name, readAddresses(walk, place, argument.value, at, way));
  }
  for (const { name, default: fallback } of target.node.parameters)
    if (fallback?.kind === "string" && !given.has(name)) given.set(name, [{ text: fallback.value }]);
  const self = isOwn && place.self !== undefined ? { self: place.self } : {};
  return { ...target, body: target.node.body, given, depth: place.depth + 1, ...self };
}

function readResults(walk: TestWalk, place: Place, way: number): readonly Address[] {
  const results = nodesOf(place.node).flatMap((node) => {
    const said = node as
      | Extract<Expression, { kind: "yield" }>
      | { readonly kind: "return"; readonly value?: Expression; readonly start: number };
    if ((said.kind !== "return" && said.kind !== "yield") || said.value === undefined) return [];
    return readAddresses(walk, place, said.value, said.start, way);
  });
  return results.length > 0 ? results : [unknown];
}

function readName(
  walk: TestWalk,
  place: Place,
  expression: Extract<Expression, { kind: "name" }>,
  at: number,
  way: number,
): readonly Address[] {
  const { id } = expression;
  const assigned = lastAssigned(place.node, at, (target) => target.kind === "name" && target.id === id);
  if (assigned !== undefined) {
    const { value, iterable, start } = assigned;
    if (iterable !== undefined) return readItems(walk, place, iterable, start, way);
    return value === undefined ? [unknown] : readAddresses(walk, place, value, start, way);
  }
  const given = place.given.get(id);
  if (given !== undefined) return given;
  if (place.node.parameters.some(({ name }) => name === id)) return readParameter(walk, place, id, way);
  return readOutside(walk, place.module, expression);
}

function readItems(
  walk: TestWalk,
  place: Place,
  iterable: Expression,
  at: number,
  way: number,
): readonly Address[] {
  if (iterable.kind !== "list" && iterable.kind !== "tuple" && iterable.kind !== "set") return [unknown];
  return iterable.items.slice(0, 50).flatMap((item) => readAddresses(walk, place, item, at, way));
}

/** A parameter of a test: one of a list of values, or what a fixture gives. */
function readParameter(walk: TestWalk, place: Place, name: string, way: number): readonly Address[] {
  for (const decorator of place.node.decorators) {
    if (
      decorator.kind !== "call" ||
      decorator.callee.kind !== "attribute" ||
      decorator.callee.name !== "parametrize"
    )
      continue;
    const [names, values] = decorator.args.map(({ value }) => value);
    const listed = names?.kind === "string" ? names.value.split(",").map((each) => each.trim()) : [];
    const index = listed.indexOf(name);
    if (index === -1 || (values?.kind !== "list" && values?.kind !== "tuple")) continue;
    return values.items.slice(0, 50).flatMap((item) => {
      const row = item.kind === "call" ? item.args.map(({ value }) => value) : [item];
      const cells =
        listed.length > 1 && (row[0]?.kind === "tuple" || row[0]?.kind === "list") ? row[0].items : row;
      return readAddresses(walk, place, cells[index], 0, way);
    });
  }
  const fixture = walk.fixtures.find(name, place.module);
  if (fixture === undefined || fixture.node === place.node || place.depth >= deepest) return [unknown];
  return readResults(
    walk,
    { ...fixture, body: fixture.node.body, given: new Map(), depth: place.depth + 1 },
    way,
  );
}

/** A name or an attribute that is bound outside of the function. */
function readOutside(walk: TestWalk, module: SourceModule, expression: Expression): readonly Address[] {
  const { evaluator } = walk.reading;
  const value = evaluator.evaluate(evaluator.moduleFrame(module), expression);
  if (value?.kind === "text") return [{ text: value.text }];
  if (value?.kind !== "instance" || value.call.args[0] === undefined || typeof value.of !== "string")
    return [unknown];
  if (!reverses.test(value.of)) return [unknown];
  const name = evaluator.evaluate(value.frame, value.call.args[0].value);
  return name?.kind === "text" ? [{ name: name.text, text: "" }] : [unknown];
}

/** `self.url`, which the class, its `setUp` or another method sets; or a setting. */
function readAttribute(
  walk: TestWalk,
  place: Place,
  expression: Extract<Expression, { kind: "attribute" }>,
  way: number,
): readonly Address[] {
  const { value, name } = expression;
  if (value.kind === "name" && value.id === "request" && name === "param")
    return readFixtureValues(walk, place, way);
  if (!isSelf(value) || place.self === undefined) return readOutside(walk, place.module, expression);
  const own = lastAssigned(place.node, expression.start, (target) => isOwnAttribute(target, name));
  if (own?.value !== undefined) return readAddresses(walk, place, own.value, own.start, way);
  return readClassAttribute(walk, place, place.self, name, way);
}

/** `@pytest.fixture(params=["/v1", "/v2"])` */
function readFixtureValues(walk: TestWalk, place: Place, way: number): readonly Address[] {
  const listed = place.node.decorators.flatMap((decorator) =>
    decorator.kind === "call" ? (keyword(decorator, "params") ?? []) : [],
  );
  return listed.length === 0 ? [unknown] : listed.flatMap((list) => readItems(walk, place, list, 0, way));
}

function readClassAttribute(
  walk: TestWalk,
  place: Place,
  self: ProjectClass,
  name: string,
  way: number,
): readonly Address[] {
  for (const owner of self.lineage) {
    if (typeof owner === "string") continue;
    const { module } = owner;
    for (const { node, assigned } of assignedByMethods(owner, name)) {
      if (assigned.value === undefined) continue;
      const there = { module, node, body: node.body, self, given: new Map(), depth: place.depth + 1 };
      return place.depth >= deepest
        ? [unknown]
        : readAddresses(walk, there, assigned.value, assigned.start, way);
    }
    const binding = owner.scope.names.get(name);
    if (binding?.kind === "value" && binding.value !== undefined)
      return readAddresses(walk, { ...place, module, given: new Map() }, binding.value, 0, way);
  }
  return [unknown];
}
