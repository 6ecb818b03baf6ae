import { snakeCase, splitWords } from "#base";
import { type Contract, flattenSchema, type JsonValue, type Property, type Schema } from "#contract";
import { hasWord } from "./names.ts";
import { isObject, shownProperties } from "./schemas.ts";

/** What stands in an answer that hands over a credential. */
export type TokenPart =
  | { readonly kind: "token" }
  /** Always the same: the kind of token, `bearer`. `declared`: the contract allows nothing else. */
  | { readonly kind: "constant"; readonly value: string | boolean; readonly declared: boolean }
  /** Seconds until the token expires. */
  | { readonly kind: "lifetime" }
  /** The moment at which it expires; `seconds`: as they are counted since 1970. */
  | { readonly kind: "expiry"; readonly as?: "seconds" }
  /** The token that renews the session, the seconds until it expires, and the moment. */
  | { readonly kind: "refresh" | "refresh-lifetime" }
  | { readonly kind: "refresh-expiry"; readonly as?: "seconds" }
  /** What people sign in with, of the account that signed in; and its key, in a form of its own. */
  | { readonly kind: "account-login" }
  | { readonly kind: "account-key"; readonly as: KeyForm }
  /** The account that signed in. */
  | { readonly kind: "account"; readonly schema: Schema };

/** How the key of an account is written. */
export type KeyForm = "integer" | "uuid" | "string";

/** An answer that holds a token and is no account itself: `{"access_token": "…", "token_type": "bearer"}`. */
export interface TokenReading {
  /** The shared name of its schema. */
  readonly schemaName?: string;
  /** The account in whose form it is, where the token is beside its fields and no schema has a place for it. */
  readonly account?: Schema;
  /** None where a new account still has to sign in. */
  readonly tokenField?: string;
  readonly parts: readonly { readonly name: string; readonly required: boolean; readonly is: TokenPart }[];
  /** Promised, and nothing says how to fill it. */
  readonly unknown?: string;
}

/** What is known where such answers are read. */
export interface TokenContext {
  /** What people sign in with: it tells an account. */
  readonly loginField: string;
  /** Whether some operation takes a refresh token. */
  readonly renews: boolean;
  /** How accounts are answered elsewhere: what shows nothing else is an account too. */
  readonly accounts?: readonly Schema[];
}

/** Reads such an answer, or one that says no more than that all went well. Undefined where it is an account, or something else. */
export function readTokenAnswer(
  contract: Contract,
  schema: Schema,
  { loginField, renews, accounts = [] }: TokenContext,
): TokenReading | undefined {
  const shown = shownProperties(contract, schema);
  const isAccount = shown.some(({ name }) => name === loginField);
  if (isAccount && !tellsOfSession(contract, schema)) return undefined;
  const tokenField = findToken(contract, shown);
  const read = shown.map((property) => ({
    property,
    is:
      property.name === tokenField
        ? ({ kind: "token" } as const)
        : ((renews ? readRefreshPart(contract, property) : undefined) ??
          readPart(contract, property, { loginField, accounts }) ??
          (tokenField === undefined ? undefined : accountPart(contract, property, loginField))),
  }));
  const unknown = read.find(
    ({ property, is }) =>
      is === undefined && (property.required || isAccount || isOfSession(contract, property)),
  );
  if (tokenField === undefined && (unknown || read.every(({ is }) => is === undefined))) return undefined;
  return {
    ...(schema.name !== undefined && { schemaName: schema.name }),
    ...(tokenField !== undefined && { tokenField }),
    parts: read.flatMap(({ property: { name, required }, is }) => (is ? [{ name, required, is }] : [])),
    ...(unknown && { unknown: unknown.property.name }),
  };
}

/** Whether an answer that shows what people sign in with is about a session all the same: it says how that goes on or ends. */
function tellsOfSession(contract: Contract, { properties }: Schema): boolean {
  return (
    findToken(contract, properties) !== undefined &&
    properties.some((property) => isRefreshToken(contract, property) || isExpiry(contract, property))
  );
}

/** Whether a property must be filled if the answer is to say of the session what it declares. */
function isOfSession(contract: Contract, property: Property): boolean {
  return isRefreshToken(contract, property) || isExpiry(contract, property) || isKeyName(property.name);
}

function isExpiry(contract: Contract, { name, schema }: Property): boolean {
  const { types } = flattenSchema(contract, schema);
  const isScalar = types.includes("string") || types.includes("integer") || types.includes("number");
  return isScalar && saysEnd(name);
}

/** What an answer shows of the account beside its token: what people sign in with, and its key. */
function accountPart(
  contract: Contract,
  { name, schema: node }: Property,
  loginField: string,
): TokenPart | undefined {
  if (name === loginField) return { kind: "account-login" };
  const { types, format } = flattenSchema(contract, node);
  const [type, ...others] = types;
  if (!isKeyName(name) || others.length > 0) return undefined;
  if (type === "integer") return { kind: "account-key", as: "integer" };
  if (type !== "string" || (format !== undefined && format !== "uuid")) return undefined;
  return { kind: "account-key", as: format === "uuid" ? "uuid" : "string" };
}

