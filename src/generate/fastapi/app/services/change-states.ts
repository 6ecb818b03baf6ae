import { assert } from "#base";
import { name, py } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { assignState, checkState } from "./change-state.ts";
import { touch } from "./changes.ts";
import { tellsCount } from "./delete-many.ts";
import { editorParameter } from "./hold-row.ts";
import { holdRows, holdRowsCall, keysParameter, lookUpParent, rowsName } from "./hold-rows.ts";
import { asyncFunction, type ServiceContext, type ServiceParts, session } from "./parts.ts";

/** Sets one field of several rows, if all of them are in a state from which that may happen. */
export function changeStatesService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "change-states", "changes of state change several");
  const entity = entityNamed(blueprint, behaviour.entity);
  const rows = rowsName(entity);
  const row = name(rows.text === variableName(entity) ? "row" : variableName(entity));
  const counts = tellsCount(context);
  const { from, sets } = behaviour;
  const above = lookUpParent(blueprint, behaviour);
  const body = py`
    ${above?.lookup.check}
    ${rows} = ${holdRowsCall(context, entity, behaviour)}
    for ${row} in ${rows}:
        ${from && checkState(context, row, sets[0].field, from)}
        ${sets.map((change) => assignState(blueprint, row, change, { who: name("editor"), isSure: true }))}
        ${touch(entity, row)}
    ${counts && py`return len(${rows})`}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), above?.parameter, editorParameter(context), keysParameter(entity)],
        counts ? py`int` : py`None`,
        body,
      ),
    ],
    shared: holdRows(context, entity, behaviour),
  };
}
