import type { Expression } from "#python";
import { type PlacedCall, readConstraints } from "../constraints.ts";
import type { Reading } from "../front-end.ts";
import { isTrue, keyword } from "../literals.ts";
import type { ValueDetails } from "../operation.ts";
import type { PlainValue } from "../plain-value.ts";
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
    constraints: { ...readConstraints(reading, calls), ...publishedLast(reading, calls) },
    ...(typeof description === "string" ? { description } : {}),
    ...(isTrue(said("deprecated")?.expression) ? { deprecated: true } : {}),
    ...readKeywords(reading, said("json_schema_extra")),
  };
}

/** What is published in place of the type: what stands farthest from it counts. */
function publishedLast(reading: Reading, calls: readonly PlacedCall[]): Readonly<Record<string, string>> {
  const { published } = readConstraints(reading, calls.toReversed());
  return published === undefined ? {} : { published };
}

/** https://docs.pydantic.dev/latest/concepts/json_schema/#using-json_schema_extra-with-a-dict; what a function does to a schema is not known. */
function readKeywords(reading: Reading, said: PlacedExpression | undefined): Pick<ValueDetails, "keywords"> {
  const keywords = said && readPlainValue(reading, said.place, said.expression);
  return isMap(keywords) ? { keywords } : {};
}

function isMap(value: PlainValue | undefined): value is Readonly<Record<string, PlainValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface PlacedExpression {
  readonly place: TypePlace;
  readonly expression: Expression;
}
