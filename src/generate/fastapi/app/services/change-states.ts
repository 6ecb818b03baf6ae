import { assert } from "#base";
import { name, py } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { assignState, checkState } from "./change-state.ts";
import { touch } from "./changes.ts";
import { heldRowsService, rowsName } from "./hold-rows.ts";
import type { ServiceContext, ServiceParts } from "./parts.ts";

/** Sets one field of several rows, if all of them are in a state from which that may happen. */
export function changeStatesService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "change-states", "changes of state change several");
  const entity = entityNamed(blueprint, behaviour.entity);
  const rows = rowsName(entity);
  const row = name(rows.text === variableName(entity) ? "row" : variableName(entity));
  const { from, sets } = behaviour;
  return heldRowsService(
    context,
    entity,
    behaviour,
    (held) => py`
      ${rows} = ${held}
      for ${row} in ${rows}:
          ${from && checkState(context, row, sets[0].field, from)}
          ${sets.map((change) => assignState(blueprint, row, change, { who: name("editor"), isSure: true }))}
          ${touch(entity, row)}`,
  );
}
