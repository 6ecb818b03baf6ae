import type { Body, Statement } from "#python";
import { bindTarget, type Frame, workOut } from "./expressions.ts";
import { isTruthy, itemsOf, type Plain } from "./plain.ts";

/** How a body ends: with a value, by reaching its end, or unknown. */
export type Outcome = { readonly kind: "returned"; readonly value: Plain } | "passed" | undefined;

/** What a body of statements returns; undefined where one of them cannot be worked out. */
export function workThrough(frame: Frame, body: Body): Outcome {
  for (const statement of body) {
    const outcome = workOne(frame, statement);
    if (outcome !== "passed") return outcome;
  }
  return "passed";
}

function workOne(frame: Frame, statement: Statement): Outcome {
  switch (statement.kind) {
    case "return": {
      const value = statement.value === undefined ? null : workOut(frame, statement.value);
      return value === undefined ? undefined : { kind: "returned", value };
    }
    case "pass":
      return "passed";
    case "expression":
      // A documentation string; what else stands alone does something else.
      return statement.value.kind === "string" ? "passed" : undefined;
    case "assign":
    case "annotated": {
      const targets = statement.kind === "assign" ? statement.targets : [statement.target];
      const value = statement.value && workOut(frame, statement.value);
      return value !== undefined && targets.every((target) => bindTarget(frame, target, value))
        ? "passed"
        : undefined;
    }
    case "augmented": {
      const { target, operator, value, start, end } = statement;
      const sum = workOut(frame, { kind: "binary", operator, left: target, right: value, start, end });
      return target.kind === "name" && sum !== undefined && bindTarget(frame, target, sum)
        ? "passed"
        : undefined;
    }
    case "if": {
      const test = workOut(frame, statement.test);
      return test === undefined
        ? undefined
        : workThrough(frame, isTruthy(test) ? statement.body : statement.otherwise);
    }
    case "for": {
      const items = statement.async ? undefined : itemsOf(workOut(frame, statement.iterable));
      if (items === undefined) return undefined;
      for (const item of items) {
        const outcome = bindTarget(frame, statement.target, item)
          ? workThrough(frame, statement.body)
          : undefined;
        if (outcome !== "passed") return outcome;
      }
      return workThrough(frame, statement.otherwise);
    }
    default:
      return undefined;
  }
}
