import type { Expression } from "#python";
import { readScope } from "../symbols.ts";
import type { Frame } from "./flow.ts";
import type { FlowValue } from "./values.ts";

const harmlessTypes =
  /^(?:int|float|bool|complex|Decimal|UUID\d?|date|datetime|time|timedelta|Enum|Literal|range)$/;
const textMethods =
  /^(?:strip|lstrip|rstrip|lower|upper|title|replace|get|getlist|decode|encode|format|pop|split|rsplit|partition|capitalize|post|json|form)$/;

/** Whether an expression is, or is taken out of, what the function was handed by whoever calls it. */
export function isOutside(frame: Frame, expression: Expression): boolean {
  return isTaken(frame, expression, 0, undefined);
}

/** `bound` is the name whose own value this is: `name = name.strip()` is taken out of the parameter. */
function isTaken(frame: Frame, expression: Expression, depth: number, bound: string | undefined): boolean {
  if (depth > 5) return false;
  const of = (part: Expression): boolean => isTaken(frame, part, depth + 1, bound);
  switch (expression.kind) {
    case "name":
      return isHandedIn(frame, expression.id, depth, bound);
    case "attribute":
      return !/^(?:id|pk|.*_id)$/.test(expression.name) && of(expression.value);
    case "subscript":
    case "await":
    case "starred":
      return of(expression.value);
    case "call": {
      const { callee, args } = expression;
      if (callee.kind === "name" && callee.id === "str") return args.some(({ value }) => of(value));
      return callee.kind === "attribute" && textMethods.test(callee.name) && of(callee.value);
    }
    case "binary":
      return of(expression.left) || of(expression.right);
    default:
      return false;
  }
}

function isHandedIn(frame: Frame, name: string, depth: number, bound: string | undefined): boolean {
  const { node, names, self } = frame;
  if (node === undefined || node.kind === "lambda" || isKnown(names.own.get(name))) return false;
  const [first] = node.parameters;
  if (self !== undefined && first?.name === name) return false;
  const binding = name === bound ? undefined : readScope(node.body).names.get(name);
  if (binding !== undefined)
    return (
      binding.kind === "value" &&
      binding.value !== undefined &&
      isTaken(frame, binding.value, depth + 1, name)
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
