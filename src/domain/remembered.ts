import { snakeCase } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import type { BodyShape, OwnField } from "./behaviour.ts";
import { readBounds } from "./field-values.ts";
import type { OperationShape } from "./shapes.ts";

const rememberText = /^(?:is_)?(?:remember(?:_me)?|(?:keep|stay)_(?:me_)?(?:signed|logged)_?in|persistent)$/;

/** Whether the browser is to keep the cookie when it is closed, which signing in may ask. */
export function rememberOf(contract: Contract, { body }: Pick<OperationShape, "body">): Property | undefined {
  return body?.schema.properties.find(
    ({ name, schema }) =>
      rememberText.test(snakeCase(name)) && flattenSchema(contract, schema).types.includes("boolean"),
  );
}

/** A body that says so: no row keeps that. */
export function takeRemembered(body: BodyShape, contract: Contract, shape: OperationShape): BodyShape {
  const property = rememberOf(contract, shape);
  if (!property) return body;
  const schema = flattenSchema(contract, property.schema);
  const own: OwnField = {
    name: property.name,
    is: "remember",
    ...(typeof schema.default === "boolean" && { default: schema.default }),
    bounds: readBounds(schema),
    span: property.span,
  };
  return { ...body, own: [...(body.own ?? []), own] };
}
