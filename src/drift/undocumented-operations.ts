import { type Contract, operationName } from "#contract";
import type { Drift } from "./drift.ts";
import type { Matched } from "./match-operations.ts";

/** What no document speaks of. Without a document of one's own, nothing is undocumented. */
export function undocumentedOperations(ours: readonly Matched[], kept: Contract): readonly Drift[] {
  const paired = new Set(ours.flatMap(({ pairs }) => pairs.map((pair) => pair.kept)));
  const undocumented = ours.length === 0 ? [] : kept.operations.filter((operation) => !paired.has(operation));
  return undocumented
    .filter(({ path }) => !isUsual(path))
    .map((operation) => ({
      ...{ kind: "operation-undocumented", item: operationName(operation), at: "", promised: "" },
      ...{ kept: operation.summary, source: operation.span },
    }));
}

/** What machines that run a service ask it, which contracts for its callers rarely speak of. */
function isUsual(path: string): boolean {
  return /^\/?(?:health(?:z|\/(?:live|ready))?|healthcheck|livez|readyz|ready|live|ping|version|info|metrics)\/?$/.test(
    path,
  );
}
