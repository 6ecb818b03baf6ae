import type { Assumption, Entity, Field, ScalarValue } from "./domain.ts";
import type { DomainSettings } from "./settings.ts";
import { settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";
import { findMove, type Move } from "./states.ts";

/** A change of state, from the values that the owner's settings say, or else the contract. */
export interface SettledMove {
  readonly move: Move;
  readonly from?: readonly ScalarValue[];
  /** Where neither says it. */
  readonly assumption?: Omit<Assumption, "id">;
}

export function settleMove(
  shape: OperationShape,
  entity: Entity,
  settings: DomainSettings,
  said?: string,
): SettledMove | undefined {
  const move = findMove(shape, entity, said);
  if (!move) return undefined;
  const { field, isStated } = move;
  const settled = settingsOf(settings, shape.operation.id).from;
  const from =
    settled && field.meaning.kind === "enum"
      ? field.meaning.values.filter((value) => settled.includes(String(value)))
      : move.from;
  return {
    move,
    ...(from && { from }),
    ...(from && !isStated && { assumption: assume(shape, entity, field, from) }),
  };
}

/** From which values the change is made, where the contract does not say. */
function assume(
  { operation }: OperationShape,
  entity: Entity,
  field: Field,
  values: readonly ScalarValue[],
): Omit<Assumption, "id"> {
  const from = values.join(", ");
  return {
    text: `${operation.id} is for ${entity.name} rows whose ${field.name} is ${values.join(" or ")}: others are refused`,
    span: operation.span,
    setting: `domain.operations.${operation.id}.from`,
    choices: [from, `other values of ${field.name}, with commas between`],
    chosen: from,
  };
}
