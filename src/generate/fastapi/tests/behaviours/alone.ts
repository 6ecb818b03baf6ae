import type { AloneWithin, Entity, Field } from "#domain";
import { type Py, py } from "#python";
import type { Act } from "../acts.ts";
import { call } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { entityIn, isAmong, type Kit, type OperationOf } from "../kit.ts";
import { eachOnce } from "../references.ts";
import type { Scene } from "../scenes.ts";
import { sightOf } from "../sights.ts";
import { assign } from "../statements.ts";
import { many, one } from "../words.ts";
import { belowAnother, beside, type Elsewhere, makesBeside, ofStranger } from "./elsewhere.ts";

/** What tests of a flag of one row alone speak of. */
interface Alone {
  readonly kit: Kit;
  readonly operation: OperationOf<"change-state">;
  readonly act: Act;
  readonly field: Field;
  readonly scene: Scene;
}

/** A flag that one row alone has: whoever gets it takes it from the others, and from none elsewhere. */
export function aloneCases(
  kit: Kit,
  operation: OperationOf<"change-state">,
  act: Act,
  field: Field,
): readonly TestCase[] {
  const { aloneWithin } = operation.meaning.behaviour;
  const { scene } = act;
  if (!aloneWithin || !scene) return [];
  const alone: Alone = { kit, operation, act, field, scene };
  return [...takenCase(alone), ...elsewhereCase(alone, aloneWithin)];
}

/** That a row has the flag, or not. A list shows them all: one has it, whichever, or none yet. */
function sees({ kit, field }: Alone, at: Scene, value: boolean, among: 0 | 1 = 1): Py | undefined {
  const sight = sightOf(kit, at.entity, { scene: at });
  if (!sight || !isAmong(sight.shown, field)) return undefined;
  const seen = sight.see(field);
  if (sight.expect(at.row) !== at.row) return py`assert ${seen}.count(True) == ${among}`;
  return value ? py`assert ${seen} is True` : py`assert ${seen} is False`;
}

function sets({ operation, act, scene }: Alone, at: Scene): Py {
  const caller = act.caller === scene.owner ? at.owner : act.caller;
  return call(operation, {
    rows: at.rows,
    ...(caller && { account: caller }),
    ...(act.body && { extra: [act.body] }),
  });
}

function takenCase(alone: Alone): readonly TestCase[] {
  const { kit, act, field, scene } = alone;
  const other = beside(kit, scene);
  const [before, first] = [sees(alone, scene, false, 0), sees(alone, scene, true)];
  const [last, second] = [sees(alone, scene, false), sees(alone, other, true)];
  if (!before || !first || !last || !second) return [];
  const made = eachOnce([...act.statements, assign(other.row, makesBeside(other))]);
  return [
    {
      name: `takes ${field.name} from every other ${one(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...made, before, sets(alone, scene), first),
        sets(alone, other),
        paragraph(...eachOnce([last, second])),
      ],
    },
  ];
}

function elsewhereCase(alone: Alone, within: AloneWithin): readonly TestCase[] {
  const { kit, act, field, scene } = alone;
  const { parent } = scene.entity;
  const elsewhere = elsewhereOf(kit, scene, within);
  const kept = elsewhere && sees(alone, elsewhere.scene, true);
  const [before, first] = [sees(alone, scene, false, 0), sees(alone, scene, true)];
  if (!kept || !before || !first) return [];
  const above: Entity | undefined = parent && entityIn(kit, parent.entity);
  const whose = within === "owner" || !above ? "others" : `another ${one(above)}`;
  return [
    {
      name: `leaves ${field.name} to the ${many(scene.entity)} of ${whose}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...eachOnce([...act.statements, ...elsewhere.statements]),
          sets(alone, elsewhere.scene),
          before,
        ),
        sets(alone, scene),
        paragraph(kept, first),
      ],
    },
  ];
}

function elsewhereOf(kit: Kit, scene: Scene, within: AloneWithin): Elsewhere | undefined {
  if (within === "owner") return ofStranger(kit, scene);
  const { parent } = scene.entity;
  return within === "parent" && parent ? belowAnother(kit, scene, parent.entity) : undefined;
}
