import type { Call, Expression } from "#python";
import { findMember, type ProjectClass } from "../classes.ts";
import { instanceOf } from "./attributes.ts";
import { madeBy, noteWait } from "./blocking-calls.ts";
import { broughtIn, callBrought } from "./brought.ts";
import { formatText, noteStatement, quoted } from "./built-texts.ts";
import { callBuiltin } from "./builtins.ts";
import { type Arguments, type Frame, placeOf } from "./flow.ts";
import { semanticsOf } from "./follow-relation.ts";
import { noteSend } from "./task-sends.ts";
import { unionOf } from "./union.ts";
import type { FlowValue, Mapping, ObjectValue } from "./values.ts";

/** Calls a value. */
export function call(frame: Frame, callee: FlowValue, given: Arguments): FlowValue | undefined {
  noteWait(frame, callee, given);
  noteStatement(frame, callee, given);
  const sent = noteSend(frame, callee, given);
  return sent ?? callValue(frame, callee, given) ?? quoted(frame, callee, given);
}

function callValue(frame: Frame, callee: FlowValue, given: Arguments): FlowValue | undefined {
  switch (callee.kind) {
    case "function":
      for (const overrides of frame.flow.answerers.overrides)
        for (const other of overrides(callee)) frame.flow.enter(frame, other, given);
      return frame.flow.enter(frame, callee, given);
    case "class":
      return construct(frame, callee.class, given);
    case "method":
      return callMethod(frame, callee.of, callee.name, given);
    case "external":
      return callExternal(frame, callee.path, given);
    case "object": {
      const own = typeof callee.of === "string" ? undefined : findMember(callee.of, "__call__");
      if (own?.binding.kind !== "function") return undefined;
      const { owner, binding } = own;
      return frame.flow.enter(
        frame,
        { kind: "function", module: owner.module, node: binding.node, owner, self: callee },
        given,
      );
    }
    case "union":
      return unionOf(callee.of.map((each) => call(frame, each, given)));
    default:
      return undefined;
  }
}

