import type { Entity, ListBehaviour, OrderKey, Pagination } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, representationNamed } from "../../../blueprint.ts";
import { offsetAttribute, sizeAttribute } from "../../../pages.ts";
import { attributeName } from "../../../tables.ts";
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

/** Statements that read the rows of a list and return them, with the number of all of them where the list tells it. */
export function readRows({ context, list, entity, sees, where, page }: ListReading): Py {
  const { blueprint } = context;
  const title = model(blueprint, entity.name);
  const counts = list.answer.total !== undefined;
  const conditions = where.length > 0 && py`.where(${where})`;
  const select = imported("sqlalchemy", "select");
  const count = py`${select}(${imported("sqlalchemy", "func")}.count()).select_from(${title})`;
  return py`
    rows = await session.scalars(
        ${selectRows(blueprint, entity, sees ? py`viewer` : undefined)}
        ${conditions}
        ${deferred(blueprint, entity, list)}
        .order_by(${orderBy(blueprint, entity, list.order)})
        ${list.pagination && window(list.pagination, page)}
    )
    ${counts && py`count = await session.scalars(${count}${conditions})`}
    return ${counts ? py`rows.all(), count.one()` : py`rows.all()`}`;
}

/** What a service function of a list gives. */
export function resultOf(blueprint: Blueprint, list: ListBehaviour): Py {
  const rows = py`${sequence()}[${model(blueprint, list.entity)}]`;
  return list.answer.total === undefined ? rows : py`tuple[${rows}, int]`;
}

function window(pagination: Pagination, page: Py): Py {
  const offset = offsetAttribute(pagination);
  return py`
    .limit(${page}.${name(sizeAttribute(pagination.size))})
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
