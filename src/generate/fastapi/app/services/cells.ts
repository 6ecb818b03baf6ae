import { assert } from "#base";
import type { Axis, Entity, WriteCellBehaviour } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, variableName } from "../../blueprint.ts";
import { axisConstant, cellArgument, cellParts, cellType, isYesOrNo, modelsOf } from "../../cells.ts";
import { cellTaken } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import { model } from "../names.ts";
import { asyncFunction, type ServiceContext, type ServiceParts, session } from "./parts.ts";

/** All cells of a matrix, or one of them: read or written. */
export function matrixService(context: ServiceContext): ServiceParts {
  const { kind } = context.operation.meaning.behaviour;
  if (kind === "read-matrix") return readMatrixService(context);
  return kind === "read-cell" ? readCellService(context) : writeCellService(context);
}

/** Lays all cells out: a list for each value of a coordinate inside that of the one before. */
function readMatrixService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "read-matrix", "a matrix is read");
  return { functions: [layOut(blueprint, entityNamed(blueprint, behaviour.entity), operation.functionName)] };
}

function layOut(blueprint: Blueprint, entity: Entity, title: string): Py {
  const { cells } = cellParts(entity);
  const row = rowVariable(entity);
  const key = py`(${cells.axes.map(({ field }) => py`${row}.${name(attributeName(field))}`)})`;
  const shown = py`written.get((${cells.axes.map(({ field }) => cellArgument(field))}), ${empty(entity)})`;
  const body = py`
    found = await session.scalars(${imported("sqlalchemy", "select")}(${model(blueprint, entity.name)}))
    written = {${key}: ${row}.${name(attributeName(cells.value))} for ${row} in found}
    return ${nested(entity, cells.axes, shown)}`;
  return asyncFunction(title, [session()], wholeType(entity), body);
}

/** A row, unless a coordinate or what stands in a cell is called as it is. */
function rowVariable(entity: Entity): Py {
  const variable = variableName(entity);
  const isTaken = entity.fields.some(({ name: field }) => cellArgument(field).text === variable);
  return name(isTaken ? `${variable}_row` : variable);
}

function empty(entity: Entity): Py {
  return imported(modelsOf(entity), "EMPTY");
}

function nested(entity: Entity, [axis, ...inner]: readonly Axis[], cell: Py): Py {
  if (!axis) return cell;
  const variable = cellArgument(axis.field);
  return py`[${nested(entity, inner, cell)} for ${variable} in ${imported(modelsOf(entity), axisConstant(axis))}]`;
}

function wholeType(entity: Entity): Py {
  const { cells } = cellParts(entity);
  return cells.axes.reduce((type: Py) => py`list[${type}]`, cellType(entity));
}

/** What stands in one cell. */
function readCellService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "read-cell", "a cell is read");
  const entity = entityNamed(blueprint, behaviour.entity);
  const { cells } = cellParts(entity);
  const row = rowVariable(entity);
  const key = py`(${cells.axes.map(({ field }) => cellArgument(field))})`;
  const body = py`
    ${row} = await session.get(${model(blueprint, entity.name)}, ${key})
    return ${row}.${name(attributeName(cells.value))} if ${row} else ${empty(entity)}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), ...coordinateParameters(entity, behaviour.coordinates)],
        cellType(entity),
        body,
      ),
    ],
  };
}

function coordinateParameters({ cells }: Entity, coordinates: readonly string[]): readonly Py[] {
  return coordinates.map((coordinate) => {
    const axis = cells?.axes.find(({ field }) => field === coordinate);
    return py`${cellArgument(coordinate)}: ${axis?.values.kind === "choices" ? py`str` : py`int`}`;
  });
}

/** Writes one cell, whoever writes it at the same time. */
function writeCellService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "write-cell", "a cell is written");
  const entity = entityNamed(blueprint, behaviour.entity);
  const { cells } = cellParts(entity);
  const value = cellArgument(cells.value);
  const values = [...cells.axes.map(({ field }) => field), cells.value].map(
    (field) => py`${name(attributeName(field))}=${cellArgument(field)}`,
  );
  const reading = blueprint.modules
    .flatMap(({ operations }) => operations)
    .find(
      ({ meaning: { behaviour: other } }) => other.kind === "read-matrix" && other.entity === entity.name,
    );
  const isWhole = behaviour.shows.kind === "whole";
  const whole = reading?.functionName ?? "_lay_out";
  const body = py`
    statement = ${imported("app.database", "insert")}(${model(blueprint, entity.name)}).values(${values})
    ${behaviour.once === undefined ? overwrites(blueprint, entity) : writesOnce(blueprint, entity, behaviour)}
    ${isWhole && py`return await ${name(whole)}(session)`}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          ...coordinateParameters(entity, behaviour.coordinates),
          isYesOrNo(entity) ? py`*` : undefined,
          py`${value}: ${cellType(entity)}`,
        ],
        isWhole ? wholeType(entity) : py`None`,
        body,
      ),
    ],
    ...(isWhole && !reading && { shared: new Map([[whole, layOut(blueprint, entity, whole)]]) }),
  };
}

function overwrites(blueprint: Blueprint, entity: Entity): Py {
  return py`await session.execute(statement.on_conflict_do_update(${replacing(blueprint, entity)}))`;
}

/** The key that two writers clash in, and what the later one puts there. */
function replacing(blueprint: Blueprint, entity: Entity): readonly Py[] {
  const { cells } = cellParts(entity);
  const title = model(blueprint, entity.name);
  const value = attributeName(cells.value);
  return [
    py`index_elements=[${cells.axes.map(({ field }) => py`${title}.${name(attributeName(field))}`)}]`,
    py`set_={${str(value)}: statement.excluded.${name(value)}}`,
  ];
}

/** Of two that write one cell, the database lets the first; a cell that was written empty is free. */
function writesOnce(blueprint: Blueprint, entity: Entity, behaviour: WriteCellBehaviour): Py {
  const { cells } = cellParts(entity);
  const title = model(blueprint, entity.name);
  const [first] = cells.axes;
  const accepted = behaviour.accepts?.includes(cells.empty) ?? true;
  const mayBeEmpty = accepted && behaviour.refusesEmpty === undefined;
  const clash = mayBeEmpty
    ? py`on_conflict_do_update(${[...replacing(blueprint, entity), py`where=${title}.${name(attributeName(cells.value))} == ${empty(entity)}`]})`
    : py`on_conflict_do_nothing()`;
  return py`
    placed = await session.scalar(statement.${clash}.returning(${title}.${name(attributeName(first?.field ?? ""))}))
    if placed is None:
        raise ${conflictError(blueprint)}(${str(cellTaken(entity, behaviour.once))})`;
}
