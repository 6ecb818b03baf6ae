import type { Contract, Property, Schema, SecurityScheme } from "#contract";
import { addedFields } from "./added-accounts.ts";
import { readBarred } from "./barred.ts";
import type { Accounts, Credential, Entity, OperationMeaning, Sessions } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { isPassword } from "./is-password.ts";
import { saysJoining } from "./joining.ts";
import { speaksOf } from "./names.ts";
import { type QueryLogin, readQueryLogin } from "./query-login.ts";
import { findSessions, type SessionsDraft } from "./sessions.ts";
import { type OperationShape, propertySchema } from "./shapes.ts";
import { findToken, readTokenAnswer, type TokenContext, type TokenReading } from "./token-answer.ts";

export { isPassword } from "./is-password.ts";

/** Operations that issue credentials, and what they say of the entity that signs in. */
export interface AccountsDraft {
  readonly login: OperationShape;
  readonly register?: OperationShape;
  /** How the query of signing in is spelled, where no body is sent. */
  readonly query?: QueryLogin;
  /** The schema in which an account is answered: by signing in, or beside the token, or by who makes or reads one. */
  readonly schema: Schema;
  readonly loginField: string;
  readonly passwordField: string;
  readonly tokenField: string;
  /** Answers that hold a token and are no accounts themselves, by their operation. */
  readonly tokens: ReadonlyMap<OperationShape, TokenReading>;
  readonly sessions: SessionsDraft;
}

const loginWords = ["login", "signin", "log", "sign", "authenticate", "authentication", "session", "token"];

/** Finds the operation that takes a password and answers a credential, and the one that makes such accounts. */
export function findAccounts(
  contract: Contract,
  shapes: readonly OperationShape[],
): AccountsDraft | undefined {
  for (const login of shapes) {
    const query = readQueryLogin(contract, login);
    const found = query ? queryFields(query) : readLogin(contract, login);
    if (!found || (!query && login.answer.kind !== "row")) continue;
    const register = shapes.find((shape) => shape !== login && isRegister(contract, shape, login, found));
    const doors = register ? [login, register] : [login];
    const sessions = findSessions(contract, shapes, doors, found.loginField);
    const { beside, ...fields } = found;
    const known = answeredAccounts(shapes, login, found.loginField);
    const tokens = readTokens(contract, doors, sessions, { loginField: found.loginField, accounts: known });
    if (beside) tokens.set(login, besideAccount(beside));
    const schema = accountSchema(login, register, tokens, shapes, found.loginField);
    if (schema)
      return {
        login,
        ...(register && { register }),
        schema,
        tokens,
        sessions,
        ...(query && { query }),
        ...fields,
      };
  }
  return undefined;
}

/** The answers that hold a token, or say no more than that all went well. */
function readTokens(
  contract: Contract,
  doors: readonly OperationShape[],
  { refresh, logouts, changes, resets }: SessionsDraft,
  context: Pick<TokenContext, "loginField" | "accounts">,
): Map<OperationShape, TokenReading> {
  const tokens = new Map<OperationShape, TokenReading>();
  for (const shape of doors) {
    const reading =
      shape.answer.kind === "row" &&
      readTokenAnswer(contract, shape.answer.schema, { ...context, renews: refresh !== undefined });
    if (reading) tokens.set(shape, reading);
  }
  for (const { shape, reading } of [...(refresh ? [refresh] : []), ...logouts, ...changes, ...resets])
    if (reading) tokens.set(shape, reading);
  return tokens;
}

