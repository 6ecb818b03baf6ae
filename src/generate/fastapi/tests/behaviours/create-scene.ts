import type { Py } from "#python";
import type { Act } from "../acts.ts";
import type { Kit, OperationOf } from "../kit.ts";
import type { Scene } from "../scenes.ts";
import type { Sight } from "../sights.ts";

/** What tests of making a row speak of. */
export interface CreateScene {
  readonly kit: Kit;
  readonly operation: OperationOf<"create">;
  readonly act: Act;
  /** How the row is made in a test, up to and with itself; `details` go into its body. */
  readonly made: (details: readonly Py[]) => Scene;
  readonly sight?: Sight;
}
