import type { ListLinesBehaviour } from "#domain";
import { name, type Py, py } from "#python";
import { type Blueprint, entityNamed } from "../../blueprint.ts";
import { primaryKeyType } from "../keys.ts";
import { linesOf } from "../line-tables.ts";
import { representationClass } from "../names.ts";
import { base, fieldLine } from "./field-line.ts";
import { outputLine } from "./values.ts";

/** A line that is answered as a row of its own, with the row that it names. */
export function lineClass(blueprint: Blueprint, className: string, behaviour: ListLinesBehaviour): Py {
  const { value } = linesOf(blueprint, behaviour);
  const lines = behaviour.shows.flatMap(({ name: shown, is }): readonly Py[] => {
    if (is.kind === "named")
      return [fieldLine(blueprint, shown, representationClass(blueprint, is.representation), undefined)];
    if (is.kind === "holder")
      return [
        fieldLine(blueprint, shown, primaryKeyType(entityNamed(blueprint, behaviour.entity)), undefined),
      ];
    const field = value.fields.find((each) => each.name === shown);
    return field ? [outputLine(blueprint, value, field)] : [];
  });
  return py`
    class ${name(className)}(${base("ResponseModel")}):
        ${lines}`;
}
