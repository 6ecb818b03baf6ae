import { type Contract, flattenSchema, type Property } from "#contract";
import type { BodyShape, OwnField } from "./behaviour.ts";
import { readBounds } from "./field-values.ts";
import { allowsNull } from "./missing.ts";

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
