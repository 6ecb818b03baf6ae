import type { Field } from "#domain";
import type { Py } from "#python";
import type { Act } from "../acts.ts";
import { type CallOptions, call } from "../calls.ts";
import { firstMoment } from "../expected.ts";
import type { Kit, OperationOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import type { Sight } from "../sights.ts";
import { isFreeText } from "../values.ts";

export type ChangeOperation =
  | OperationOf<"update">
  | OperationOf<"update-by-body">
  | OperationOf<"update-by-query">;

export interface UpdateScene {
  readonly kit: Kit;
  readonly operation: ChangeOperation;
  readonly act: Act;
  readonly scene: Scene;
  readonly sight: Sight;
  /** Fields that the body gives and that are shown, but for the key. */
  readonly shown: readonly Field[];
  readonly updated?: Field;
}

/** `2026-01-02T03:34:05.678Z`: half an hour after the first moment. */
export const laterMoment = firstMoment.replace("T03:04", "T03:34");

/**
 * The field by which a test tells a change from none: a free text where there is one, then what has many values, and never
 * one of a single value.
 */
export function tellingField({ shown }: UpdateScene): Field | undefined {
  const several = shown.filter(
    ({ meaning }) => meaning.kind !== "constant" && (meaning.kind !== "enum" || meaning.values.length > 1),
  );
  const hasMany = ({ meaning }: Field): boolean =>
    meaning.kind !== "enum" && !(meaning.kind === "scalar" && meaning.type === "boolean");
  return several.find((field) => isFreeText(field)) ?? several.find(hasMany) ?? several[0];
}

export function callOptions({ act }: UpdateScene): CallOptions {
  return { rows: act.rows, ...(act.caller && { account: act.caller }) };
}

export function updates(update: UpdateScene, changes: Py): Py {
  return call(update.operation, { ...callOptions(update), extra: [changes] });
}
