import type { Parameter } from "#contract";
import type { OperationShape } from "../shapes.ts";

export function queryParameters(shape: OperationShape): readonly Parameter[] {
  return shape.operation.parameters.filter((parameter) => parameter.in === "query");
}
