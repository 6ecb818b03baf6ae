import { commaList, literal, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { isFlag } from "../../told.ts";

/** Errors that are answered, and headers that tell of a page. */
export function responses(
  { meaning: { behaviour } }: OperationBlueprint,
  errors: Py | undefined,
): readonly Py[] {
  const headers = behaviour.kind === "list" ? behaviour.answer.headers : [];
  if (behaviour.kind !== "list" || headers.length === 0) return errors ? [py`responses=${errors}`] : [];
  const described = headers.map(({ name: header, description, required, tells }) => {
    const type = tells.kind === "links" ? "string" : isFlag(tells.kind) ? "boolean" : "integer";
    return py`${str(header)}: ${literal({ ...(description !== "" && { description }), ...(required && { required }), schema: { type } })}`;
  });
  const success = py`${behaviour.answer.status}: {"headers": {${commaList(described)}}}`;
  return [errors ? py`responses=${errors} | {${success}}` : py`responses={${success}}`];
}
