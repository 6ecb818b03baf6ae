import { type Contract, operationName } from "#contract";
import type { TestFact } from "#facts";
import type { Drift } from "./drift.ts";
import type { Matched } from "./match-operations.ts";
import { mayHoldCredential } from "./may-hold-credential.ts";

type Pair = Matched["pairs"][number];

/** Operations that no test calls, and documented answers that none of the tests that call them asserts. */
export function compareTests(ours: readonly Matched[], tests: readonly TestFact[]): readonly Drift[] {
  if (tests.length === 0) return [];
  const byRoute = Map.groupBy(
    tests.flatMap(({ calls }) => calls.flatMap((call) => call.routes.map((route) => ({ route, call })))),
    ({ route }) => route,
  );
  return ours.flatMap(({ contract, pairs }) =>
    pairs.flatMap(({ promised, kept }): readonly Drift[] => {
      const item = operationName(promised);
      const calls = byRoute.get(operationName(kept))?.map(({ call }) => call) ?? [];
      const { document, source } = { document: promised.span, source: kept.span };
      if (calls.length === 0)
        return [
          {
            kind: "operation-untested",
            item,
            at: "",
            promised: promised.summary,
            kept: "",
            document,
            source,
          },
        ];
      const asserted = calls.flatMap(({ statuses }) => statuses ?? []);
      // What one test asserts and nobody sees here may be any of them.
      if (calls.some(({ statuses }) => statuses === undefined)) return [];
      return promised.responses
        .filter(({ status }) => /^[1-4]\d\d$/.test(status) && !asserted.includes(Number(status)))
        .filter(({ status }) => promised.neverAnswered?.has(status) !== true)
        .filter(({ status }) => canHappen(contract, { promised, kept }, status))
        .map(({ status, description, span }) => ({
          ...{ kind: "answer-untested", item, at: status, side: "answer" },
          ...{ promised: description, kept: "", document: span, source },
        }));
    }),
  );
}

/**
 * Whether anything that an operation is asked can lead to a refusal: without a value that may be wrong, none is; and who asks
 * for no credentials, neither beside the body nor in it, refuses none, unless the source is seen to.
 */
function canHappen(contract: Contract, { promised, kept }: Pair, status: string): boolean {
  const { path, parameters, requestBody, security } = promised;
  switch (status) {
    case "400":
    case "422":
      return parameters.length > 0 || requestBody !== undefined;
    case "401":
      return (
        security.length > 0 ||
        kept.responses.some((each) => each.status === status) ||
        mayHoldCredential(contract, promised)
      );
    case "403":
      return security.length > 0 || parameters.length > 0 || requestBody !== undefined;
    case "404":
      return path.includes("{");
    default:
      return true;
  }
}
