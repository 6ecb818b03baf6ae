import { type Blueprint, type OperationBlueprint, representationNamed } from "../../blueprint.ts";

/** An answer without an envelope is the form itself, wherever that lives. */
export function responseModule(blueprint: Blueprint, operation: OperationBlueprint): string {
  const { behaviour, module } = operation.meaning;
  if (
    behaviour.kind === "custom" ||
    behaviour.kind === "distinct-values" ||
    behaviour.kind === "count-by-value" ||
    behaviour.kind === "read-matrix" ||
    behaviour.kind === "write-cell" ||
    behaviour.kind === "list" ||
    behaviour.kind === "list-lines" ||
    behaviour.kind === "report" ||
    behaviour.answer.envelope !== undefined
  )
    return module;
  const { representation } = behaviour.answer;
  return representation === undefined ? module : representationNamed(blueprint, representation).module;
}
