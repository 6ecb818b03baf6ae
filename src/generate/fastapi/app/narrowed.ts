import { assert } from "#base";
import { flattenSchema, type Parameter } from "#contract";
import { comparedType, type Entity, fieldOf, type ListBehaviour, type Narrowing } from "#domain";
import { imported, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { model } from "./names.ts";
import { choiceType } from "./value-types.ts";

/** What the value at the end of a list's path is called in Python. */
export function narrowedVariable({ parameter }: Narrowing): Py {
  return name(attributeName(parameter));
}

/** What a list is narrowed by, where a parameter of its path is that. */
export function narrowingOf(
  { meaning: { behaviour } }: OperationBlueprint,
  parameter: string,
): Narrowing | undefined {
  return behaviour.kind === "list" && behaviour.narrowed?.parameter === parameter
    ? behaviour.narrowed
    : undefined;
}

/** The type of the value as a route takes it: a text of which some are listed, a number, a UUID. */
export function narrowedType(blueprint: Blueprint, operation: OperationBlueprint, parameter: Parameter): Py {
  const choices = flattenSchema(blueprint.contract, parameter.schema).enum?.filter(
    (value) => typeof value === "string",
  );
  switch (valueType(blueprint, operation)) {
    case "integer":
      return imported("app.schemas", "BigInt");
    case "uuid":
      return imported("uuid", "UUID");
    default:
      return choices && choices.length > 0 ? choiceType(choices) : imported("app.schemas", "Text");
  }
}

/** The value as a parameter of the service. */
export function narrowedParameter(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  narrowed: Narrowing,
): Py {
  const type = valueType(blueprint, operation);
  const plain = type === "integer" ? py`int` : type === "uuid" ? imported("uuid", "UUID") : py`str`;
  return py`${narrowedVariable(narrowed)}: ${plain}`;
}

/** The condition that rows have the value. */
export function narrowedCondition(
  blueprint: Blueprint,
  entity: Entity,
  { narrowed }: ListBehaviour,
): readonly Py[] {
  if (!narrowed) return [];
  const column = py`${model(blueprint, entity.name)}.${name(attributeName(narrowed.field))}`;
  return [py`${column} == ${narrowedVariable(narrowed)}`];
}

function valueType(blueprint: Blueprint, { meaning: { behaviour } }: OperationBlueprint) {
  assert(behaviour.kind === "list" && behaviour.narrowed, "a value of the path narrows a list");
  const field = fieldOf(entityNamed(blueprint, behaviour.entity), behaviour.narrowed.field);
  return field && comparedType(field);
}
