import type { Expression } from "#python";
import { type PlacedCall, readConstraints } from "../constraints.ts";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword } from "../literals.ts";
import type { ValueDetails } from "../operation.ts";
import { readPlainValue } from "../read-plain-value.ts";
import type { TypePlace } from "../types.ts";

/** What calls such as `Field(…)` and `Query(…)` say of a value beside its type, the first that says something counting. */
export function readDetails(
  reading: Reading,
  calls: readonly PlacedCall[],
  fallback?: { readonly place: TypePlace; readonly expression: Expression },
): ValueDetails & Pick<Required<ValueDetails>, "constraints"> {
  const said = (name: string): PlacedExpression | undefined =>
    calls.flatMap(({ place, call }) => {
      const expression = keyword(call, name);
      return expression === undefined ? [] : [{ place, expression }];
    })[0];
  const value = fallback && readPlainValue(reading, fallback.place, fallback.expression);
  const described = said("description");
  const description = described && readPlainValue(reading, described.place, described.expression);
  return {
    ...(value === undefined ? {} : { value }),
    constraints: readConstraints(reading, calls),
    ...(typeof description === "string" ? { description } : {}),
    ...(isTrue(said("deprecated")?.expression) ? { deprecated: true } : {}),
  };
}

interface PlacedExpression {
  readonly place: TypePlace;
  readonly expression: Expression;
}
