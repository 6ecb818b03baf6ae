import type { BooleanOperation, Conditional, Constant, Expression } from "#python";
import { whereAbsent } from "./absent.ts";
import { forgetTested } from "./brought.ts";
import { decide } from "./decide.ts";
import { type Frame, placeOf } from "./flow.ts";
import { narrow, withNarrowed } from "./kinds.ts";
import { unionOf } from "./union.ts";
import type { FlowValue } from "./values.ts";

export function constantOf(value: Constant["value"]): FlowValue | undefined {
  if (value === "None") return { kind: "none" };
  return value === "..." ? undefined : { kind: "truth", value: value === "True" };
}

export function numberOf(raw: string): FlowValue {
  const number = Number(raw.replaceAll("_", ""));
  return Number.isNaN(number)
    ? { kind: "truth", value: true }
    : { kind: "truth", value: number !== 0, number };
}

/** Follows a test: rows are taken to see whether there are any. What is known to hold or not is told. */
export function test(frame: Frame, expression: Expression): boolean | undefined {
  const value = frame.flow.evaluate(frame, expression);
  forgetTested(frame, expression);
  if (value?.kind === "rows") frame.flow.iterate(frame, value, placeOf(frame, expression));
  return value?.kind === "truth" ? value.value : decide(frame, expression);
}

/** `one if test else other` */
export function evaluateConditional(
  frame: Frame,
  { test: condition, then, otherwise }: Conditional,
): FlowValue | undefined {
  const known = test(frame, condition);
  const follow = (holds: boolean): FlowValue | undefined =>
    withNarrowed(frame, narrow(frame, condition, holds), () =>
      frame.flow.evaluate(
        whereAbsent(frame, condition, holds, holds ? otherwise : then),
        holds ? then : otherwise,
      ),
    );
  return known === undefined ? unionOf([follow(true), follow(false)]) : follow(known);
}

/** `and` and `or` end where what they give is known. */
export function evaluateBoolean(
  frame: Frame,
  { operator, values: parts }: BooleanOperation,
): FlowValue | undefined {
  const values: (FlowValue | undefined)[] = [];
  const goesOn = operator === "and";
  const follow = (at: Frame, index: number): FlowValue | undefined => {
    const part = parts[index];
    if (part === undefined) return goesOn ? lastOf(values) : unionOf(values);
    const value = at.flow.evaluate(at, part);
    if (value?.kind === "truth" && value.value !== goesOn) return value;
    values.push(value);
    return withNarrowed(at, narrow(at, part, goesOn), () =>
      follow(goesOn ? at : whereAbsent(at, part, false, part), index + 1),
    );
  };
  return follow(frame, 0);
}

/** What `and` gives where nothing ends it: its last value, which is a truth only where all of them are. */
function lastOf(values: readonly (FlowValue | undefined)[]): FlowValue | undefined {
  const last = values.at(-1);
  return last?.kind === "truth" && values.some((value) => value?.kind !== "truth") ? undefined : last;
}

/** `row.pk is None`: whatever is known to be true or false is not nothing. */
export function compareWithNone(
  left: FlowValue | undefined,
  operator: string,
  right: FlowValue | undefined,
): FlowValue | undefined {
  const [one, other] = left?.kind === "none" ? [right, left] : [left, right];
  if (one?.kind !== "truth" || other?.kind !== "none") return undefined;
  if (operator === "is" || operator === "==") return { kind: "truth", value: false };
  return operator === "is not" || operator === "!=" ? { kind: "truth", value: true } : undefined;
}
