import { assert } from "#base";
import { aboveField, depthField, type Entity, type Field, primaryField } from "#domain";
import { formatted, imported, literal, name, type Py, py, str } from "#python";
import { type Blueprint, tableOf, variableName } from "../../blueprint.ts";
import { tooDeep } from "../../refusal-texts.ts";
import { attributeName, tableColumn } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { keyMaker } from "../key-makers.ts";
import { pathKey, pathKeyName, primaryKey, primaryKeyType } from "../keys.ts";
import { model } from "../names.ts";
import { notFound } from "./parts.ts";

// The row above, and the key of the new one where that is made before it is written.
const above = name("above");
const key = name("key");

/** The row below which a new one will stand; nobody deletes it meanwhile. */
export function holdAbove(blueprint: Blueprint, entity: Entity, deepest: number | undefined): Py {
  const title = model(blueprint, entity.name);
  const holds = blueprint.database !== "sqlite" && py`.with_for_update(read=True, key_share=True)`;
  return py`
    ${above} = await session.scalar(${imported("sqlalchemy", "select")}(${title}).where(${title}.${pathKey(entity)} == ${pathKeyName(entity)})${holds})
    if ${above} is None:
        raise ${notFound(entity)}
    ${deepest !== undefined && checkDepth(blueprint, entity, deepest)}`;
}

function checkDepth(blueprint: Blueprint, entity: Entity, deepest: number): Py {
  const field = depthField(entity);
  assert(field?.meaning.kind === "tree", "something tells how deep a row stands");
  const value = py`${above}.${name(attributeName(field.name))}`;
  const { tells } = field.meaning;
  const depth = tells.is === "path" ? py`${value}.count(${str(tells.separator)})` : value;
  return py`
    if ${depth} >= ${deepestName(entity)}:
        raise ${conflictError(blueprint)}(${str(tooDeep(entity, deepest))})`;
}

/** What is told of rows below which no others stand. */
export function depthConstant(entity: Entity, deepest: number | undefined): ReadonlyMap<string, Py> {
  const meaning = depthField(entity)?.meaning;
  if (deepest === undefined || meaning?.kind !== "tree") return new Map();
  const { tells } = meaning;
  const last =
    tells.is === "level"
      ? deepest - 1 + tells.first
      : tells.is === "path" && tells.leads
        ? deepest
        : deepest - 1;
  const constant = deepestName(entity);
  return new Map([
    [
      constant.text,
      py`
        # What is shown in one another without end no program can show.
        ${constant} = ${literal(last)}`,
    ],
  ]);
}

function deepestName(entity: Entity): Py {
  return name(`DEEPEST_${variableName(entity).toUpperCase()}`);
}

/** Makes the key of a new row, where the row says the way down to itself. */
export function makeKey(blueprint: Blueprint, entity: Entity): Py | undefined {
  const maker = pathField(entity) && makerOf(blueprint, entity);
  return maker && py`${key} = ${maker}()`;
}

/** Where a new row stands, as arguments of its class. */
export function treeArguments(blueprint: Blueprint, entity: Entity, isBelow: boolean): readonly Py[] {
  const maker = makerOf(blueprint, entity);
  const isSaid = pathField(entity) !== undefined && maker !== undefined;
  const placed = entity.fields.flatMap((field) => placeArgument(entity, field, { isBelow, maker }) ?? []);
  return [...(isSaid ? [py`${primaryKey(entity)}=${key},`] : []), ...placed];
}

function placeArgument(
  entity: Entity,
  field: Field,
  { isBelow, maker }: { readonly isBelow: boolean; readonly maker: Py | undefined },
): Py | undefined {
  if (field.meaning.kind !== "tree") return undefined;
  const attribute = name(attributeName(field.name));
  const { tells } = field.meaning;
  if (tells.is === "above") return isBelow ? py`${attribute}=${above}.${primaryKey(entity)},` : undefined;
  if (tells.is === "level")
    return py`${attribute}=${isBelow ? py`${above}.${attribute} + 1` : literal(tells.first)},`;
  // A number of the database is known only when the row is there.
  return py`${attribute}=${maker ? pathTo(field, key, isBelow) : py`""`},`;
}

/** The way down to a row whose key the database has made. */
export function placeAfterwards(blueprint: Blueprint, entity: Entity, isBelow: boolean): Py | undefined {
  const field = pathField(entity);
  if (!field || makerOf(blueprint, entity)) return undefined;
  const row = name(variableName(entity));
  return py`
    ${row}.${name(attributeName(field.name))} = ${pathTo(field, py`${row}.${primaryKey(entity)}`, isBelow)}
    await session.flush()`;
}

/** Statements that put rows below those that they stand below, and give those at the top. */
export function nestRows(blueprint: Blueprint, entity: Entity, nested: string): Py {
  const parent = aboveField(entity);
  assert(parent, "such rows stand below one another");
  const title = model(blueprint, entity.name);
  const row = name(variableName(entity));
  return py`
    found = rows.all()
    below: dict[${primaryKeyType(entity)} | None, list[${title}]] = {}
    for ${row} in found:
        below.setdefault(${row}.${name(attributeName(parent.name))}, []).append(${row})
    for ${row} in found:
        ${imported("sqlalchemy.orm.attributes", "set_committed_value")}(${row}, ${str(attributeName(nested))}, below.get(${row}.${primaryKey(entity)}, []))
    return below.get(None, [])`;
}

function pathField({ fields }: Entity): Field | undefined {
  return fields.find(({ meaning }) => meaning.kind === "tree" && meaning.tells.is === "path");
}

function pathTo({ name: field, meaning }: Field, own: Py, isBelow: boolean): Py {
  assert(meaning.kind === "tree" && meaning.tells.is === "path", "a way down");
  const { separator, leads } = meaning.tells;
  if (isBelow) return formatted([py`${above}.${name(attributeName(field))}`, separator, own]);
  return formatted(leads ? [separator, own] : [own]);
}

/** What makes keys before the row is written; undefined where the database counts. */
function makerOf(blueprint: Blueprint, entity: Entity): Py | undefined {
  const primary = primaryField(entity);
  const column = primary && tableColumn(blueprint.tables, entity, primary);
  return column?.made === "application" ? keyMaker(tableOf(blueprint, entity.name), column) : undefined;
}
