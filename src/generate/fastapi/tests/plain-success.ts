import { py } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { actOf } from "./acts.ts";
import { request } from "./calls.ts";
import { paragraph, type TestCase } from "./cases.ts";
import { credentialCases } from "./credentials.ts";
import { helperName, type Kit } from "./kit.ts";
import { unknownRowCases } from "./unknown-rows.ts";

/** A call that ends well, for an operation of which nothing shows what it does: that it answers so can be seen all the same. */
export function plainSuccess(
  kit: Kit,
  operation: OperationBlueprint,
  known: readonly TestCase[],
): readonly TestCase[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "custom" || !("answer" in behaviour) || !("status" in behaviour.answer)) return [];
  const { status } = behaviour.answer;
  const act = known.some((each) => seesSuccess(operation, status, each)) ? undefined : actOf(kit, operation);
  if (!act) return [];
  const { rows, caller, statements, body, content } = act;
  const sent = request(operation, {
    rows,
    ...(body && { body }),
    ...(content && { content }),
    ...(caller && { headers: py`${caller}.headers` }),
  });
  // Where there is no other test, these are not told by any either.
  const refusals = known.length === 0 ? [...credentialCases(kit, act), ...unknownRowCases(kit, act)] : [];
  return [
    {
      name: `answers ${status}`,
      kind: "shape",
      fixtures: ["client"],
      body: [paragraph(...statements), py`response = ${sent}`, py`assert response.status_code == ${status}`],
    },
    ...refusals,
  ];
}

/** Whether a test looks at a success: by its status, or through the helper that does. */
function seesSuccess(operation: OperationBlueprint, status: number, { body }: TestCase): boolean {
  const text = body
    .flat()
    .map((each) => each.text)
    .join("\n");
  return text.includes(`status_code == ${status}`) || text.includes(`${helperName(operation)}(`);
}
