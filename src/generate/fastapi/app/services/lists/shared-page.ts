import { assert } from "#base";
import type { ListBehaviour } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../../blueprint.ts";
import { sharesPages } from "../../../pages.ts";
import { dependsOnViewer, model } from "../../names.ts";
import { asyncSession } from "../parts.ts";
import { readRows, resultOf, sequence } from "./rows.ts";

/** The name of the function that reads a page for several lists of one entity. */
export function sharedPageName(entityTable: string): string {
  return `_read_page_of_${entityTable}`;
}

/**
 * A function that reads a page, where several lists of the module read theirs in the same way; undefined where a list is
 * alone in that.
 */
export function sharedReading(blueprint: Blueprint, operation: OperationBlueprint): Py | undefined {
  const { behaviour, module } = operation.meaning;
  assert(behaviour.kind === "list", "a list lists");
  const readings = blueprint.modules
    .filter(({ name: each }) => each === module)
    .flatMap(({ operations }) => operations)
    .flatMap((other) => {
      const { behaviour: list } = other.meaning;
      const reads =
        list.kind === "list" && list.entity === behaviour.entity && hasSharedPage(blueprint, list);
      return reads ? [{ other, reading: pageFunction(blueprint, other, list) }] : [];
    });
  const alike = (reading: Py): boolean =>
    readings.filter((each) => each.reading.text === reading.text).length > 1;
  // One name for one function: the first that several lists need.
  const shared = readings.find(({ reading }) => alike(reading))?.reading;
  const own = readings.find(({ other }) => other === operation)?.reading;
  return own?.text === shared?.text ? shared : undefined;
}

function hasSharedPage({ domain }: Blueprint, { pagination, sorting }: ListBehaviour): boolean {
  return pagination !== undefined && !sorting && sharesPages(domain, pagination);
}

function pageFunction(blueprint: Blueprint, operation: OperationBlueprint, list: ListBehaviour): Py {
  const entity = entityNamed(blueprint, list.entity);
  const sees = dependsOnViewer(blueprint, entity);
  const account = blueprint.account && model(blueprint, blueprint.account.name);
  return py`
    async def ${name(sharedPageName(entity.table))}(
        session: ${asyncSession()},
        page: ${imported("app.schemas", "Page")},
        ${sees && account && py`viewer: ${account} | None,`}
        conditions: ${sequence()}[${imported("sqlalchemy", "ColumnElement")}[bool]],
    ) -> ${resultOf(blueprint, list)}:
        ${readRows({
          context: { blueprint, operation },
          list,
          entity,
          sees,
          where: [py`*conditions`],
          page: name("page"),
        })}`;
}
