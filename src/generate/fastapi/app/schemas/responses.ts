import { type Behaviour, fieldOf } from "#domain";
import { imported, literal, name, type Py, py } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { representationClass } from "../names.ts";
import { base, fieldLine, type NamedClass } from "./field-line.ts";
import { listResponse } from "./list-response.ts";
import { scalarOutput } from "./representations.ts";

/** The envelope around an answer, where there is one. */
export function responseClass(blueprint: Blueprint, operation: OperationBlueprint): readonly NamedClass[] {
  const { behaviour } = operation.meaning;
  const { responseClass: className } = operation;
  if (behaviour.kind === "custom" || className === undefined) return [];
  if (behaviour.kind === "list") return listResponse(blueprint, className, behaviour);
  if (behaviour.answer.envelope === undefined) return [];
  const { envelope } = behaviour.answer;
  if (behaviour.kind === "distinct-values") {
    const type = distinctValueType(blueprint, behaviour);
    return [
      [className, responseModel(className, [fieldLine(blueprint, envelope, py`list[${type}]`, undefined)])],
    ];
  }
  if (behaviour.answer.representation === undefined) return [];
  const row = representationClass(blueprint, behaviour.answer.representation);
  const constants = (behaviour.answer.constants ?? []).map((constant) =>
    fieldLine(
      blueprint,
      constant.name,
      py`${imported("typing", "Literal")}[${literal(constant.value)}]`,
      undefined,
    ),
  );
  return [
    [className, responseModel(className, [fieldLine(blueprint, envelope, row, undefined), ...constants])],
  ];
}

/** What the values are that a field has in all rows. */
export function distinctValueType(
  blueprint: Blueprint,
  behaviour: Extract<Behaviour, { readonly kind: "distinct-values" }>,
): Py {
  const field = fieldOf(entityNamed(blueprint, behaviour.entity), behaviour.field);
  return field?.meaning.kind === "values" ? scalarOutput(field.meaning.of) : py`str`;
}

function responseModel(className: string, lines: readonly Py[]): Py {
  return py`
    class ${name(className)}(${base("ResponseModel")}):
        ${lines}`;
}
