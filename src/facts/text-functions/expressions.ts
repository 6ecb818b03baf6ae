import type { Call, Comprehension, Expression, FormattedPart, Slice } from "#python";
import { builtins, callMethod, isMethod } from "./methods.ts";
import { type Callable, isCallable, isEqual, isTruthy, itemsOf, longest, type Plain } from "./plain.ts";

/** The names of a function that is worked out, and how many steps all of it may still take. */
export interface Frame {
  readonly names: Map<string, Plain>;
  /** What a name means that the function itself does not bind. */
  readonly outside: (name: string) => Plain | undefined;
  readonly left: { steps: number };
}

/** What an expression of texts, numbers and lists gives; undefined where it cannot be worked out. */
export function workOut(frame: Frame, expression: Expression): Plain | undefined {
  frame.left.steps -= 1;
  if (frame.left.steps < 0) return undefined;
  const below = (inner: Expression): Plain | undefined => workOut(frame, inner);
  switch (expression.kind) {
    case "string":
      return expression.bytes ? undefined : expression.value;
    case "number":
      return /^\d{1,6}$/.test(expression.raw) ? Number(expression.raw) : undefined;
    case "constant":
      return expression.value === "..." ? undefined : constants[expression.value];
    case "formatted":
      return joined(expression.parts.map((part) => textOfPart(frame, part)));
    case "name":
      return frame.names.get(expression.id) ?? namedOutside(frame, expression.id);
    case "attribute":
      return expression.value.kind === "name" && expression.value.id === "str" && isMethod(expression.name)
        ? { kind: "callable", apply: ([text, ...args]) => methodOf(text, expression.name, args) }
        : undefined;
    case "list":
    case "tuple":
      return expression.items.some(({ kind }) => kind === "starred")
        ? undefined
        : every(expression.items.map(below));
    case "binary":
      return add(expression.operator, below(expression.left), below(expression.right));
    case "unary":
      return negate(expression.operator, below(expression.operand));
    case "boolean":
      return chosen(frame, expression.operator, expression.values);
    case "comparison":
      return compared(frame, expression.left, expression.operators, expression.comparators);
    case "conditional": {
      const test = below(expression.test);
      return test === undefined ? undefined : below(isTruthy(test) ? expression.then : expression.otherwise);
    }
    case "subscript":
      return part(frame, below(expression.value), expression.index);
    case "comprehension":
      return expression.form === "list" || expression.form === "generator"
        ? comprehended(frame, expression)
        : undefined;
    case "lambda":
      return lambdaOf(
        frame,
        expression.parameters.map(({ name }) => name),
        expression.body,
      );
    case "call":
      return called(frame, expression);
    default:
      return undefined;
  }
}

const constants = { True: true, False: false, None: null } as const;

function namedOutside(frame: Frame, name: string): Plain | undefined {
  return frame.names.has(name) ? undefined : frame.outside(name);
}

function every(values: readonly (Plain | undefined)[]): Plain | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

function joined(texts: readonly (string | undefined)[]): Plain | undefined {
  if (!texts.every((text) => text !== undefined)) return undefined;
  const text = texts.join("");
  return text.length > longest ? undefined : text;
}

function textOfPart(frame: Frame, part: FormattedPart): string | undefined {
  if (part.kind === "string") return part.value;
  if (part.format !== undefined || part.debug || part.conversion !== undefined) return undefined;
  const value = workOut(frame, part.value);
  return typeof value === "string" ? value : undefined;
}

function add(operator: string, left: Plain | undefined, right: Plain | undefined): Plain | undefined {
  if (typeof left === "number" && typeof right === "number") {
    if (operator === "+") return left + right;
    if (operator === "-") return left - right;
    return operator === "%" && right > 0 && left >= 0 ? left % right : undefined;
  }
  if (operator !== "+") return undefined;
  if (typeof left === "string" && typeof right === "string") return joined([left, right]);
  const [one, other] = [left, right].map((side) =>
    Array.isArray(side) ? (side as readonly Plain[]) : undefined,
  );
  return one && other && one.length + other.length <= longest ? [...one, ...other] : undefined;
}

function negate(operator: string, value: Plain | undefined): Plain | undefined {
  if (value === undefined) return undefined;
  if (operator === "not") return !isTruthy(value);
  return operator === "-" && typeof value === "number" ? -value : undefined;
}

function chosen(frame: Frame, operator: "and" | "or", values: readonly Expression[]): Plain | undefined {
  let last: Plain | undefined;
  for (const each of values) {
    last = workOut(frame, each);
    if (last === undefined || isTruthy(last) === (operator === "or")) return last;
  }
  return last;
}

function compared(
  frame: Frame,
  first: Expression,
  operators: readonly string[],
  others: readonly Expression[],
): Plain | undefined {
  let left = workOut(frame, first);
  for (const [index, operator] of operators.entries()) {
    const next = others[index];
    const right = next && workOut(frame, next);
    if (left === undefined || right === undefined) return undefined;
    const holds = holdsBetween(operator, left, right);
    if (!holds) return holds;
    left = right;
  }
  return true;
}

