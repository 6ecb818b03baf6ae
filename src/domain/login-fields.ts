import type { Contract, Property, Schema } from "#contract";
import { captchasOf } from "./captchas.ts";
import { deviceParts } from "./device-parts.ts";
import { saysSigningIn } from "./door-words.ts";
import { isPassword } from "./is-password.ts";
import { hasWord } from "./names.ts";
import { carriesToken } from "./own-credential.ts";
import { answersToken } from "./query-login.ts";
import { asksForCookies, findSessionCookie, type SessionCookie } from "./session-cookie.ts";
import type { DomainSettings } from "./settings.ts";
import { givenProperties, type OperationShape, propertySchema, shownProperties } from "./shapes.ts";
import { findToken, isExcerpt, readTokenAnswer } from "./token-answer.ts";

/** What people sign in with, and what they are handed for it. */
export interface LoginFields {
  readonly loginField: string;
  /** What its body calls that field, where it has another name for it. */
  readonly loginAs?: string;
  readonly passwordField: string;
  readonly tokenField: string;
  /** The account that is answered with the token, where no schema has a place for that. */
  readonly beside?: Schema;
  readonly cookie?: SessionCookie;
  /** The answer is the token alone, a mere text. */
  readonly isText?: true;
}

/** An operation that takes a name and a password and hands over a credential. */
export function readLogin(
  contract: Contract,
  shape: OperationShape,
  shapes: readonly OperationShape[],
  settings: DomainSettings,
): LoginFields | undefined {
  const { operation, body, answer } = shape;
  if (operation.method !== "post" || !body) return undefined;
  const inputs = givenProperties(contract, body.schema);
  const password = inputs.find((property) => isPassword(contract, property));
  const captchas = settings.captcha === "none" ? captchasOf(contract, shape) : [];
  const idle = new Set([...captchas, ...deviceParts(contract, shape, shapes)]);
  const others = inputs.filter(
    (property) => property !== password && !idle.has(property) && isText(contract, property),
  );
  const [key] = others;
  if (!password || !key || others.length !== 1 || !saysSigningIn(shape)) return undefined;
  // Who brings a token beside a password goes on with something else.
  if (hasWord(key.name, proofWords)) return undefined;
  const kept =
    body.form?.urlencoded && key.name === "username" ? keptName(contract, shapes, shape, key) : key.name;
  if (kept === undefined) return undefined;
  const names = {
    loginField: kept,
    ...(kept !== key.name && { loginAs: key.name }),
    passwordField: password.name,
  };
  const given = new Set(inputs.map((property) => property.name));
  const answered = answer.kind === "row" ? shownProperties(contract, answer.schema) : [];
  const token = findToken(
    contract,
    answered.filter(({ name }) => !given.has(name)),
  );
  if (asksForCookies(contract)) {
    // A key in a cookie that scripts may read beside it would be no secret: which of both is meant nothing says.
    const cookie = token === undefined ? findSessionCookie(contract, shape) : undefined;
    const tells = cookie && tellsOfAccount(contract, shape, shapes, key.name);
    return tells ? { ...names, tokenField: cookieWord(answered), cookie } : undefined;
  }
  if (answersToken(contract, shape)) return { ...names, tokenField: undeclaredToken, isText: true };
  if (answer.kind !== "row") return undefined;
  if (token !== undefined) return { ...names, tokenField: token };
  return promisesToken(contract, shape, key.name)
    ? { ...names, tokenField: undeclaredToken, beside: answer.schema }
    : undefined;
}

/**
 * What accounts are called by that a form of OAuth 2 asks for as `username`, the one name that it has for that: a field of
 * that name where accounts have one, else their address. Undefined where words say that it may be either of both.
 */
