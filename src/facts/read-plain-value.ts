import type { Expression } from "#python";
import { findMember } from "./classes.ts";
import { defineExpression } from "./definitions.ts";
import { isEnumeration, makesItself, textOfMember } from "./enumerations.ts";
import type { Reading } from "./front-end.ts";
import type { PlainValue } from "./plain-value.ts";
import type { TypePlace } from "./type-place.ts";

const longestWay = 12;

/** What an expression is where it is written out, also by names of constants and members of enumerations; undefined for anything else. */
export function readPlainValue(
  reading: Reading,
  place: TypePlace,
  expression: Expression | undefined,
  way = 0,
): PlainValue | undefined {
  if (expression === undefined || way > longestWay) return undefined;
  switch (expression.kind) {
    case "string":
      return expression.bytes ? undefined : expression.value;
    case "number":
      return numberOf(expression.raw);
    case "constant":
      return constants.get(expression.value);
    case "unary": {
      const inner = readPlainValue(reading, place, expression.operand, way + 1);
      return expression.operator === "-" && typeof inner === "number" ? -inner : undefined;
    }
    case "binary":
      return worked(
        expression.operator,
        readPlainValue(reading, place, expression.left, way + 1),
        readPlainValue(reading, place, expression.right, way + 1),
      );
    case "list":
    case "tuple":
    case "set":
      return listed(expression.items.map((item) => readPlainValue(reading, place, item, way + 1)));
    case "dictionary":
      return mapped(reading, place, expression.entries, way);
    case "name":
    case "attribute":
      return named(reading, place, expression, way);
    default:
      return undefined;
  }
}

/** `60 * 60`, `"a" + "b"`; undefined for what is no exact number. */
function worked(
  operator: string,
  left: PlainValue | undefined,
  right: PlainValue | undefined,
): PlainValue | undefined {
  if (operator === "+" && typeof left === "string" && typeof right === "string") return left + right;
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  if (!Number.isInteger(left) || !Number.isInteger(right)) return undefined;
  const value =
    operator === "+"
      ? left + right
      : operator === "-"
        ? left - right
        : operator === "*"
          ? left * right
          : operator === "**" && right >= 0
            ? left ** right
            : undefined;
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

const constants = new Map<string, PlainValue>([
  ["None", null],
  ["True", true],
  ["False", false],
]);

/** What a number is, as it is written; undefined where JSON has no such number, or not exactly. */
function numberOf(raw: string): number | undefined {
  const text = raw.replaceAll("_", "");
  const isPlain = /^(?:\d+|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d*\.?\d*(?:[eE][-+]?\d+)?)$/.test(text);
  const value = isPlain ? Number(text) : Number.NaN;
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
    ? value
    : undefined;
}

function listed(items: readonly (PlainValue | undefined)[]): PlainValue | undefined {
  return items.every((item) => item !== undefined) ? items : undefined;
}

type Entries = (Expression & { readonly kind: "dictionary" })["entries"];

function mapped(reading: Reading, place: TypePlace, entries: Entries, way: number): PlainValue | undefined {
  const found: [string, PlainValue][] = [];
  for (const { key, value } of entries) {
    // `**OTHERS`
    if (key === undefined) {
      const others = readPlainValue(reading, place, value, way + 1);
      if (typeof others !== "object" || others === null || Array.isArray(others)) return undefined;
      found.push(...Object.entries(others));
      continue;
    }
    const name = readPlainValue(reading, place, key, way + 1);
    const inner = readPlainValue(reading, place, value, way + 1);
    if (typeof name !== "string" || inner === undefined) return undefined;
    found.push([name, inner]);
  }
  return Object.fromEntries(found);
}

/** `DEFAULT_LIMIT`, `Color.RED`, `Color.RED.value`. */
function named(
  reading: Reading,
  place: TypePlace,
  expression: Expression & { readonly kind: "name" | "attribute" },
  way: number,
): PlainValue | undefined {
  if (expression.kind === "attribute") {
    const of =
      expression.name === "value" && expression.value.kind === "attribute" ? expression.value : expression;
    const owner = defineExpression(reading.project, place.module, of.value, place.scopes);
    const found = owner?.kind === "class" ? reading.classes.read(owner) : undefined;
    if (found !== undefined && isEnumeration(found)) {
      const member = findMember(found, of.name);
      if (member?.binding.kind !== "value") return undefined;
      if (member.binding.value !== undefined && makesItself(member.binding.value)) {
        const made = textOfMember(member.owner, of.name);
        return made.kind === "text" ? made.text : undefined;
      }
      return readPlainValue(reading, { module: member.owner.module }, member.binding.value, way + 1);
    }
  }
  const meant = defineExpression(reading.project, place.module, expression, place.scopes);
  if (meant?.kind !== "value") return undefined;
  return readPlainValue(reading, { module: meant.module }, meant.binding.value, way + 1);
}
