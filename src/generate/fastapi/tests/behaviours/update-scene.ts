import type { Field } from "#domain";
import type { Py } from "#python";
import type { Act, Sight } from "../acts.ts";
import { type CallOptions, call } from "../calls.ts";
import { firstMoment } from "../expected.ts";
import type { Kit, OperationOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";

export interface UpdateScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"update">;
  readonly act: Act;
  readonly scene: Scene;
  readonly sight: Sight;
  /** Fields that the body gives and that are shown, but for the key. */
  readonly shown: readonly Field[];
  readonly updated?: Field;
}

/** `2026-01-02T03:34:05.678Z`: half an hour after the first moment. */
export const laterMoment = firstMoment.replace("T03:04", "T03:34");

export function callOptions({ act }: UpdateScene): CallOptions {
  return { rows: act.rows, ...(act.caller && { account: act.caller }) };
}

export function updates(update: UpdateScene, changes: Py): Py {
  return call(update.operation, { ...callOptions(update), extra: [changes] });
}
