import { assert } from "#base";
import { imported, name, py, str } from "#python";
import { entityNamed, variableName } from "../../blueprint.ts";
import { notEachOnce } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { pathKey, primaryKey } from "../keys.ts";
import { touch } from "./changes.ts";
import { heldRowsService, keysName, lookUpParent, rowsName } from "./hold-rows.ts";
import type { ServiceContext, ServiceParts } from "./parts.ts";
import { countAmong } from "./places.ts";

/** Brings all rows into the order in which their keys come. */
export function reorderService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour, access } = operation.meaning;
  assert(behaviour.kind === "reorder", "an order orders");
  const entity = entityNamed(blueprint, behaviour.entity);
  const rows = rowsName(entity);
  const row = name(rows.text === variableName(entity) ? "row" : variableName(entity));
  const keys = keysName(entity);
  const above = lookUpParent(blueprint, behaviour);
  const owner =
    access === "owner" && blueprint.account ? py`editor.${primaryKey(blueprint.account)}` : undefined;
  const place = name(attributeName(behaviour.field));
  return heldRowsService(
    context,
    entity,
    behaviour,
    (held) => py`
      ${rows} = ${held}
      total = ${countAmong(blueprint, entity, above?.lookup.id ?? owner)}
      if not len(${rows}) == len(${keys}) == total:
          raise ${imported("app.errors", "incomplete")}(${str(notEachOnce(entity))}, ${str(behaviour.keysField)})
      places = {key: place for place, key in enumerate(${keys}${behaviour.first === 0 ? py`` : py`, start=${behaviour.first}`})}
      for ${row} in ${rows}:
          ${row}.${place} = places[${row}.${pathKey(entity)}]
          ${touch(entity, row)}`,
  );
}
