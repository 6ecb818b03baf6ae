import type { Call, Expression } from "#python";
import { keyword, positional } from "../literals.ts";
import { statusWords } from "../status-words.ts";
import { layoutOf } from "./layout.ts";
import { calleeOf, enterFunction } from "./read-addresses.ts";
import type { Place, TestWalk } from "./test-walk.ts";

/** What a test asserts of the status of an answer. */
interface Observed {
  readonly statuses: readonly number[];
  /** Whether somebody may assert more who is not seen here. */
  readonly isOpen: boolean;
}

const nothing: Observed = { statuses: [], isOpen: false };
const open: Observed = { statuses: [], isOpen: true };
const deepest = 3;

/** The statuses that a test asserts of what a call answers; undefined where that cannot be told. */
export function statusesOf(walk: TestWalk, place: Place, call: Call): readonly number[] | undefined {
  const { statuses, isOpen } = observe({ walk, place, given: new Map(), depth: 0 }, call);
  return isOpen ? undefined : statuses;
}

interface Watch {
  readonly walk: TestWalk;
  readonly place: Place;
  /** What parameters of the function were given where it was called, as numbers. */
  readonly given: ReadonlyMap<string, readonly number[] | undefined>;
  readonly depth: number;
}

/** What becomes of one expression that holds an answer. */
function observe(watch: Watch, node: object): Observed {
  const { parents } = layoutOf(watch.place.node);
  const parent = parents.get(node);
  if (parent === undefined) return open;
  const { kind } = parent as { readonly kind?: string };
  switch (kind) {
    case "await":
      return observe(watch, parent);
    case "expression":
      return nothing;
    case "attribute":
      return observeAttribute(watch, parent as Expression & { readonly kind: "attribute" });
    case "assign":
    case "annotated":
      return observeNames(watch, parent as Bound, node);
    case "call":
      return observeCall(watch, parent as Call, node);
    case "assert":
    case "comparison":
    case "if":
      return nothing;
    default:
      return open;
  }
}

interface Bound {
  readonly targets?: readonly Expression[];
  readonly target?: Expression;
  readonly start: number;
  readonly end: number;
}

/** A name that an answer is given is read until it is given another. */
function observeNames(watch: Watch, bound: Bound, value: object): Observed {
  const [target, ...more] = bound.targets ?? (bound.target === undefined ? [] : [bound.target]);
  if (target?.kind !== "name" || more.length > 0 || target === value) return open;
  const { names } = layoutOf(watch.place.node);
  const all = names.get(target.id) ?? [];
  const next = all.find(({ node, isBound }) => isBound && node.start > bound.end)?.node.start;
  const read = all.filter(
    ({ node, isBound }) => !isBound && node.start > bound.end && (next === undefined || node.start < next),
  );
  return joined(read.map(({ node }) => observe(watch, node)));
}

function joined(all: readonly Observed[]): Observed {
  return {
    statuses: [...new Set(all.flatMap(({ statuses }) => statuses))],
    isOpen: all.some(({ isOpen }) => isOpen),
  };
}

const statusNames = /^(?:status_code|status)$/;
const judges =
  /^(?:raise_for_status|is_success|is_error|is_client_error|is_server_error|ok|has_redirect_location)$/;

function observeAttribute(watch: Watch, node: Expression & { readonly kind: "attribute" }): Observed {
  if (judges.test(node.name)) return open;
  if (!statusNames.test(node.name)) return nothing;
  const parent = layoutOf(watch.place.node).parents.get(node) as
    | (Expression & { readonly kind: string })
    | undefined;
  if (parent?.kind === "comparison") {
    const sides = [parent.left, ...parent.comparators].filter((side) => side !== node);
    const isEqual = parent.operators.every((operator) => operator === "==" || operator === "in");
    return isEqual ? told(sides.map((side) => numbersOf(watch, side))) : open;
  }
  if (
    parent?.kind === "call" &&
    parent.callee.kind === "attribute" &&
    /^assert(?:Equals?|In)$/.test(parent.callee.name)
  )
    return told(
      positional(parent)
        .filter((each) => each !== node)
        .slice(0, 1)
        .map((each) => numbersOf(watch, each)),
    );
  return open;
}

