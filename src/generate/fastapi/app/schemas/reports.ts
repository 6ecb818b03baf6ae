import { assert } from "#base";
import { jsonMedia, resolveSchema, successResponses } from "#contract";
import { name, type Py, py } from "#python";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { propertyOf, published } from "../published.ts";
import { annotate } from "../value-types.ts";
import { base, fieldLine } from "./field-line.ts";

/** The numbers of a report, and the ends of its range. */
export function reportClass(
  blueprint: Blueprint,
  { contract, meaning }: OperationBlueprint,
  className: string,
): Py {
  const { behaviour } = meaning;
  assert(behaviour.kind === "report", "a report tells numbers");
  const media = jsonMedia(successResponses(contract)[0]?.content ?? []);
  const schema = media?.schema && resolveSchema(blueprint.contract, media.schema);
  const lines = behaviour.parts.map(({ name: part, is }) => {
    const declared = schema && propertyOf(blueprint, schema, part);
    if (is.kind === "edge") return fieldLine(blueprint, part, base("Timestamp"), undefined);
    const type = declared?.types.includes("integer") ? py`int` : py`float`;
    return fieldLine(blueprint, part, annotate(type, published(declared)), undefined);
  });
  return py`
    class ${name(className)}(${base("ResponseModel")}):
        ${lines}`;
}
