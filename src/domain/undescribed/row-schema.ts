import { type Span, singular } from "#base";
import { anySchema, type Contract, type Property, type Schema } from "#contract";
import { isPassword } from "../is-password.ts";
import { sameName } from "../names.ts";
import { propertySchema } from "../schemas.ts";
import type { OperationShape } from "../shapes.ts";

/**
 * The form in which a row is answered whose fields alone are known: those, but for passwords, with the identity that its path
 * selects it by. Nothing where a path selects by something that is neither among the fields nor an identity.
 */
export function rowOf(
  contract: Contract,
  fields: Schema,
  items: readonly OperationShape[],
): Schema | undefined {
  const [item] = items;
  const parameter = item?.place.parameter;
  const properties = fields.properties.map((property) => hidePassword(contract, property));
  const noun = singular(item?.place.name ?? "");
  const isKnown = properties.some(
    ({ name }) =>
      /^_?(?:id|uuid|guid|key|code|slug)$/i.test(name) ||
      sameName(name, `${noun}_id`) ||
      (parameter !== undefined && sameName(name, parameter)),
  );
  if (isKnown) return { ...fields, properties };
  if (parameter !== undefined && !/(?:^|_)id$|Id$|ID$|^uuid$/.test(parameter)) return undefined;
  return { ...fields, properties: [identity(contract, item, fields.span), ...properties] };
}

function identity(contract: Contract, item: OperationShape | undefined, span: Span): Property {
  const { parameter } = item?.place ?? {};
  const declared = item?.operation.parameters.find(
    ({ in: place, name }) => place === "path" && name === parameter,
  );
  const type: Schema = declared
    ? propertySchema(contract, declared.schema)
    : { ...anySchema(span), types: ["integer"] };
  const { name: _, ...schema } = type;
  return { name: "id", required: true, schema: { ...schema, readOnly: true }, span };
}

function hidePassword(contract: Contract, property: Property): Property {
  if (!isPassword(contract, property)) return property;
  return { ...property, schema: { ...propertySchema(contract, property.schema), writeOnly: true } };
}
