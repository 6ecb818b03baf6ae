import type { Operation } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import { takesRows } from "./changes-row.ts";
import { whyNotTaken } from "./deletion-conditions.ts";
import type { Domain, OperationMeaning } from "./domain.ts";
import { type ErrorReading, errorAnswers } from "./errors.ts";
import { holdingFields } from "./references.ts";

/** What an operation is once it is known which rows name those that it takes away; `why` it has to be left open. */
export interface HeldReading {
  readonly meaning: OperationMeaning;
  readonly why?: string;
}

/** A row that others name is not deleted: the operation refuses that as a conflict. */
export function holdReferred(
  meaning: OperationMeaning,
  entities: Domain["entities"],
  operation: Operation | undefined,
  reading: ErrorReading,
): HeldReading {
  const { behaviour } = meaning;
  if (behaviour.kind === "delete-current-account")
    return holdingFields(entities, behaviour.entity).length === 0
      ? { meaning }
      : { meaning, why: "rows of others may name the account, and nothing says what becomes of them" };
  if (!takesRows(behaviour) || !operation) return { meaning };
  const heldBy = holdingFields(entities, behaviour.entity);
  const why = whyNotTaken(operation, behaviour, heldBy);
  if (why !== undefined) return { meaning, why };
  if (heldBy.length === 0) return { meaning };
  const held: Behaviour = { ...behaviour, heldBy };
  return {
    meaning: {
      ...meaning,
      behaviour: held,
      errors: errorAnswers(operation, held, { ...meaning, strangers: meaning.refusals.strangers }, reading),
      refusals: { ...meaning.refusals, conflict: 409 },
    },
  };
}
