import type { ReadCellBehaviour, ReadMatrixBehaviour, WriteCellBehaviour } from "#domain";
import { name, type Py, py } from "#python";
import { type Blueprint, entityNamed } from "../../blueprint.ts";
import { cellArgument, cellParts, isYesOrNo } from "../../cells.ts";
import { wholeOf } from "../../response-names.ts";
import { attributeName } from "../../tables.ts";

type OfMatrix = ReadMatrixBehaviour | ReadCellBehaviour | WriteCellBehaviour;

/** What a route on a matrix answers: all cells, in their object where there is one, the cell, or nothing. */
export function cellBody(blueprint: Blueprint, behaviour: OfMatrix, call: Py, result: Py): Py {
  const whole = wholeOf(behaviour);
  const held = whole?.parts.find((part) => part.is === "cells");
  if (held)
    return py`
      ${cellArgument(held.name)} = ${call}
      return ${result}(${name(attributeName(held.name))}=${cellArgument(held.name)})`;
  if (behaviour.kind !== "write-cell" || whole) return py`return ${call}`;
  if (behaviour.shows.kind === "nothing") return call;
  const { cells } = cellParts(entityNamed(blueprint, behaviour.entity));
  return py`
    ${call}
    return ${cellArgument(cells.value)}`;
}

/** What the service is called with: the coordinates in the order of the path, and what is written. */
export function cellArguments(blueprint: Blueprint, behaviour: OfMatrix): readonly Py[] {
  if (behaviour.kind === "read-matrix") return [];
  const entity = entityNamed(blueprint, behaviour.entity);
  const coordinates = behaviour.coordinates.map(cellArgument);
  if (behaviour.kind === "read-cell") return coordinates;
  const value = cellArgument(cellParts(entity).cells.value);
  return [...coordinates, isYesOrNo(entity) ? py`${value}=${value}` : value];
}