/** Whether a name is that of the key of who signed in: `uid`, `userId`, `account_id`. */
function isKeyName(name: string): boolean {
  return /^(?:(?:user|account|member|person|profile|customer)_?)?u?u?id$/.test(snakeCase(name));
}

const tokenWords = new Set(["token", "jwt", "bearer"]);
const keyWords = new Set(["key", "session", "access"]);
const otherTokens = new Set(["refresh", "type", "csrf", "xsrf", "expires", "expiry", "expiration", "device"]);

/** The text that is the credential, by its name: never the one that only renews it. */
export function findToken(contract: Contract, properties: readonly Property[]): string | undefined {
  const texts = properties.filter(
    ({ name, schema }) =>
      flattenSchema(contract, schema).types.includes("string") && !hasWord(name, otherTokens),
  );
  const named = texts.find(({ name }) => hasWord(name, tokenWords));
  return (named ?? texts.find(({ name }) => hasWord(name, keyWords)))?.name;
}

const refreshWords = new Set(["refresh", "renewal", "renew"]);

/** Whether a property is the token that renews a session, by its name. */
export function isRefreshToken(contract: Contract, { name, schema }: Property): boolean {
  const { types, format } = flattenSchema(contract, schema);
  const isText = types.includes("string") && format !== "date-time";
  return isText && hasWord(name, refreshWords) && !hasWord(name, expiryWords);
}

function readRefreshPart(contract: Contract, property: Property): TokenPart | undefined {
  if (isRefreshToken(contract, property)) return { kind: "refresh" };
  if (!hasWord(property.name, refreshWords)) return undefined;
  const part = readPart(contract, property, { loginField: "", accounts: [] });
  if (part?.kind === "lifetime") return { kind: "refresh-lifetime" };
  return part?.kind === "expiry" ? { ...part, kind: "refresh-expiry" } : undefined;
}

const expiryWords = new Set(["expires", "expire", "expiry", "expiration", "ttl", "lifetime"]);
/** `expires_at`, `validUntil`: whether a moment is that at which something ends. */
function saysEnd(name: string): boolean {
  return hasWord(name, expiryWords) || /(?:^|_)valid_(?:until|till|thru|through|to)$/.test(snakeCase(name));
}

const successWords = new Set(["success", "ok", "succeeded", "authenticated"]);
const messageWords = new Set(["message", "msg"]);

function readPart(
  contract: Contract,
  property: Property,
  { loginField, accounts }: Required<Omit<TokenContext, "renews">>,
): TokenPart | undefined {
  const { name } = property;
  const schema = flattenSchema(contract, property.schema);
  const fixed = constantOf(schema);
  if (fixed !== undefined) return { kind: "constant", value: fixed, declared: true };
  if (isObject(schema))
    return schema.properties.some((inner) => inner.name === loginField) ||
      accounts.some((account) => isExcerpt(contract, schema, account))
      ? { kind: "account", schema }
      : undefined;
  if (schema.types.includes("integer") || schema.types.includes("number"))
    return hasWord(name, expiryWords) ? numberedExpiry(schema) : undefined;
  if (schema.types.includes("boolean"))
    return hasWord(name, successWords) || name === "status"
      ? { kind: "constant", value: true, declared: false }
      : undefined;
  if (!schema.types.includes("string")) return undefined;
  if (schema.format === "date-time") return saysEnd(name) ? { kind: "expiry" } : undefined;
  if (splitWords(name).at(-1) === "type")
    return { kind: "constant", value: typeText(schema), declared: schema.enum !== undefined };
  return hasWord(name, messageWords) ? { kind: "constant", value: "done", declared: false } : undefined;
}

/** Seconds until the end, or since 1970: an example of more than thirty years tells them apart. */
function numberedExpiry({ format, examples }: Schema): TokenPart | undefined {
  const shown = examples.filter((example) => typeof example === "number");
  if (shown.some((example) => example > 1e11)) return undefined;
  if (shown.some((example) => example > 1e9)) return { kind: "expiry", as: "seconds" };
  return format === "int64" && shown.length === 0 ? undefined : { kind: "lifetime" };
}

/** Whether an object shows some of what another one has, by its key, and nothing else. */
export function isExcerpt(contract: Contract, part: Schema, whole: Schema): boolean {
  const typesOf = ({ schema }: Property): string => flattenSchema(contract, schema).types.join();
  return (
    part.properties.some(({ name }) => /^_?(?:id|uuid)$/i.test(name)) &&
    part.properties.every((property) =>
      whole.properties.some((other) => other.name === property.name && typesOf(other) === typesOf(property)),
    )
  );
}

function constantOf({ const: value, enum: values }: Schema): string | boolean | undefined {
  const only = value ?? (values?.length === 1 ? values[0] : undefined);
  return typeof only === "string" || typeof only === "boolean" ? only : undefined;
}

/** How the kind of token is spelled: as an example has it, else as RFC 6750 registers it. */
function typeText({ default: fallback, examples, enum: values }: Schema): string {
  const texts = [fallback, ...(values ?? []), ...examples].filter(isText);
  return texts.find((text) => /^bearer$/i.test(text)) ?? "Bearer";
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string";
}
