import type { AccountsDraft } from "./accounts.ts";
import { isCalledJoining } from "./door-words.ts";
import { isOwnPath } from "./own-path.ts";
import type { OperationShape } from "./shapes.ts";

/** Whether an operation answers an account and neither makes nor changes one: a second step of signing in. */
export function isBesideAccounts(
  shape: OperationShape,
  shapes: readonly OperationShape[],
  { register }: AccountsDraft,
): boolean {
  const { place, operation } = shape;
  if (place.kind !== "literal" || operation.method !== "post" || shape === register) return false;
  const isCollection = shapes.some(
    (other) =>
      other.place.collection === place.collection &&
      (other === register || other.place.kind === "item" || other.answer.kind === "rows"),
  );
  return !isCollection && !isOwnPath(place.name) && !isCalledJoining(shape);
}
