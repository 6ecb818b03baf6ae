import { idOf } from "../../classes.ts";
import { type Arguments, type Frame, placeOf, type Semantics } from "../../flow/flow.ts";
import { readSchema } from "../../flow/read-schema.ts";
import type { FlowValue } from "../../flow/values.ts";

const filling = new Set(["model_validate", "from_orm", "validate", "parse_obj", "model_construct"]);

/** `OrderOut.model_validate(order)`: https://docs.pydantic.dev/latest/concepts/models/#arbitrary-class-instances */
export const schemaSemantics: Semantics = { framework: "pydantic", callObject: fill };

function fill(
  frame: Frame,
  of: FlowValue,
  name: string,
  { positional, call }: Arguments,
): FlowValue | undefined {
  const schema = of.kind === "class" ? frame.flow.schemas.get(idOf(of.class)) : undefined;
  const [value] = positional;
  if (schema === undefined || of.kind !== "class" || !filling.has(name)) return undefined;
  if (value !== undefined && name !== "model_construct")
    readSchema(frame, schema, value, placeOf(frame, call));
  return { kind: "object", of: of.class, attributes: new Map() };
}
