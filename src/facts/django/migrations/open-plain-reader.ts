import type { Attribute, Binary, Expression, FormattedPart, Subscript } from "#python";
import type { ClassReader } from "../../classes.ts";
import { type Definition, define } from "../../definitions.ts";
import type { Project, SourceModule } from "../../project.ts";
import { evaluateComprehension } from "./comprehensions.ts";
import { combine, negate } from "./conditions.ts";
import { enumerationKind, listPlain, makesMembers, memberPlain } from "./enumerations.ts";
import { readFieldCall } from "./field-state.ts";
import { meantBy, memberOf } from "./meant.ts";
import { none, numberPlain, type Plain, textPlain } from "./plain.ts";
import { evaluateCall, referenceTo } from "./plain-calls.ts";
import type { Place, PlainReader } from "./plain-reader.ts";

/** How many steps one evaluation may take, and how deep they may lead: source may be made to take for ever. */
const mostSteps = 40_000;
const deepest = 60;
/** How long a list or a text may become that is put together of others. */
const longest = 20_000;

export function openPlainReader(
  project: Project,
  classes: ClassReader,
  labelOf: PlainReader["labelOf"],
): PlainReader {
  const known = new WeakMap<Expression, Plain | undefined>();
  const names = new Map<SourceModule, Map<string, Definition | undefined>>();
  const members = new Map<string, Definition | undefined>();
  let steps = 0;
  let depth = 0;
  const reader: PlainReader = {
    project,
    classes,
    labelOf,
    define: (module, name) => {
      const own = names.get(module) ?? new Map<string, Definition | undefined>();
      names.set(module, own);
      if (!own.has(name)) own.set(name, define(project, module, name));
      return own.get(name);
    },
    memberOf: (path, lookUp) => {
      if (!members.has(path)) members.set(path, lookUp());
      return members.get(path);
    },
    step: (place, expression) => {
      if (steps <= 0 || depth > deepest) return undefined;
      steps -= 1;
      depth += 1;
      // Within a comprehension, a name stands for something else in each round.
      const isFixed = place.given === undefined;
      const value =
        isFixed && known.has(expression) ? known.get(expression) : evaluate(reader, place, expression);
      depth -= 1;
      if (isFixed && steps > 0 && depth < deepest - 20) known.set(expression, value);
      return value;
    },
    evaluate: (place, expression) => {
      if (expression === undefined) return undefined;
      // An evaluation within another one counts as part of it.
      if (depth > 0) return reader.step(place, expression);
      steps = mostSteps;
      return reader.step(place, expression);
    },
  };
  return reader;
}

function evaluate(reader: PlainReader, place: Place, expression: Expression): Plain | undefined {
  switch (expression.kind) {
    case "constant":
      return expression.value === "None" ? none : constant(expression.value);
    case "number":
      return numberFrom(expression.raw);
    case "string":
      return textPlain(expression.value);
    case "formatted":
      return joined(expression.parts.map((part) => textOfPart(reader, place, part)));
    case "list":
    case "tuple":
    case "set":
      return evaluateItems(reader, place, expression.items);
    case "dictionary":
      return evaluateEntries(reader, place, expression.entries);
    case "unary":
      return evaluateUnary(expression.operator, reader.step(place, expression.operand));
    case "binary":
      return evaluateBinary(reader, place, expression);
    case "name":
    case "attribute":
      return evaluateName(reader, place, expression);
    case "comprehension":
      return evaluateComprehension(reader, place, expression);
    case "subscript":
      return evaluateSubscript(reader, place, expression);
    case "call":
      return readFieldCall(reader, place, expression) ?? evaluateCall(reader, place, expression);
    default:
      return undefined;
  }
}

function constant(value: string): Plain | undefined {
  return value === "..." ? undefined : numberPlain(value === "True" ? 1 : 0);
}

function numberFrom(raw: string): Plain | undefined {
  const number = Number(raw.replaceAll("_", ""));
  return Number.isNaN(number) ? undefined : numberPlain(number);
}

function joined(texts: readonly (string | undefined)[]): Plain | undefined {
  if (!texts.every((text) => text !== undefined)) return undefined;
  const text = texts.join("");
  return text.length > longest ? undefined : textPlain(text);
}

function textOfPart(reader: PlainReader, place: Place, part: FormattedPart): string | undefined {
  if (part.kind === "string") return part.value;
  if (part.format !== undefined || part.debug || part.conversion !== undefined) return undefined;
  const value = reader.step(place, part.value);
  if (value?.kind === "text") return value.text;
  return value?.kind === "number" && Number.isInteger(value.value) ? String(value.value) : undefined;
}

function evaluateItems(
  reader: PlainReader,
  place: Place,
  expressions: readonly Expression[],
): Plain | undefined {
  const items: (Plain | undefined)[] = [];
  for (const expression of expressions) {
    if (expression.kind !== "starred") {
      items.push(reader.step(place, expression));
      continue;
    }
    const spread = reader.step(place, expression.value);
    if (spread?.kind !== "list" || items.length + spread.items.length > longest) return undefined;
    items.push(...spread.items);
  }
  return { kind: "list", items };
}

