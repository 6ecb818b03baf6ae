import { type Contract, flattenSchema, type Operation, type SchemaNode } from "#contract";

/** A body that is the bytes of a file. */
export interface FileBody {
  /** Media types, as the contract spells them. */
  readonly types: readonly string[];
  readonly required: boolean;
}

const rawTypes = /^(?:application\/octet-stream|application\/pdf|(?:image|audio|video)\/[\w.+*-]+|\*\/\*)$/i;

/** Reads it; a text says why a file that is sent cannot be taken; undefined where none is sent. */
export function readFileBody(contract: Contract, { requestBody }: Operation): FileBody | string | undefined {
  const content = requestBody?.content ?? [];
  const isBytes = (node: SchemaNode | undefined): boolean => {
    const schema = node && flattenSchema(contract, node);
    return !schema || schema.types.length === 0 || schema.format === "binary";
  };
  const raw = content.filter(({ type, schema }) => rawTypes.test(type) && isBytes(schema));
  if (requestBody && raw.length > 0 && raw.length === content.length)
    return { types: raw.map(({ type }) => type), required: requestBody.required };
  const isForm = content.some(
    ({ type, schema }) =>
      /^multipart\/form-data/i.test(type) &&
      schema !== undefined &&
      flattenSchema(contract, schema).properties.some(
        (property) => flattenSchema(contract, property.schema).format === "binary",
      ),
  );
  return isForm ? "taking a file out of a form is not written yet" : undefined;
}

/** Whether a value is a text of any form. */
export function scalarText(contract: Contract, node: SchemaNode): boolean {
  const { types, format, enum: choices } = flattenSchema(contract, node);
  return types.length === 1 && types.includes("string") && format === undefined && choices === undefined;
}