function holdsBetween(operator: string, left: Plain, right: Plain): boolean | undefined {
  switch (operator) {
    case "==":
      return isEqual(left, right);
    case "!=":
      return !isEqual(left, right);
    case "is":
      return left === null || right === null ? left === right : undefined;
    case "is not":
      return left === null || right === null ? left !== right : undefined;
    case "in":
    case "not in": {
      const isIn =
        typeof left === "string" && typeof right === "string"
          ? right.includes(left)
          : itemsOf(right)?.some((item) => isEqual(item, left));
      return isIn === undefined ? undefined : isIn === (operator === "in");
    }
    default: {
      if (typeof left !== "number" || typeof right !== "number") return undefined;
      const by = { "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right };
      return Object.hasOwn(by, operator) ? by[operator as keyof typeof by] : undefined;
    }
  }
}

function part(frame: Frame, of: Plain | undefined, index: Expression): Plain | undefined {
  const items = itemsOf(of);
  if (items === undefined) return undefined;
  if (index.kind === "slice") {
    const cut = sliced(frame, items, index);
    return typeof of === "string" ? joined(cut?.map(String) ?? [undefined]) : cut;
  }
  const at = workOut(frame, index);
  return typeof at === "number" ? items.at(at) : undefined;
}

function sliced(frame: Frame, items: readonly Plain[], slice: Slice): readonly Plain[] | undefined {
  if (slice.step !== undefined) return undefined;
  const ends = [slice.lower, slice.upper].map((end) => (end === undefined ? "none" : workOut(frame, end)));
  if (!ends.every((end) => typeof end === "number" || end === "none")) return undefined;
  const [from, to] = ends.map((end) => (typeof end === "number" ? end : undefined));
  return items.slice(from, to);
}

function comprehended(frame: Frame, { element, clauses }: Comprehension): Plain | undefined {
  const [clause, ...more] = clauses;
  if (clause === undefined || more.length > 0 || clause.async) return undefined;
  const items = itemsOf(workOut(frame, clause.iterable));
  if (items === undefined || items.length > longest) return undefined;
  const made: Plain[] = [];
  for (const item of items) {
    const inner = { ...frame, names: new Map(frame.names) };
    if (!bindTarget(inner, clause.target, item)) return undefined;
    const tests = clause.conditions.map((condition) => workOut(inner, condition));
    if (tests.some((test) => test === undefined)) return undefined;
    if (!tests.every((test) => test !== undefined && isTruthy(test))) continue;
    const value = workOut(inner, element);
    if (value === undefined) return undefined;
    made.push(value);
  }
  return made;
}

/** `name`, `index, word` or `first, *others`; false where that does not fit. */
export function bindTarget(frame: Frame, target: Expression, value: Plain): boolean {
  if (target.kind === "name") {
    frame.names.set(target.id, value);
    return true;
  }
  const items = target.kind === "tuple" || target.kind === "list" ? itemsOf(value) : undefined;
  if (items === undefined || (target.kind !== "tuple" && target.kind !== "list")) return false;
  const starred = target.items.findIndex(({ kind }) => kind === "starred");
  const fixed = target.items.length - (starred < 0 ? 0 : 1);
  if (starred < 0 ? items.length !== fixed : items.length < fixed) return false;
  return target.items.every((each, index) => {
    if (each.kind === "starred")
      return bindTarget(frame, each.value, items.slice(index, items.length - (fixed - index)));
    const item =
      items[starred >= 0 && index > starred ? items.length - (target.items.length - index) : index];
    return item !== undefined && bindTarget(frame, each, item);
  });
}

function lambdaOf(frame: Frame, names: readonly string[], body: Expression): Callable {
  return {
    kind: "callable",
    apply: (args) => {
      if (args.length !== names.length) return undefined;
      const given = names.map((name, index): [string, Plain] => [name, args[index] ?? null]);
      return workOut({ ...frame, names: new Map([...frame.names, ...given]) }, body);
    },
  };
}

function called(frame: Frame, { callee, args }: Call): Plain | undefined {
  if (args.some(({ name, spread }) => name !== undefined || spread !== undefined)) return undefined;
  const values = args.map(({ value }) => workOut(frame, value));
  if (!values.every((value) => value !== undefined)) return undefined;
  if (callee.kind === "attribute") {
    const own = workOut(frame, callee);
    return isCallable(own) ? own.apply(values) : methodOf(workOut(frame, callee.value), callee.name, values);
  }
  const meant = workOut(frame, callee);
  if (isCallable(meant)) return meant.apply(values);
  return meant === undefined && callee.kind === "name" ? builtins.get(callee.id)?.(values) : undefined;
}

function methodOf(text: Plain | undefined, name: string, args: readonly Plain[]): Plain | undefined {
  return typeof text === "string" ? callMethod(text, name, args) : undefined;
}