function told(numbers: readonly (readonly number[] | undefined)[]): Observed {
  return numbers.some((each) => each === undefined) || numbers.length === 0
    ? open
    : { statuses: numbers.flatMap((each) => each ?? []), isOpen: false };
}

/** An answer is handed to a function that asserts something of it. */
function observeCall(watch: Watch, call: Call, node: object): Observed {
  const { callee } = call;
  const name = callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
  if (call.callee === node) return open;
  if (/^assert(?:Not)?Contains$/.test(name)) {
    const status = keyword(call, "status_code");
    return status === undefined ? { statuses: [200], isOpen: false } : told([numbersOf(watch, status)]);
  }
  if (name === "assertRedirects") return { statuses: [302], isOpen: false };
  if (/^(?:print|len|str|repr|assertTemplateUsed|assertJSONEqual)$/.test(name)) return nothing;
  const { walk, place, depth } = watch;
  const value = depth >= deepest ? undefined : calleeOf(walk, place.module, callee);
  const inner =
    value?.kind === "function" || isOwnMethod(callee)
      ? enterFunction(walk, place, call, call.start, 0)
      : undefined;
  return inner === undefined ? open : observeWithin(watch, call, node, inner);
}

function isOwnMethod(callee: Expression): boolean {
  return (
    callee.kind === "attribute" && callee.value.kind === "name" && /^(?:self|cls)$/.test(callee.value.id)
  );
}

function observeWithin(watch: Watch, call: Call, node: object, inner: Place): Observed {
  const isMethod = isOwnMethod(call.callee);
  const parameters = isMethod ? inner.node.parameters.slice(1) : inner.node.parameters;
  const argumentsOf = new Map(
    call.args.flatMap((argument, index) => {
      const parameter = argument.name ?? parameters[index]?.name;
      return parameter === undefined || argument.spread !== undefined
        ? []
        : [[parameter, argument.value] as const];
    }),
  );
  const held = [...argumentsOf].find(([, value]) => value === node || unwrapped(value) === node)?.[0];
  if (held === undefined) return open;
  const given = new Map(
    parameters.map((parameter) => {
      const argument = argumentsOf.get(parameter.name);
      const numbers = argument === undefined ? undefined : numbersOf(watch, argument);
      const preset = parameter.default === undefined ? undefined : numbersOf(watch, parameter.default);
      return [parameter.name, argument === undefined ? preset : numbers] as const;
    }),
  );
  const below: Watch = { walk: watch.walk, place: inner, given, depth: watch.depth + 1 };
  const uses = (layoutOf(inner.node).names.get(held) ?? []).filter(({ isBound }) => !isBound);
  return joined(uses.map((use) => observe(below, use.node)));
}

function unwrapped(value: Expression): Expression {
  return value.kind === "await" ? value.value : value;
}

/** The statuses that an expression stands for. */
function numbersOf(watch: Watch, expression: Expression): readonly number[] | undefined {
  switch (expression.kind) {
    case "number":
      return /^[1-5]\d\d$/.test(expression.raw) ? [Number(expression.raw)] : undefined;
    case "attribute": {
      if (expression.name === "value") return numbersOf(watch, expression.value);
      const code = /^HTTP_([1-5]\d\d)_/.exec(expression.name)?.[1];
      const known = code === undefined ? statusWords.get(expression.name) : Number(code);
      return known === undefined ? undefined : [known];
    }
    case "name":
      return watch.given.get(expression.id);
    case "tuple":
    case "list":
    case "set": {
      // One of several is none that is sure.
      const all = expression.items.map((item) => numbersOf(watch, item));
      return all.length === 1 ? all[0] : undefined;
    }
    default:
      return undefined;
  }
}
