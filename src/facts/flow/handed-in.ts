import type { Expression } from "#python";
import { readScope } from "../symbols.ts";
import type { Frame } from "./flow.ts";
import type { FlowValue } from "./values.ts";

const harmlessTypes =
  /^(?:int|float|bool|complex|Decimal|UUID\d?|date|datetime|time|timedelta|Enum|Literal|range)$/;
const textMethods =
  /^(?:strip|lstrip|rstrip|lower|upper|title|replace|get|getlist|decode|encode|format|pop|split|rsplit|partition|capitalize|post|json|form)$/;

/** Whether an expression is, or is taken out of, what the function was handed by whoever calls it. */
export function isOutside(frame: Frame, expression: Expression, depth = 0): boolean {
  if (depth > 5) return false;
  switch (expression.kind) {
    case "name":
      return isHandedIn(frame, expression.id, depth);
    case "attribute":
      return !/^(?:id|pk|.*_id)$/.test(expression.name) && isOutside(frame, expression.value, depth + 1);
    case "subscript":
    case "await":
    case "starred":
      return isOutside(frame, expression.value, depth + 1);
    case "call": {
      const { callee, args } = expression;
      if (callee.kind === "name" && callee.id === "str")
        return args.some(({ value }) => isOutside(frame, value, depth + 1));
      return (
        callee.kind === "attribute" &&
        textMethods.test(callee.name) &&
        isOutside(frame, callee.value, depth + 1)
      );
    }
    case "binary":
      return isOutside(frame, expression.left, depth + 1) || isOutside(frame, expression.right, depth + 1);
    default:
      return false;
  }
}

function isHandedIn(frame: Frame, name: string, depth: number): boolean {
  const { node, names, self } = frame;
  if (node === undefined || node.kind === "lambda" || isKnown(names.own.get(name))) return false;
  const [first] = node.parameters;
  if (self !== undefined && first?.name === name) return false;
  const binding = readScope(node.body).names.get(name);
  if (binding !== undefined)
    return (
      binding.kind === "value" && binding.value !== undefined && isOutside(frame, binding.value, depth + 1)
    );
  const parameter = node.parameters.find((each) => each.name === name);
  return parameter !== undefined && !hasHarmlessType(parameter.annotation);
}

/** Whether it is known what a name stands for. Of a request that is not known, nor of what was brought. */
function isKnown(value: FlowValue | undefined): boolean {
  if (value?.kind === "brought") return value.by === "nobody";
  return value !== undefined && !(value.kind === "object" && /Request$/.test(String(value.of)));
}

/** Whether what a type allows can do no harm within a text. */
export function hasHarmlessType(annotation: Expression | undefined): boolean {
  switch (annotation?.kind) {
    case "name":
      return harmlessTypes.test(annotation.id);
    case "attribute":
      return harmlessTypes.test(annotation.name);
    case "subscript":
      return hasHarmlessType(annotation.value);
    case "binary":
      return hasHarmlessType(annotation.left);
    default:
      return false;
  }
}
