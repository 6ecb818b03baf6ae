import type { Entity, ListBehaviour, OrderKey, Pagination } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, representationNamed } from "../../../blueprint.ts";
import { offsetAttribute, sizeAttribute } from "../../../pages.ts";
import { attributeName } from "../../../tables.ts";
import { countsAll, looksAhead } from "../../../told.ts";
import { model } from "../../names.ts";
import { selectRows } from "../../queries.ts";
import type { ServiceContext } from "../parts.ts";

export interface ListReading {
  readonly context: ServiceContext;
  readonly list: ListBehaviour;
  readonly entity: Entity;
  /** Whether rows are shown as a caller sees them. */
  readonly sees: boolean;
  /** What stands in `.where()`, if anything does. */
  readonly where: readonly Py[];
  /** The variable that holds the page. */
  readonly page: Py;
}

export const sequence = (): Py => imported("collections.abc", "Sequence");

/** Statements that read the rows of a list and return them, with what else the list tells of them. */
export function readRows({ context, list, entity, sees, where, page }: ListReading): Py {
  const { blueprint } = context;
  const counts = countsAll(list);
  const conditions = where.length > 0 && py`.where(${where})`;
  const select = imported("sqlalchemy", "select");
  const count = py`${select}(${imported("sqlalchemy", "func")}.count()).select_from(${model(blueprint, entity.name)})`;
  return py`
    rows = await session.scalars(
        ${selectRows(blueprint, entity, sees ? py`viewer` : undefined)}
        ${conditions}
        ${deferred(blueprint, entity, list)}
        .order_by(${orderBy(blueprint, entity, list.order)})
        ${list.pagination && window(list, list.pagination, page)}
    )
    ${counts && py`count = await session.scalars(${count}${conditions})`}
    ${looksAhead(list) && py`found = rows.all()`}
    return ${returned(list, page)}`;
}

function returned(list: ListBehaviour, page: Py): Py {
  if (countsAll(list)) return py`rows.all(), count.one()`;
  if (!looksAhead(list) || !list.pagination) return py`rows.all()`;
  const size = py`${page}.${name(sizeAttribute(list.pagination.size))}`;
  return py`found[: ${size}], len(found) > ${size}`;
}

/** What a service function of a list gives. */
export function resultOf(blueprint: Blueprint, list: ListBehaviour): Py {
  const rows = py`${sequence()}[${model(blueprint, list.entity)}]`;
  if (countsAll(list)) return py`tuple[${rows}, int]`;
  return looksAhead(list) ? py`tuple[${rows}, bool]` : rows;
}

function window(list: ListBehaviour, pagination: Pagination, page: Py): Py {
  const offset = offsetAttribute(pagination);
  return py`
    .limit(${page}.${name(sizeAttribute(pagination.size))}${looksAhead(list) && py` + 1`})
    ${offset !== undefined && py`.offset(${page}.${name(offset)})`}`;
}

function orderBy(blueprint: Blueprint, entity: Entity, order: readonly OrderKey[]): readonly Py[] {
  const title = model(blueprint, entity.name);
  return order.map(
    ({ field, descending }) => py`${title}.${name(attributeName(field))}${descending && py`.desc()`}`,
  );
}

/** Texts that the list does not show are not read. */
function deferred(blueprint: Blueprint, entity: Entity, behaviour: ListBehaviour): Py | undefined {
  const { representation } = representationNamed(blueprint, behaviour.answer.representation);
  const shown = new Set(representation.fields.map(({ field }) => field));
  const hidden = entity.fields.filter(
    ({ name: field, meaning, unique }) =>
      meaning.kind === "scalar" && meaning.type === "string" && !unique && !shown.has(field),
  );
  const title = model(blueprint, entity.name);
  const options = hidden.map(
    ({ name: field }) =>
      py`${imported("sqlalchemy.orm", "defer")}(${title}.${name(attributeName(field))}, raiseload=True)`,
  );
  return options.length === 0 ? undefined : py`.options(${options})`;
}
