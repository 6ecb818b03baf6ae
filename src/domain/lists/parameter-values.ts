import type { Parameter, Schema } from "#contract";
import type { SeveralValues } from "../behaviour.ts";
import type { ScalarType } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { propertySchema } from "../schemas.ts";

/** What a query parameter can hold: the schema of one value, and how several of them are spelled. */
export interface ParameterValue {
  readonly schema: Schema;
  readonly type: ScalarType;
  readonly several?: SeveralValues;
}

/** Undefined where the parameter holds anything but scalars. */
export function readValue(parameter: Parameter, draft: Draft): ParameterValue | undefined {
  const outer = propertySchema(draft.contract, parameter.schema);
  if (!outer.types.includes("array")) return scalar(outer);
  const inner = outer.items && scalar(propertySchema(draft.contract, outer.items));
  const several = spellingOf(parameter);
  return inner && several && { ...inner, several };
}

function scalar(schema: Schema): ParameterValue | undefined {
  const [type = "string", ...others] = schema.types;
  if (others.length > 0) return undefined;
  switch (type) {
    case "integer":
    case "boolean":
    case "number":
      return { schema, type };
    case "string": {
      const { format } = schema;
      const isKnown = format === "date" || format === "date-time" || format === "uuid";
      return { schema, type: isKnown ? format : "string" };
    }
    default:
      return undefined;
  }
}

function spellingOf({ style, explode }: Parameter): SeveralValues | undefined {
  switch (style ?? "form") {
    case "form":
      return explode ? "repeated" : "commas";
    case "spaceDelimited":
      return explode ? "repeated" : "spaces";
    case "pipeDelimited":
      return explode ? "repeated" : "pipes";
    default:
      return undefined;
  }
}
