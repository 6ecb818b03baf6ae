import type { Field } from "#domain";
import { type Py, py, str } from "#python";
import type { Act } from "./acts.ts";
import { request } from "./calls.ts";
import { paragraph, type TestCase, type TestParameters, textParameter } from "./cases.ts";
import { assertInvalid } from "./error-support.ts";
import { texts } from "./values.ts";

/** A case that sends a body and sees it refused at a place, for a reason where only one is possible. */
export function refusedBody(
  act: Act,
  text: string,
  parameters: readonly TestParameters[],
  sent: { readonly body?: Py; readonly content?: Py; readonly isUnreadable?: true },
  place: Py,
  because?: string,
): TestCase {
  const asked = request(act.operation, {
    rows: act.rows,
    ...sent,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return {
    name: text,
    fixtures: ["client"],
    parameters,
    body: [
      paragraph(...act.statements),
      py`response = ${asked}`,
      assertInvalid(
        act.operation,
        sent.isUnreadable ? "parameters" : "body",
        place,
        ...(because === undefined ? [] : [py`because=${str(because)}`]),
      ),
    ],
  };
}

export function fieldParameter(fields: readonly { readonly field: Field }[]): TestParameters {
  return textParameter("field", texts(fields.map((each) => each.field.name)));
}