function evaluateEntries(
  reader: PlainReader,
  place: Place,
  entries: readonly { readonly key?: Expression; readonly value: Expression }[],
): Plain | undefined {
  const read: (readonly [Plain, Plain | undefined])[] = [];
  for (const { key, value } of entries) {
    const name = key && reader.step(place, key);
    if (name === undefined) return undefined;
    read.push([name, reader.step(place, value)]);
  }
  return { kind: "dictionary", entries: read };
}

function evaluateUnary(operator: string, operand: Plain | undefined): Plain | undefined {
  if (operand?.kind === "number" && operator === "-") return numberPlain(-operand.value);
  if (operand?.kind === "number" && operator === "not") return numberPlain(operand.value === 0 ? 1 : 0);
  return operand?.kind === "condition" && operator === "~" ? negate(operand) : undefined;
}

function evaluateBinary(reader: PlainReader, place: Place, expression: Binary): Plain | undefined {
  const left = reader.step(place, expression.left);
  const right = reader.step(place, expression.right);
  if (left?.kind === "condition" || right?.kind === "condition")
    return combine(expression.operator, left, right);
  if (left?.kind === "number" && right?.kind === "number")
    return calculate(expression.operator, left.value, right.value);
  if (expression.operator !== "+") return undefined;
  if (left?.kind === "text" && right?.kind === "text")
    return left.text.length + right.text.length > longest ? undefined : textPlain(left.text + right.text);
  return left?.kind === "list" && right?.kind === "list" && left.items.length + right.items.length <= longest
    ? { kind: "list", items: [...left.items, ...right.items] }
    : undefined;
}

function calculate(operator: string, left: number, right: number): Plain | undefined {
  const result =
    operator === "+"
      ? left + right
      : operator === "-"
        ? left - right
        : operator === "*"
          ? left * right
          : operator === "**"
            ? left ** right
            : undefined;
  return result === undefined || !Number.isSafeInteger(result) ? undefined : numberPlain(result);
}

function evaluateName(reader: PlainReader, place: Place, expression: Expression): Plain | undefined {
  const given = givenBy(place, expression);
  if (given !== undefined) return given.value;
  if (expression.kind === "attribute") {
    const member = evaluateMember(reader, place, expression);
    if (member !== undefined) return member;
  }
  const meant = meantBy(reader, place, expression);
  if (meant?.kind === "value") {
    const of = expression.kind === "attribute" ? meantBy(reader, place, expression.value) : undefined;
    const isMember = of?.kind === "class" && makesMembers(of.class);
    return isMember ? undefined : reader.step(meant.place, meant.value);
  }
  return meant && referenceTo(meant);
}

/** A name of a comprehension, or a part of the member of an enumeration that it stands for. */
function givenBy(
  { given }: Place,
  expression: Expression,
): { readonly value: Plain | undefined } | undefined {
  if (given === undefined) return undefined;
  if (expression.kind === "name" && given.has(expression.id)) {
    const { value, member } = given.get(expression.id) ?? {};
    return { value: member === undefined ? value : undefined };
  }
  if (expression.kind !== "attribute" || expression.value.kind !== "name") return undefined;
  const member = given.get(expression.value.id)?.member;
  if (member === undefined) return undefined;
  const { name, value, label } = member;
  const parts: Readonly<Record<string, Plain | undefined>> = { name: textPlain(name), value, label };
  return { value: parts[expression.name] };
}

/** `Status.DRAFT`, `Status.DRAFT.value` and `Status.choices` of an enumeration. */
function evaluateMember(reader: PlainReader, place: Place, { value, name }: Attribute): Plain | undefined {
  const owner = meantBy(reader, place, value);
  if (owner?.kind === "class" && enumerationKind(owner.class) !== undefined)
    return memberPlain(reader, owner.class, name) ?? listPlain(reader, owner.class, name);
  if (value.kind !== "attribute" || !/^(?:value|label|name)$/.test(name)) return undefined;
  const outer = meantBy(reader, place, value.value);
  return outer?.kind === "class" && enumerationKind(outer.class) !== undefined
    ? memberPlain(reader, outer.class, value.name, name)
    : undefined;
}

/** `module.Status["DRAFT"]`, as migrations write a member that is not its value. */
function evaluateIndexed(reader: PlainReader, place: Place, { value, index }: Subscript): Plain | undefined {
  const [of, at] = [reader.step(place, value), reader.step(place, index)];
  if (of?.kind === "list" && at?.kind === "number") return of.items.at(at.value);
  if (of?.kind !== "dictionary" || at?.kind !== "text") return undefined;
  return of.entries.find(([key]) => key.kind === "text" && key.text === at.text)?.[1];
}

function evaluateSubscript(reader: PlainReader, place: Place, subscript: Subscript): Plain | undefined {
  const { value, index } = subscript;
  const owner = meantBy(reader, place, value);
  if (owner?.kind !== "class" || enumerationKind(owner.class) === undefined)
    return evaluateIndexed(reader, place, subscript);
  if (index.kind !== "string") return undefined;
  return memberOf(reader, owner.class, index.value) && memberPlain(reader, owner.class, index.value);
}
