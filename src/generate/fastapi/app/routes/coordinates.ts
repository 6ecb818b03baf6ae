import { flattenSchema } from "#contract";
import type { Axis } from "#domain";
import { imported, literal, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { cellArgument, cellParts } from "../../cells.ts";
import { longString } from "../names.ts";
import { writtenType } from "../schemas/index.ts";
import { choiceType } from "../value-types.ts";

/** The coordinates of a cell, each within its bounds; undefined where the path selects no cell. */
export function coordinateParameters(
  blueprint: Blueprint,
  { meaning: { behaviour }, contract }: OperationBlueprint,
): readonly Py[] | undefined {
  if (behaviour.kind !== "read-cell" && behaviour.kind !== "write-cell") return undefined;
  const { cells } = cellParts(entityNamed(blueprint, behaviour.entity));
  return behaviour.coordinates.flatMap((coordinate) => {
    const axis = cells.axes.find(({ field }) => field === coordinate);
    const parameter = contract.parameters.find(
      ({ in: place, name }) => place === "path" && name === coordinate,
    );
    if (!axis || !parameter) return [];
    const variable = cellArgument(coordinate);
    const { format } = flattenSchema(blueprint.contract, parameter.schema);
    const settings = [
      ...(variable.text === coordinate ? [] : [py`alias=${str(coordinate)}`]),
      ...limits(axis),
      ...(parameter.description === "" ? [] : [py`description=${longString(parameter.description)}`]),
      ...(format === undefined ? [] : [py`json_schema_extra={"format": ${str(format)}}`]),
    ];
    const type = axis.values.kind === "range" ? py`int` : choiceType(axis.values.values);
    return settings.length === 0
      ? [py`${variable}: ${type}`]
      : [
          py`${variable}: ${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Path")}(${settings})]`,
        ];
  });
}

function limits({ values }: Axis): readonly Py[] {
  return values.kind === "range"
    ? [py`ge=${literal(values.minimum)}`, py`le=${literal(values.maximum)}`]
    : [];
}

/** What is written to a cell: the whole body. */
export function cellParameter(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  if (behaviour.kind !== "write-cell") return [];
  const { cells } = cellParts(entityNamed(blueprint, behaviour.entity));
  const type = writtenType(blueprint, operation);
  return [
    py`${cellArgument(cells.value)}: ${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Body")}()]`,
  ];
}
