import { flattenSchema, jsonMedia } from "#contract";
import {
  type Entity,
  type ListLength,
  readBounds,
  type WholePart,
  type WholeShape,
  type WriteCellBehaviour,
} from "#domain";
import { blocks, imported, literal, name, type Py, py, str } from "#python";
import {
  type Blueprint,
  entityNamed,
  type ModuleBlueprint,
  type OperationBlueprint,
} from "../../blueprint.ts";
import { cellArgument, cellParts, cellType, modelsOf } from "../../cells.ts";
import { cellNotEmptied } from "../../refusal-texts.ts";
import { wholeOf } from "../../response-names.ts";
import { schemaClass } from "../names.ts";
import { scalarOutput } from "../output-types.ts";
import { publishBounds, publishChoices } from "../published.ts";
import { type AnnotatedType, annotate, choiceInput, choiceType, scalarInput } from "../value-types.ts";
import { base, fieldLine } from "./field-line.ts";

/** Types that the operations on a matrix share: what may be written, and all cells. */
export function cellTypes(blueprint: Blueprint, { operations }: ModuleBlueprint): readonly Py[] {
  const [writing] = operations.filter(({ meaning: { behaviour } }) => behaviour.kind === "write-cell");
  const [shown] = operations.flatMap(({ meaning: { behaviour } }) => {
    const whole = wholeOf(behaviour);
    return whole && "entity" in behaviour
      ? [{ whole, entity: entityNamed(blueprint, behaviour.entity) }]
      : [];
  });
  const all =
    shown &&
    py`${name(cellParts(shown.entity).wholeAlias)} = ${nestedLists(shown.entity, shown.whole.lengths)}`;
  const { check, alias } = writing ? writtenAlias(blueprint, writing) : {};
  const aliases = [alias, all].filter((each) => each !== undefined);
  return [...(check ? [check] : []), ...(aliases.length > 0 ? [blocks(aliases)] : [])];
}

function nestedLists(entity: Entity, [length, ...inner]: readonly ListLength[]): Py {
  if (!length) return shownCell(entity);
  return annotate(py`list[${nestedLists(entity, inner)}]`, publishBounds(length));
}

/** What stands in a cell, as answers show it. */
export function shownCell(entity: Entity): Py {
  const { field } = cellParts(entity);
  const told =
    field.meaning.kind === "enum" ? publishChoices(field.meaning.values) : publishBounds(field.bounds);
  return annotate(cellType(entity), told);
}

/** What a request may write. */
export function writtenType(blueprint: Blueprint, operation: OperationBlueprint): Py {
  const { type, annotations } = inputOf(blueprint, operation);
  const [first] = blueprint.modules
    .flatMap(({ operations }) => operations)
    .filter(
      ({ meaning: { behaviour } }) =>
        behaviour.kind === "write-cell" && behaviour.entity === entityOf(blueprint, operation).name,
    );
  if (annotations.length === 0) return type;
  return first === operation
    ? schemaClass(operation.meaning.module, cellParts(entityOf(blueprint, operation)).writtenAlias)
    : annotate(type, annotations);
}

function entityOf(blueprint: Blueprint, { meaning: { behaviour } }: OperationBlueprint): Entity {
  return entityNamed(blueprint, (behaviour as WriteCellBehaviour).entity);
}

/** The type of what may be written, and the check that it rests on. */
function writtenAlias(
  blueprint: Blueprint,
  operation: OperationBlueprint,
): { readonly check?: Py; readonly alias?: Py } {
  const { type, annotations } = inputOf(blueprint, operation);
  if (annotations.length === 0) return {};
  const entity = entityOf(blueprint, operation);
  const alias = py`${name(cellParts(entity).writtenAlias)} = ${annotate(type, annotations)}`;
  const { refusesEmpty } = operation.meaning.behaviour as WriteCellBehaviour;
  return refusesEmpty === undefined ? { alias } : { check: refuseEmpty(entity, refusesEmpty), alias };
}

/** The type of the body, with what is asked of it beside being of that type. */
function inputOf(blueprint: Blueprint, operation: OperationBlueprint): AnnotatedType {
  const behaviour = operation.meaning.behaviour as WriteCellBehaviour;
  const entity = entityOf(blueprint, operation);
  const { type, annotations } = plainInput(blueprint, operation, entity);
  const refused =
    behaviour.refusesEmpty === undefined
      ? []
      : [
          py`${imported("pydantic", "AfterValidator")}(${imported(`app.${operation.meaning.module}.schemas`, "refuse_empty")})`,
        ];
  return { type, annotations: [...annotations, ...refused] };
}

function plainInput({ contract }: Blueprint, operation: OperationBlueprint, entity: Entity): AnnotatedType {
  const { accepts } = operation.meaning.behaviour as WriteCellBehaviour;
  const { field, valueAlias } = cellParts(entity);
  const { meaning } = field;
  if (meaning.kind === "enum") {
    const input = choiceInput(accepts ?? meaning.values);
    return accepts || valueAlias === undefined ? input : { ...input, type: cellType(entity) };
  }
  const media = jsonMedia(operation.contract.requestBody?.content ?? []);
  const bounds = media?.schema ? readBounds(flattenSchema(contract, media.schema)) : field.bounds;
  return scalarInput(meaning.kind === "scalar" ? meaning.type : "string", bounds, false);
}

function refuseEmpty(entity: Entity, said: string): Py {
  const { cells, field } = cellParts(entity);
  const value = cellArgument(cells.value);
  const values = field.meaning.kind === "enum" ? field.meaning.values : [];
  const others = values.filter((each) => each !== cells.empty);
  return py`
    def refuse_empty(${value}: ${cellType(entity)}) -> ${cellType(entity)}:
        if ${value} == ${imported(modelsOf(entity), "EMPTY")}:
            raise ${imported("pydantic_core", "PydanticCustomError")}("empty", ${str(cellNotEmptied(others, said))})
        return ${value}`;
}

/** The lines of an object around all cells. */
export function wholeLines(
  blueprint: Blueprint,
  module: string,
  entity: Entity,
  { parts }: WholeShape,
): readonly Py[] {
  const lines = parts.map((part) => {
    if (part.is === "cells")
      return fieldLine(blueprint, part.name, schemaClass(module, cellParts(entity).wholeAlias), undefined);
    const line = constantLine(blueprint, part);
    return part.undecided
      ? py`
        # What decides it is not stated: it is as before anything has happened.
        ${line}`
      : line;
  });
  const isPromised = parts.some((part) => part.is === "constant" && part.required);
  return isPromised
    ? [
        py`
    ${promises()}

    ${lines}`,
      ]
    : lines;
}

/** What has a value from the start is published as the contract has it: it is always there. */
function promises(): Py {
  return py`
    model_config = ${imported("pydantic", "ConfigDict")}(json_schema_serialization_defaults_required=True)`;
}

function constantLine(
  blueprint: Blueprint,
  { name: title, value, choices, type }: Extract<WholePart, { readonly is: "constant" }>,
): Py {
  const known = choices ? choiceType(choices) : scalarOutput(type);
  if (value === undefined)
    return fieldLine(blueprint, title, py`${base("Omitted")}[${known}]`, literal(null));
  return fieldLine(blueprint, title, value === null ? py`${known} | None` : known, literal(value));
}
