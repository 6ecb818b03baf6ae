import type { Domain } from "#domain";
import type { Look } from "../text/look.ts";
import { layMissing, type MissingAnswer } from "./missing.ts";
import { routeOf } from "./operations.ts";

/** What the contract documents and nothing leads to, by status and reason. */
export function neverAnswered(domain: Domain): readonly Omit<MissingAnswer, "description">[] {
  const all = domain.operations.flatMap((operation) =>
    (operation.never ?? []).map((each) => ({ ...each, route: routeOf(operation) })),
  );
  return [...Map.groupBy(all, ({ status, because }) => `${status} ${because}`).values()]
    .flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      return [{ status: first.status, reason: first.because, operations: same.map(({ route }) => route) }];
    })
    .sort((one, other) => one.status - other.status);
}

export function layNever(domain: Domain, look: Look, all: boolean): readonly string[] {
  return layMissing(
    neverAnswered(domain).map((each) => ({ ...each, description: "" })),
    look,
    all,
  );
}
