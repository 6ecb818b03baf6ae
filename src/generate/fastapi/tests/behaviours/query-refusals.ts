import type { Field } from "#domain";
import { commaList, name, type Py, py, str } from "#python";
import { type Act, bodyWith } from "../acts.ts";
import { refusedBody } from "../body-refusals.ts";
import type { TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { isFreeText } from "../values.ts";

/** Queries that would set what no row can have: every value that is not the field's. */
export function queryCases(act: Act): readonly TestCase[] {
  const wrong = act.fields.flatMap(({ field }) => {
    const value = wrongText(field);
    return value === undefined ? [] : [py`(${str(field.name)}, ${str(value)})`];
  });
  if (wrong.length === 0) return [];
  return [refusedQuery(act, py`[${commaList(wrong)}]`)];
}

function refusedQuery(act: Act, values: Py): TestCase {
  const names = ["field", "value"].map((each) => ({ name: each, type: py`str` }));
  const refused = refusedBody(
    act,
    "refuses what the field cannot hold",
    [{ names, values }],
    { body: bodyWith(act, name("field"), name("value")) },
    name("field"),
  );
  const body = refused.body.slice(0, -1);
  return { ...refused, body: [...body, assertInvalid(act.operation, "parameters", name("field"))] };
}

/** A text that the field cannot hold; undefined where it can hold any. */
function wrongText(field: Field): string | undefined {
  const { meaning } = field;
  if (isFreeText(field)) return "nul\0";
  if (meaning.kind === "scalar" && meaning.type === "string") return undefined;
  return "no such value";
}
