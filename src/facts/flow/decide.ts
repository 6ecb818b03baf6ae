import type { Expression } from "#python";
import { findMember } from "../classes.ts";
import type { Frame } from "./flow.ts";
import type { FlowValue } from "./values.ts";

/**
 * Whether a test holds, where what it compares is settled for whatever is followed: the action for which a view is called. All else
 * may be so or otherwise.
 */
export function decide(frame: Frame, test: Expression): boolean | undefined {
  switch (test.kind) {
    case "unary": {
      const held = test.operator === "not" ? decide(frame, test.operand) : undefined;
      return held === undefined ? undefined : !held;
    }
    case "boolean": {
      const held = test.values.map((value) => decide(frame, value));
      // One part settles the whole: what is false of `and`, what is true of `or`.
      const settling = test.operator === "or";
      if (held.includes(settling)) return settling;
      return held.includes(undefined) ? undefined : !settling;
    }
    case "comparison": {
      const [operator = ""] = test.operators;
      const [right] = test.comparators;
      return right === undefined || test.comparators.length > 1
        ? undefined
        : compare(frame, test.left, operator, right);
    }
    case "call":
      return hasAttribute(frame, test);
    default:
      return undefined;
  }
}

function compare(frame: Frame, left: Expression, operator: string, right: Expression): boolean | undefined {
  if (left.kind === "string") return isAmong(frame, left.value, operator, right);
  const text = settledText(frame, left);
  if (text === undefined) return undefined;
  const other = frame.flow.evaluate(frame, right);
  if (operator === "==" || operator === "!=")
    return other?.kind === "text" ? (other.text === text) === (operator === "==") : undefined;
  if (operator !== "in" && operator !== "not in") return undefined;
  if (other?.kind !== "list" || other.items.some((item) => item?.kind !== "text")) return undefined;
  const isIn = other.items.some((item) => item?.kind === "text" && item.text === text);
  return isIn === (operator === "in");
}

/** `"state" in update_fields`, where all that is in it is settled. */
function isAmong(frame: Frame, text: string, operator: string, right: Expression): boolean | undefined {
  const list = right.kind === "name" ? frame.names.own.get(right.id) : undefined;
  if ((operator !== "in" && operator !== "not in") || list?.kind !== "list") return undefined;
  const texts = list.items.flatMap((item) => (item?.kind === "text" && item.settled ? [item.text] : []));
  return texts.length < list.items.length ? undefined : texts.includes(text) === (operator === "in");
}

/** A text that is settled for what is followed; looked for where it costs nothing. */
function settledText(frame: Frame, expression: Expression): string | undefined {
  const { names } = frame;
  let root = expression;
  while (root.kind === "attribute") root = root.value;
  if (root.kind !== "name") return undefined;
  const held = names.own.get(root.id);
  if (held?.kind !== "object" && held?.kind !== "text") return undefined;
  let value: FlowValue | undefined = held;
  const steps: string[] = [];
  for (let at = expression; at.kind === "attribute"; at = at.value) steps.unshift(at.name);
  for (const step of steps) value = value?.kind === "object" ? value.attributes.get(step) : undefined;
  return value?.kind === "text" && value.settled === true ? value.text : undefined;
}

/** `hasattr(self, "list_serializer_class")`, where the class has it. */
function hasAttribute(
  frame: Frame,
  { callee, args }: Expression & { readonly kind: "call" },
): true | undefined {
  const [object, name] = args;
  if (callee.kind !== "name" || callee.id !== "hasattr" || object?.value.kind !== "name") return undefined;
  const of = frame.names.own.get(object.value.id);
  if (of?.kind !== "object" || name?.value.kind !== "string") return undefined;
  const text = name.value.value;
  if (of.attributes.has(text)) return true;
  return typeof of.of !== "string" && findMember(of.of, text) !== undefined ? true : undefined;
}
