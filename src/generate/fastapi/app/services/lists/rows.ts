import type { Entity, KeysetPagination, ListBehaviour, Pagination } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, representationNamed } from "../../../blueprint.ts";
import { offsetAttribute, sizeAttribute } from "../../../pages.ts";
import { attributeName } from "../../../tables.ts";
import { countsAll, looksAhead } from "../../../told.ts";
import { model } from "../../names.ts";
import { selectRows } from "../../queries.ts";
import type { ServiceContext } from "../parts.ts";
import { nestRows } from "../trees.ts";
import { keysOf, orderBy, sorted } from "./sorting.ts";

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
export function readRows(reading: ListReading): Py {
  const { context, list, entity, sees, where, page } = reading;
  const { blueprint } = context;
  if (list.pagination?.style === "keyset") return readSlice(reading, list.pagination);
  const counts = countsAll(list);
  const conditions = where.length > 0 && py`.where(${where})`;
  const select = imported("sqlalchemy", "select");
  const count = py`${select}(${imported("sqlalchemy", "func")}.count()).select_from(${model(blueprint, entity.name)})`;
  return py`
    rows = await session.scalars(
        ${selectRows(blueprint, entity, sees ? py`viewer` : undefined)}
        ${conditions}
        ${deferred(blueprint, entity, list)}
        .order_by(${list.sorting ? py`*${sorted(context.operation.functionName, list.sorting)}` : orderBy(blueprint, entity, list.order)})
        ${list.pagination && window(list, list.pagination, page)}
    )
    ${counts && py`count = await session.scalars(${count}${conditions})`}
    ${looksAhead(list) && py`found = rows.all()`}
    ${list.nested === undefined ? py`return ${returned(list, page)}` : nestRows(blueprint, entity, list.nested)}`;
}

/** Statements that read rows from where a page before has ended, and return them. */
function readSlice(
  { context, list, entity, sees, where, page }: ListReading,
  { after, before, cursor, size }: KeysetPagination,
): Py {
  const { blueprint } = context;
  const conditions = where.length > 0 && py`.where(${where})`;
  const select = imported("sqlalchemy", "select");
  const cursors = (symbol: string): Py => imported("app.cursors", symbol);
  const place = (parameter: string): Py => {
    const given = py`keys, ${str(parameter)}, ${page}.${name(attributeName(parameter))}`;
    return cursor.kind === "opaque"
      ? py`${cursors("read_cursor")}(${given})`
      : py`await ${cursors("find_place")}(session, ${given})`;
  };
  const count = py`${select}(${imported("sqlalchemy", "func")}.count()).select_from(${model(blueprint, entity.name)})`;
  return py`
    keys = ${list.sorting ? sorted(context.operation.functionName, list.sorting) : py`(${keysOf(blueprint, entity, list.order)},)`}
    ${countsAll(list) ? py`found =` : py`return`} await ${cursors("read_slice")}(
        session,
        ${selectRows(blueprint, entity, sees ? py`viewer` : undefined)}${conditions}${deferred(blueprint, entity, list)},
        keys,
        ${cursors("Window")}(
            ${page}.${name(sizeAttribute(size))},
            ${after !== undefined && py`after=${place(after)},`}
            ${before !== undefined && py`before=${place(before)},`}
        ),
    )
    ${countsAll(list) && py`count = await session.scalars(${count}${conditions})`}
    ${countsAll(list) && py`return found, count.one()`}`;
}

function returned(list: ListBehaviour, page: Py): Py {
  if (countsAll(list)) return py`rows.all(), count.one()`;
  if (!looksAhead(list) || !list.pagination) return py`rows.all()`;
  const size = py`${page}.${name(sizeAttribute(list.pagination.size))}`;
  return py`found[: ${size}], len(found) > ${size}`;
}

/** What a service function of a list gives. */
export function resultOf(blueprint: Blueprint, list: ListBehaviour): Py {
  const title = model(blueprint, list.entity);
  if (list.pagination?.style === "keyset") {
    const slice = py`${imported("app.cursors", "Slice")}[${title}]`;
    return countsAll(list) ? py`tuple[${slice}, int]` : slice;
  }
  const rows = py`${sequence()}[${title}]`;
  if (countsAll(list)) return py`tuple[${rows}, int]`;
  return looksAhead(list) ? py`tuple[${rows}, bool]` : rows;
}

function window(list: ListBehaviour, pagination: Pagination, page: Py): Py {
  const offset = offsetAttribute(pagination);
  return py`
    .limit(${page}.${name(sizeAttribute(pagination.size))}${looksAhead(list) && py` + 1`})
    ${offset !== undefined && py`.offset(${page}.${name(offset)})`}`;
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