/** The first answer that some framework has. */
function ask<Asked extends readonly unknown[]>(
  answerers: readonly ((...asked: Asked) => FlowValue | undefined)[],
  ...asked: Asked
): FlowValue | undefined {
  for (const answer of answerers) {
    const known = answer(...asked);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** Functions that give what they are given: copies, and what shows how far a loop has come. */
const sameAsGiven =
  /^(?:textwrap\.dedent|copy\.(?:deep)?copy|tqdm(?:\.\w+)*\.(?:tqdm|trange)|rich\.progress\.track)$/;

function callExternal(frame: Frame, path: string, given: Arguments): FlowValue | undefined {
  if (path === "builtins.super") return callSuper(frame, given);
  if (path.startsWith("builtins.")) return callBuiltin(frame, path.slice("builtins.".length), given);
  if (path === "typing.cast") return given.positional[1];
  if (sameAsGiven.test(path)) return given.positional[0];
  if (path === "json.loads") return readJson(given.positional[0]);
  return (
    ask(frame.flow.answerers.callExternal, frame, path, given) ??
    madeBy(path) ??
    (/(?:^|\.)[A-Z]\w*$/.test(path) ? { kind: "object", of: path, attributes: new Map() } : undefined)
  );
}

/** What was sent as JSON is what was sent. */
function readJson(text: FlowValue | undefined): FlowValue | undefined {
  const brought = broughtIn(text);
  return brought && { ...brought, whole: true };
}

/** `super()` within a method, or with the class and the object that it is for. */
function callSuper(frame: Frame, { positional }: Arguments): FlowValue | undefined {
  const [of, object] = positional;
  const after = of?.kind === "class" ? of.class : frame.owner;
  const self = object ?? frame.self;
  return after && self && { kind: "super", self, after };
}

function callMethod(frame: Frame, of: FlowValue, name: string, given: Arguments): FlowValue | undefined {
  if (of.kind === "rows") {
    const known = semanticsOf(frame, of.model)?.callRows?.(frame, of, name, given);
    if (known !== undefined) return known;
  }
  if (of.kind === "row") {
    const known = semanticsOf(frame, of.model)?.callRow?.(frame, of, name, given);
    if (known !== undefined) return known;
  }
  const asked = ask(frame.flow.answerers.callObject, frame, of, name, given);
  if (asked !== undefined) return asked;
  if (of.kind === "mapping") return callMapping(of, name, given);
  if (of.kind === "brought") return callBrought(frame, of, name, given);
  if (name === "format") return formatText(frame, of, given);
  // What only lays a text out leaves it what it was.
  if (name === "strip" || name === "dedent")
    return of.kind === "built" || of.kind === "text" ? of : undefined;
  return undefined;
}

function callMapping(
  { entries, others }: Mapping,
  name: string,
  { positional }: Arguments,
): FlowValue | undefined {
  const [key] = positional;
  if (name === "get") return key?.kind === "text" ? (entries.get(key.text) ?? others) : others;
  const values = [...entries.values(), ...(others ? [others] : [])];
  if (name === "items")
    return { kind: "collection", of: { kind: "list", items: [undefined, unionOf(values)] } };
  return name === "values" ? { kind: "list", items: values } : undefined;
}

/** Makes an instance of a class of the project. */
function construct(frame: Frame, read: ProjectClass, given: Arguments): FlowValue | undefined {
  const place = placeOf(frame, given.call);
  const made = ask(frame.flow.answerers.construct, frame, read, given);
  if (made !== undefined) return made;
  const instance = instanceOf(frame, read, place);
  if (instance.kind !== "object") return instance;
  const maker = findMember(read, "__init__");
  if (maker?.binding.kind === "function") {
    const { owner, binding } = maker;
    const self = {
      kind: "function",
      module: owner.module,
      node: binding.node,
      owner,
      self: instance,
    } as const;
    frame.flow.enter(frame, self, given);
  } else fillFields(read, instance, given);
  return instance;
}

/** An instance of a class without a maker of its own takes the fields that the class declares, in their order. */
function fillFields(read: ProjectClass, instance: ObjectValue, { positional, named }: Arguments): void {
  const fields = [...read.scope.names].flatMap(([name, binding]) =>
    binding.kind === "value" && binding.annotation !== undefined ? [name] : [],
  );
  positional.forEach((value, index) => {
    const name = fields[index];
    if (name !== undefined && isKept(value)) instance.attributes.set(name, value);
  });
  for (const [name, value] of named) if (isKept(value)) instance.attributes.set(name, value);
}

/** A flag of an object may be set elsewhere too. */
function isKept(value: FlowValue | undefined): value is FlowValue {
  return value !== undefined && value.kind !== "truth";
}

/** Whether a call has to do with something that differs from one round of a loop to the next. */
export function dependsOn(names: ReadonlySet<string>, call: Call): boolean {
  const has = (expression: Expression): boolean => {
    switch (expression.kind) {
      case "name":
        return names.has(expression.id);
      case "attribute":
      case "starred":
      case "await":
        return has(expression.value);
      case "subscript":
        return has(expression.value) || has(expression.index);
      case "call":
        return has(expression.callee) || expression.args.some(({ value }) => has(value));
      case "binary":
        return has(expression.left) || has(expression.right);
      case "comparison":
        return has(expression.left) || expression.comparators.some(has);
      case "boolean":
        return expression.values.some(has);
      case "unary":
        return has(expression.operand);
      case "tuple":
      case "list":
      case "set":
        return expression.items.some(has);
      case "dictionary":
        return expression.entries.some(({ value }) => has(value));
      case "formatted":
        return expression.parts.some((part) => part.kind === "replacement" && has(part.value));
      default:
        return false;
    }
  };
  return has(call);
}