/** The schemas of rows that show what people sign in with. */
function answeredAccounts(
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

function holdsField({ properties }: Schema, field: string): boolean {
  return properties.some(({ name }) => name === field);
}

function besideAccount(account: Schema): TokenReading {
  const parts = [{ name: undeclaredToken, required: true, is: { kind: "token" } as const }];
  return { account, tokenField: undeclaredToken, parts };
}

/** How accounts are answered: by signing in itself, beside its token, by who makes one, or to whoever asks who they are. */
function accountSchema(
  login: OperationShape,
  register: OperationShape | undefined,
  tokens: ReadonlyMap<OperationShape, TokenReading>,
  shapes: readonly OperationShape[],
  loginField: string,
): Schema | undefined {
  const holds = (schema: Schema): boolean => holdsField(schema, loginField);
  const beside = tokens.get(login)?.account;
  if (beside) return beside;
  if (login.answer.kind === "row" && !tokens.has(login)) return login.answer.schema;
  for (const { parts } of tokens.values())
    for (const { is } of parts) if (is.kind === "account" && holds(is.schema)) return is.schema;
  const rows = (candidates: readonly OperationShape[]): Schema | undefined =>
    candidates
      .flatMap(({ answer }) => (answer.kind === "row" ? [answer.schema] : []))
      .find((schema) => holds(schema));
  const own = shapes.filter(
    ({ operation, place }) =>
      operation.method === "get" && place.kind === "literal" && operation.security.length > 0,
  );
  return (
    rows(register ? [register] : []) ??
    rows(own) ??
    rows(shapes.filter((shape) => shape !== login)) ??
    // Nothing answers accounts: what is known of them is what they sign in with.
    login.body?.schema
  );
}

interface LoginFields {
  readonly loginField: string;
  readonly passwordField: string;
  readonly tokenField: string;
  /** The account that is answered with the token, where no schema has a place for that. */
  readonly beside?: Schema;
}

/** What is answered has no name of its own there. */
function queryFields({ login, password }: QueryLogin): LoginFields {
  return { loginField: login.name, passwordField: password.name, tokenField: "token" };
}

function readLogin(contract: Contract, shape: OperationShape): LoginFields | undefined {
  if (shape.operation.method !== "post" || !shape.body || shape.answer.kind !== "row") return undefined;
  const inputs = shape.body.schema.properties;
  const password = inputs.find((property) => isPassword(contract, property));
  const others = inputs.filter((property) => property !== password && isText(contract, property));
  const [key] = others;
  if (!password || !key || others.length !== 1) return undefined;
  const given = new Set(inputs.map((property) => property.name));
  const answered = shape.answer.schema.properties.filter(({ name }) => !given.has(name));
  const token = findToken(contract, answered);
  const names = { loginField: key.name, passwordField: password.name };
  if (!saysLogin(shape)) return undefined;
  if (token !== undefined) return { ...names, tokenField: token };
  return promisesToken(contract, shape, key.name)
    ? { ...names, tokenField: undeclaredToken, beside: shape.answer.schema }
    : undefined;
}

/** Where a token stands that an account is answered with, and that no schema has a place for. */
const undeclaredToken = "token";

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

function saysLogin(shape: OperationShape): boolean {
  const { operation, place } = shape;
  return [place.name, operation.summary, operation.id, operation.description].some(
    (text) => speaksOf(text, loginWords) !== undefined,
  );
}

/** Where signing in asks for a credential too, the contract asks for one everywhere, and means neither of the two. */
function isRegister(
  contract: Contract,
  shape: OperationShape,
  login: OperationShape,
  fields: LoginFields,
): boolean {
  if (shape.operation.method !== "post" || !shape.body || shape.place.kind !== "literal") return false;
  const names = new Set(shape.body.schema.properties.map((property) => property.name));
  const { security } = shape.operation;
  const opens = security.length === 0 || (login.operation.security.length > 0 && saysJoining(shape));
  const makesAccount = names.has(fields.loginField) && names.has(fields.passwordField);
  const more = names.size > 2 || shape.answer.status === 201;
  return opens && makesAccount && more && shape.body.schema.properties.some((p) => isPassword(contract, p));
}

function isText(contract: Contract, property: Property): boolean {
  return propertySchema(contract, property.schema).types.includes("string");
}

/** Everything that is known of signing in, once the entity has its name and operations are what they are. */
export function describeAccounts(
  contract: Contract,
  draft: AccountsDraft,
  account: Entity,
  operations: readonly OperationMeaning[],
): Accounts {
  const { login, register } = draft;
  const entity = account.name;
  const sessions = describeSessions(operations);
  const barred = readBarred(login.operation, account);
  const has = (kind: "login" | "register"): boolean =>
    operations.some(({ behaviour }) => behaviour.kind === kind);
  return {
    entity,
    loginField: draft.loginField,
    passwordField: draft.passwordField,
    tokenField: draft.tokenField,
    credential: readCredential(contract, draft),
    ...(sessions && { sessions }),
    ...(has("login") && !has("register") && { added: addedFields(account, draft) }),
    ...(barred && { barred }),
    evidence: evidence(
      `${entity} signs in with ${draft.loginField} and ${draft.passwordField}`,
      step(`${login.operation.id} takes both and answers ${draft.tokenField}`, login.operation.span),
      ...(register ? [step(`${register.operation.id} makes such an account`, register.operation.span)] : []),
    ),
  };
}

/** Sessions are kept where something ends them or goes on with them. */
function describeSessions(operations: readonly OperationMeaning[]): Sessions | undefined {
  const behaviours = operations.map(({ behaviour }) => behaviour);
  const refresh = behaviours.find((behaviour) => behaviour.kind === "refresh");
  if (refresh) return { renewal: refresh.rotates ? "next-token" : "same-token" };
  const ends = behaviours.some(({ kind }) => endsSessions.has(kind));
  return ends ? { renewal: "none" } : undefined;
}

const endsSessions: ReadonlySet<string> = new Set(["logout", "change-password", "reset-password"]);

/** How the token that signing in answers travels. */
export function readCredential(contract: Contract, draft: AccountsDraft): Credential {
  const scheme = draft.query ? askedScheme(contract, draft) : likeliestScheme(contract);
  const text = `${scheme?.description ?? ""} ${scheme?.bearerFormat ?? ""} ${draft.tokenField}`;
  const token = /\bjwt\b|json web token/i.test(text) ? "jwt" : "opaque";
  if (!scheme) {
    return {
      scheme: "bearer",
      schemeType: "http",
      in: "header",
      parameter: "Authorization",
      prefix: "Bearer",
      token,
      evidence: evidence("tokens travel as Bearer", step("no security scheme is declared", contract.span)),
    };
  }
  const prefix = readPrefix(scheme);
  return {
    scheme: scheme.name,
    schemeType: scheme.type === "http" ? "http" : "apiKey",
    in: "header",
    parameter: scheme.parameter ?? "Authorization",
    prefix: prefix.word,
    token,
    evidence: evidence(
      `${scheme.parameter ?? "Authorization"}: ${prefix.word === "" ? "" : `${prefix.word} `}<${draft.tokenField}>`,
      step(prefix.because, scheme.span),
    ),
  };
}

/** Of a text without a name nothing says which scheme it is for, but that the account's own operations ask for one. */
function askedScheme(contract: Contract, { login, register }: AccountsDraft): SecurityScheme | undefined {
  const { collection } = (register ?? login).place;
  const asked = contract.operations.flatMap(({ path, security }) =>
    path === collection || path.startsWith(`${collection}/`)
      ? security.flatMap((requirement) => [...requirement.keys()])
      : [],
  );
  return [...contract.securitySchemes.values()].find(
    (scheme) => carriesToken(scheme) && asked.includes(scheme.name),
  );
}

/** Of the schemes that can carry a token: one that is made for it, else the one that most operations ask for. */
function likeliestScheme(contract: Contract): SecurityScheme | undefined {
  const uses = ({ name }: SecurityScheme): number =>
    contract.operations.filter(({ security }) => security.some((requirement) => requirement.has(name)))
      .length;
  const isMade = ({ type, parameter }: SecurityScheme): boolean =>
    type === "http" || parameter?.toLowerCase() === "authorization";
  return [...contract.securitySchemes.values()]
    .filter(carriesToken)
    .sort((one, other) => Number(isMade(other)) - Number(isMade(one)) || uses(other) - uses(one))[0];
}

function carriesToken(scheme: SecurityScheme): boolean {
  if (scheme.type === "http") return scheme.scheme === "bearer";
  return scheme.type === "apiKey" && scheme.in === "header";
}

/** The word before the token: of HTTP schemes by their standard, of a header as its description shows it. */
export function readPrefix(scheme: SecurityScheme): { readonly word: string; readonly because: string } {
  if (scheme.type === "http") return { word: "Bearer", because: "HTTP bearer scheme (RFC 6750)" };
  if ((scheme.parameter ?? "").toLowerCase() !== "authorization") {
    return { word: "", because: `the header ${scheme.parameter} carries the token alone` };
  }
  const shown = scheme.description.match(
    /^\s*(?:Authorization:\s*)?["'`]?([A-Z][A-Za-z]{2,15})\s+[<{[]?[\w.-]{3,}[>}\]]?["'`]?\s*$/m,
  );
  if (shown?.[1]) return { word: shown[1], because: `the description shows "${shown[0].trim()}"` };
  if (/bearer/i.test(scheme.description))
    return { word: "Bearer", because: "the description speaks of Bearer" };
  return { word: "Bearer", because: "no form is shown; Bearer is the usual one" };
}
