import { assert } from "#base";
import { type Entity, type Field, fieldOf } from "#domain";
import { commaList, imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, listAttribute, variableName } from "../../blueprint.ts";
import { attributeName, ownerColumnName } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import { selectRows } from "../queries.ts";
import { changeDocument } from "./document-changes.ts";
import { keptValue } from "./kept-value.ts";
import {
  accountClass,
  asyncFunction,
  asyncSession,
  bodyParameter,
  notFound,
  ownedBy,
  type ServiceContext,
  type ServiceParts,
  session,
  stampFields,
} from "./parts.ts";
import { unsetArgument } from "./unset-arguments.ts";

/** The one document that the caller has: read or changed. */
export function ownDocumentService(context: ServiceContext): ServiceParts {
  const { kind } = context.operation.meaning.behaviour;
  return kind === "read-singleton" ? readOwn(context) : updateOwn(context);
}

/** What rows call the caller. */
function holderName({ owner }: Entity): Py {
  assert(owner, "a document is somebody's");
  return name(attributeName(owner.field));
}

function ownerArgument(blueprint: Blueprint, entity: Entity): Py {
  assert(blueprint.account, "a document is an account's");
  return py`${name(ownerColumnName(entity))}=${holderName(entity)}.${primaryKey(blueprint.account)}`;
}

function readOwn({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "read-singleton" && behaviour.own, "a document is read");
  const entity = entityNamed(blueprint, behaviour.entity);
  const title = model(blueprint, entity.name);
  const variable = name(variableName(entity));
  const holder = holderName(entity);
  const unset = [ownerArgument(blueprint, entity), ...entity.fields.flatMap((field) => unsetArgument(field))];
  const body = py`
    ${variable} = await session.scalar(
        ${selectRows(blueprint, entity, undefined)}.where(${ownedBy(blueprint, entity, holder)})
    )
    ${
      behaviour.own.before === "shown"
        ? py`return ${variable} or ${title}(${unset})`
        : py`
          if ${variable} is None:
              raise ${notFound(entity)}
          return ${variable}`
    }`;
  const parameters = [session(), py`${holder}: ${accountClass(blueprint)}`];
  return { functions: [asyncFunction(operation.functionName, parameters, title, body)] };
}

/** Changes the caller's document, and makes it where there is none yet. */
function updateOwn(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "update-singleton" && behaviour.own, "a document is changed");
  const entity = entityNamed(blueprint, behaviour.entity);
  const holder = holderName(entity);
  const isMissing = behaviour.own.before === "missing";
  return changeDocument(context, {
    title: `_hold_own_${variableName(entity)}`,
    text: isMissing ? holdWhole(context, entity) : holdOwn(blueprint, entity),
    given: py`session, ${holder}${isMissing && py`, changes`}`,
    holder: py`${holder}: ${accountClass(blueprint)}`,
  });
}

/** The statement that finds the row, held against others. */
function heldRow(blueprint: Blueprint, entity: Entity): Py {
  const title = model(blueprint, entity.name);
  const lists = entity.fields.filter(
    ({ meaning }) => meaning.kind === "values" || meaning.kind === "objects",
  );
  const load =
    lists.length > 0 &&
    py`.options(${lists.map((field) => py`${imported("sqlalchemy.orm", "selectinload")}(${title}.${name(listAttribute(field))})`)})`;
  const lock = blueprint.database !== "sqlite" && py`.with_for_update()`;
  return py`${imported("sqlalchemy", "select")}(${title}).where(${ownedBy(blueprint, entity, holderName(entity))})${load}${lock}`;
}

function makeRow(blueprint: Blueprint, entity: Entity, values: readonly Py[]): Py {
  const title = model(blueprint, entity.name);
  return py`
    await session.execute(
        ${imported("app.database", "insert")}(${title})
        .values(${commaList([ownerArgument(blueprint, entity), ...values])})
        .on_conflict_do_nothing(index_elements=[${title}.${name(ownerColumnName(entity))}])
    )`;
}

function holdOwn(blueprint: Blueprint, entity: Entity): Py {
  const variable = name(variableName(entity));
  return py`
    async def _hold_own_${variable}(session: ${asyncSession()}, ${holderName(entity)}: ${accountClass(blueprint)}) -> ${model(blueprint, entity.name)}:
        """Hold the caller's row; the first change makes it."""
        ${makeRow(blueprint, entity, [])}
        rows = await session.scalars(${heldRow(blueprint, entity)})
        return rows.one()`;
}

/** Where a row must have what nothing else gives it, the first change gives all of that. */
function holdWhole(context: ServiceContext, entity: Entity): Py {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "update-singleton", "a document is changed");
  const variable = name(variableName(entity));
  const needed = neededFields(
    entity,
    behaviour.body.fields.map(({ field }) => field),
  );
  const given = needed.map((field) => py`changes.${name(attributeName(field.name))}`);
  const pairs = needed.map((field, index) => py`(${str(field.name)}, ${given[index]})`);
  const place = behaviour.body.envelope === undefined ? py`` : py`, ${str(behaviour.body.envelope)}`;
  const stamps = stampFields(entity);
  const values = [
    ...needed.map(
      (field, index) =>
        py`${name(attributeName(field.name))}=${keptValue(blueprint, entity, field, given[index] ?? py``)}`,
    ),
    ...stamps.map((field) => py`${name(attributeName(field.name))}=now`),
  ];
  return py`
    async def _hold_own_${variable}(session: ${asyncSession()}, ${holderName(entity)}: ${accountClass(blueprint)}, ${bodyParameter(context, "changes")}) -> ${model(blueprint, entity.name)}:
        """Hold the caller's row; the first change makes it, and must be whole."""
        statement = ${heldRow(blueprint, entity)}
        ${variable} = await session.scalar(statement)
        if ${variable} is not None:
            return ${variable}
        missing = [field for field, value in (${commaList(pairs)},) if value is None]
        if missing:
            raise ${imported("app.errors", "unfinished")}(missing${place})
        ${stamps.length > 0 && py`now = ${imported("app", "clock")}.now()`}
        ${makeRow(blueprint, entity, values)}
        rows = await session.scalars(statement)
        return rows.one()`;
}

/** What no row is without, and only a body gives. */
export function neededFields(entity: Entity, given: readonly string[]): readonly Field[] {
  return given.flatMap((each) => {
    const field = fieldOf(entity, each);
    const isPlain = field?.meaning.kind === "scalar" || field?.meaning.kind === "enum";
    return field && isPlain && field.missing === "never" && field.default === undefined ? [field] : [];
  });
}