function keptName(
  contract: Contract,
  shapes: readonly OperationShape[],
  login: OperationShape,
  { name, schema }: Property,
): string | undefined {
  const known = shapes.filter((shape) => shape !== login).flatMap((shape) => ofAccounts(contract, shape));
  const addresses = [...new Set(known.map((each) => each.name).filter((each) => hasWord(each, mailWords)))];
  const { summary, description } = login.operation;
  const texts = [summary, description, propertySchema(contract, schema).description];
  if (!known.some((each) => each.name === name)) return addresses.length === 1 ? addresses[0] : name;
  return addresses.length > 0 && texts.some((text) => mailText.test(text)) ? undefined : name;
}

const mailWords: ReadonlySet<string> = new Set(["email", "mail"]);
const mailText = /e-?mail|邮箱|郵箱|почт|correo|courriel/i;

/** What makes accounts, and what whoever is signed in is shown of one row. */
function ofAccounts(
  contract: Contract,
  { operation, place, body, answer }: OperationShape,
): readonly Property[] {
  const given = body?.schema.properties ?? [];
  if (given.some((property) => isPassword(contract, property))) return given;
  const isOwn = operation.method === "get" && place.kind === "literal" && operation.security.length > 0;
  return isOwn && answer.kind === "row" ? answer.schema.properties : [];
}

/** What is answered beside a cookie: nothing, that all went well, or the account. */
function tellsOfAccount(
  contract: Contract,
  login: OperationShape,
  shapes: readonly OperationShape[],
  loginField: string,
): boolean {
  const { answer } = login;
  if (answer.kind === "none") return true;
  if (answer.kind !== "row") return false;
  const accounts = answeredAccounts(shapes, login, loginField);
  const reading = readTokenAnswer(contract, answer.schema, { loginField, accounts, renews: false });
  return (
    answer.telling !== undefined ||
    (reading !== undefined && reading.unknown === undefined) ||
    holdsField(answer.schema, loginField) ||
    accounts.some((account) => isExcerpt(contract, answer.schema, account))
  );
}

/** What a session is called that travels in a cookie: another word where answers show something of that name. */
function cookieWord(answered: readonly Property[]): string {
  return answered.some(({ name }) => name === "session") ? "session_key" : "session";
}

/** Where a token stands that an account is answered with, and that no schema has a place for. */
export const undeclaredToken = "token";

/** Whether words say that signing in gives a token, though it answers an account whose schema has none. */
function promisesToken(
  contract: Contract,
  { operation, answer }: OperationShape,
  loginField: string,
): boolean {
  if (answer.kind !== "row" || answer.schema.additionalProperties === false) return false;
  if (!answer.schema.properties.some(({ name }) => name === loginField)) return false;
  const schemes = [...contract.securitySchemes.values()].filter(carriesToken);
  const texts = [contract.description, operation.summary, operation.description];
  return (
    schemes.length === 1 &&
    [...texts, ...schemes.map(({ description }) => description)].some((text) => tokenText.test(text))
  );
}

const tokenText =
  /\btokens?\b[^.\n]*\b(?:log(?:ging)?[ -]?in|sign(?:ing)?[ -]?in)\b|\b(?:log(?:ging)?[ -]?in|sign(?:ing)?[ -]?in)\b[^.\n]*\btokens?\b/i;

const proofWords: ReadonlySet<string> = new Set(
  "token code otp key secret nonce captcha challenge signature".split(" "),
);

/** The schemas of rows that show what people sign in with. */
export function answeredAccounts(
  shapes: readonly OperationShape[],
  login: OperationShape,
  loginField: string,
): readonly Schema[] {
  return shapes.flatMap((shape) =>
    shape !== login && shape.answer.kind === "row" && holdsField(shape.answer.schema, loginField)
      ? [shape.answer.schema]
      : [],
  );
}

export function holdsField({ properties }: Schema, field: string): boolean {
  return properties.some(({ name }) => name === field);
}

function isText(contract: Contract, property: Property): boolean {
  return propertySchema(contract, property.schema).types.includes("string");
}
