import { assert } from "#base";
import type { CreateManyBehaviour, Entity } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed } from "../../blueprint.ts";
import { attributeName, ownerColumnName, parentColumnName } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { dependsOnViewer, keptFields, model, schemaClass } from "../names.ts";
import { selectRows } from "../queries.ts";
import { usesPasswords } from "../uses.ts";
import { flushUnique, isUniqueInput } from "./flush-unique.ts";
import { givenArgument } from "./given-argument.ts";
import { objectMakers } from "./kept-value.ts";
import { madeCodes } from "./made-codes.ts";
import {
  accountClass,
  asyncFunction,
  loadRow,
  lookUp,
  parentKey,
  type ServiceContext,
  type ServiceParts,
  session,
  stampFields,
  viewerParameter,
} from "./parts.ts";

/** Several new rows, all in the transaction of the request: one that is refused leaves none. */
export function createManyService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "create-many", "rows are made");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const rows = name(rowsName(entity));
  const above = behaviour.parent && parentKey(blueprint, behaviour.parent);
  const parent = above && { ...above, lookup: lookUp(blueprint, above.entity, true) };
  const owner = entity.owner && name(attributeName(entity.owner.field));
  const stamps = stampFields(entity);
  const unique = isUniqueInput(entity, behaviour.body);
  const fields = keptFields(entity, behaviour.body);
  const body = py`
    ${parent?.lookup.check}
    ${stamps.length > 0 && py`now = ${imported("app", "clock")}.now()`}
    ${rows} = [
        ${title}(
            ${parent && py`${name(parentColumnName(entity))}=${parent.lookup.id},`}
            ${owner && py`${name(ownerColumnName(entity))}=${owner}.${blueprint.account && primaryKey(blueprint.account)},`}
            ${fields.map((field) => py`${givenArgument(blueprint, entity, field, py`each`)},`)}
            ${madeCodes(blueprint, entity, py`each`)}
            ${stamps.map((field) => py`${name(attributeName(field.name))}=now,`)}
        )
        for each in details
    ]
    session.add_all(${rows})
    ${unique ? py`await _flush_unique(session)` : py`await session.flush()`}
    ${answer(blueprint, entity, behaviour, rows, owner ?? py`viewer`)}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          usesPasswords(blueprint, operation)
            ? py`settings: ${imported("app.settings", "Settings")}`
            : undefined,
          parent?.parameter,
          owner ? py`${owner}: ${accountClass(blueprint)}` : viewerParameter(context, entity),
          py`details: ${imported("collections.abc", "Sequence")}[${schemaClass(operation.meaning.module, operation.bodyClass ?? "")}]`,
        ],
        resultOf(behaviour, title),
        body,
      ),
    ],
    shared: new Map([
      ...(unique ? flushUnique(blueprint, entity, undefined) : []),
      ...objectMakers(blueprint, entity, fields),
    ]),
  };
}

function rowsName({ table }: Entity): string {
  return ["details", "each", "now", "session", "settings"].includes(table) ? "rows" : table;
}

function resultOf({ answer: { representation, all } }: CreateManyBehaviour, title: Py): Py {
  if (representation === undefined) return py`None`;
  return all ? py`${imported("collections.abc", "Sequence")}[${title}]` : title;
}

/** What is answered: the rows in the order of the list, or the first of them. */
function answer(
  blueprint: Blueprint,
  entity: Entity,
  { answer: { representation, all } }: CreateManyBehaviour,
  rows: Py,
  viewer: Py,
): Py | undefined {
  if (representation === undefined) return undefined;
  const key = primaryKey(entity);
  if (!all) return py`return ${loadRow(blueprint, entity, py`${rows}[0].${key}`, viewer)}`;
  if (!showsMore(entity)) return py`return ${rows}`;
  const selected = selectRows(blueprint, entity, dependsOnViewer(blueprint, entity) ? viewer : undefined);
  const title = model(blueprint, entity.name);
  return py`
    # The session fills the very rows with what answers show beside their own columns.
    await session.scalars(${selected}.where(${title}.${key}.in_([row.${key} for row in ${rows}])))
    return ${rows}`;
}

/** Whether rows show what stands in other tables. */
function showsMore({ fields }: Entity): boolean {
  const kinds = ["values", "objects", "reference", "caller-flag", "count"];
  return fields.some(({ meaning }) => kinds.includes(meaning.kind));
}
