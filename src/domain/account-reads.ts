import type { EvidenceStep } from "#base";
import type { AccountsDraft } from "./accounts.ts";
import { step } from "./evidence.ts";
import { holdsField } from "./login-fields.ts";
import type { OperationShape } from "./shapes.ts";

interface Asked {
  readonly roles: readonly string[];
  readonly because: EvidenceStep;
}

/**
 * Reads of accounts of which nothing says who may, beside operations that are all for the same roles: what accounts hold is
 * shown to those, and not to everybody who has one.
 */
export function askOfAccountReads(
  shapes: readonly OperationShape[],
  { login, register, loginField }: Pick<AccountsDraft, "login" | "register" | "loginField">,
  asked: ReadonlyMap<OperationShape, Asked>,
): ReadonlyMap<OperationShape, Asked> {
  const others = shapes.filter((shape) => shape !== login && shape !== register);
  const reads = others.filter(
    (shape) =>
      shape.operation.method === "get" &&
      isClosed(shape) &&
      !asked.has(shape) &&
      shape.place.above === undefined &&
      (shape.answer.kind === "row" || shape.answer.kind === "rows") &&
      holdsField(shape.answer.schema, loginField),
  );
  return new Map(
    reads.flatMap((read) => {
      const siblings = others.filter(
        (other) =>
          other !== read && other.place.collection === read.place.collection && !reads.includes(other),
      );
      const [first, ...rest] = siblings.map((other) => asked.get(other)?.roles ?? []);
      const roles = first ?? [];
      const isSame = rest.length > 0 && rest.every((each) => each.join() === roles.join());
      if (roles.length === 0 || !isSame) return [];
      const because = step(
        `all else that is done with accounts there is for ${roles.join(" or ")}`,
        read.operation.span,
      );
      return [[read, { roles, because }] as const];
    }),
  );
}

function isClosed({ operation: { security } }: OperationShape): boolean {
  return security.length > 0 && security.every((requirement) => requirement.size > 0);
}
