import { snakeCase } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import type { BodyShape, OwnField } from "./behaviour.ts";
import { readBounds } from "./field-values.ts";
import { allowsNull } from "./missing.ts";
import type { OperationShape } from "./shapes.ts";

const grantNames: ReadonlySet<string> = new Set(["grant_type", "scope", "client_id", "client_secret"]);

/**
 * What a form of OAuth 2 brings beside a name and a password (RFC 6749, 4.3.2): `grant_type`, and what may be left out. Callers
 * have no clients of their own and get what their account may do, so nothing comes of it.
 */
export function grantParts(properties: readonly Property[]): readonly Property[] {
  const names = new Set(properties.map(({ name }) => name));
  const isGrant = names.has("username") && names.has("password") && names.has("grant_type");
  const parts = properties.filter(({ name }) => grantNames.has(name));
  return isGrant && parts.every(({ name, required }) => !required || name === "grant_type") ? parts : [];
}

const deviceNames: ReadonlySet<string> = new Set(["device", "device_name", "client_name", "user_agent"]);

/** What names the device that somebody signs in on, and may be left out. */
export function namesDevice(contract: Contract, { name, required, schema }: Property): boolean {
  return (
    !required && deviceNames.has(snakeCase(name)) && flattenSchema(contract, schema).types.includes("string")
  );
}

/** The same of a body, where no answer shows it: credentials are told apart without it, so nothing comes of it either. */
export function deviceParts(
  contract: Contract,
  login: OperationShape,
  shapes: readonly OperationShape[],
): readonly Property[] {
  const shown = new Set(
    shapes.flatMap(({ answer }) =>
      "schema" in answer ? answer.schema.properties.map(({ name }) => name) : [],
    ),
  );
  const properties = login.body?.schema.properties ?? [];
  return properties.filter((property) => namesDevice(contract, property) && !shown.has(property.name));
}

/** A body with parts of which nothing comes. */
export function takeGrant(body: BodyShape, contract: Contract, parts: readonly Property[]): BodyShape {
  const own = parts.map(({ name, schema: node, span }): OwnField => {
    const schema = flattenSchema(contract, node);
    return {
      name,
      is: "grant",
      bounds: readBounds(schema),
      ...(allowsNull(schema) && { nullable: true }),
      span,
    };
  });
  const known = new Set(body.fields.map(({ field }) => field));
  const fields = parts
    .filter(({ name }) => !known.has(name))
    .map(({ name, required }) => ({ field: name, required }));
  return own.length === 0
    ? body
    : { ...body, fields: [...body.fields, ...fields], own: [...(body.own ?? []), ...own] };
}
