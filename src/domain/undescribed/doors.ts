import {
  anySchema,
  type Contract,
  type Operation,
  type Property,
  type Schema,
  type SchemaNode,
} from "#contract";
import { isPassword } from "../is-password.ts";
import { hasWord } from "../names.ts";
import { isOwnPath, namesCaller } from "../own-path.ts";
import { propertySchema } from "../schemas.ts";
import { documentsCookie } from "../session-cookie.ts";
import type { OperationShape } from "../shapes.ts";
import { rowOf } from "./row-schema.ts";
import { nameRow, nodeOf } from "./rows.ts";

export interface Doors {
  readonly answers: ReadonlyMap<Operation, SchemaNode>;
  readonly rows: readonly { readonly extended?: Schema }[];
}

const loginWords = new Set(["login", "signin", "authenticate", "session", "sessions", "token"]);

/**
 * Signing in, where the contract has bearer tokens and does not say how one is answered: as an access token of OAuth 2 (RFC 6749,
 * 5.1). Whoever registers, and whoever asks who they are, is answered the account as it was made, without its password.
 */
export function describeDoors(
  contract: Contract,
  shapes: readonly OperationShape[],
  isSilent: (operation: Operation) => boolean,
): Doors {
  const bearer = [...contract.securitySchemes.values()].some(
    ({ type, scheme }) => type === "http" && scheme === "bearer",
  );
  const login = shapes.find((shape) => isLogin(contract, shape));
  if (!login || !bearer) return { answers: new Map(), rows: [] };
  const answers = new Map<Operation, SchemaNode>();
  // One that sets a cookie says how callers are signed in.
  if (isSilent(login.operation) && !documentsCookie(login))
    answers.set(login.operation, tokenAnswer(login.operation));
  const register = shapes.find((shape) => shape !== login && isRegister(contract, shape, login));
  const made = register?.body && rowOf(contract, register.body.schema, itemsOf(shapes, register));
  const row = made && (made.name === undefined ? nameRow(contract, made, "users") : made);
  if (!register || !row) return { answers, rows: [] };
  for (const shape of shapes) {
    const { operation, place } = shape;
    const isSelf =
      operation.method === "get" &&
      place.kind === "literal" &&
      (isOwnPath(place.name) || (operation.parameters.length === 0 && namesCaller(shape)));
    if ((operation === register.operation || isSelf) && isSilent(operation))
      answers.set(operation, nodeOf(row));
  }
  return { answers, rows: row.name === undefined ? [] : [{ extended: row }] };
}

/** Operations on one of the accounts, as far as they bring one. */
function itemsOf(shapes: readonly OperationShape[], register: OperationShape): readonly OperationShape[] {
  const name = register.body?.schema.name;
  return shapes.filter(
    ({ place, body }) => place.kind === "item" && name !== undefined && body?.schema.name === name,
  );
}

function isLogin(contract: Contract, { operation, place, body }: OperationShape): boolean {
  if (operation.method !== "post" || !body || !hasWord(place.name, loginWords)) return false;
  const passwords = body.schema.properties.filter((property) => isPassword(contract, property));
  return passwords.length === 1 && texts(contract, body.schema.properties).length === 2;
}

/** Takes what signing in takes, and more. */
function isRegister(
  contract: Contract,
  { operation, place, body }: OperationShape,
  login: OperationShape,
): boolean {
  if (operation.method !== "post" || place.kind !== "literal" || !body) return false;
  const given = new Set(texts(contract, body.schema.properties));
  const asked = texts(contract, login.body?.schema.properties ?? []);
  return body.schema.properties.length > asked.length && asked.every((name) => given.has(name));
}

function texts(contract: Contract, properties: readonly Property[]): readonly string[] {
  return properties
    .filter(({ schema }) => propertySchema(contract, schema).types.includes("string"))
    .map(({ name }) => name);
}

function tokenAnswer({ span }: Operation): Schema {
  const text: Schema = { ...anySchema(span), types: ["string"] };
  return {
    ...anySchema(span),
    types: ["object"],
    properties: [
      { name: "access_token", required: true, schema: text, span },
      { name: "token_type", required: true, schema: { ...text, const: "bearer" }, span },
    ],
  };
}
