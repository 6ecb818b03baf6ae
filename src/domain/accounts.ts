import type { Contract, Property, Schema } from "#contract";
import { addedFields } from "./added-accounts.ts";
import { readBarred } from "./barred.ts";
import type { Behaviour } from "./behaviour.ts";
import { namesDevice } from "./device-parts.ts";
import type { Accounts, Entity, OperationMeaning, Sessions } from "./domain.ts";
import { handsOverAnother, isCalledChanging, isCalledJoining } from "./door-words.ts";
import { evidence, step } from "./evidence.ts";
import { isPassword } from "./is-password.ts";
import { saysJoining } from "./joining.ts";
import {
  answeredAccounts,
  holdsField,
  type LoginFields,
  readLogin,
  undeclaredToken,
} from "./login-fields.ts";
import { readCredential } from "./own-credential.ts";
import { type QueryLogin, readQueryLogin } from "./query-login.ts";
import { givenProperties } from "./schemas.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { findSessions, type SessionsDraft } from "./sessions.ts";
import type { DomainSettings } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";
import { readTokenAnswer, type TokenContext, type TokenReading } from "./token-answer.ts";
import { isNamedLogin } from "./unread-login.ts";

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
  /** What the body of signing in calls that field, where it has another name for it. */
  readonly loginAs?: string;
  readonly passwordField: string;
  /** What holds the credential in an answer; of a cookie, what it is called when it is spoken of. */
  readonly tokenField: string;
  /** The cookie that signing in sets, where that is the credential. */
  readonly cookie?: SessionCookie;
  /** Signing in answers the token alone, a mere text. */
  readonly isText?: true;
  /** Answers that hold a token and are no accounts themselves, by their operation. */
  readonly tokens: ReadonlyMap<OperationShape, TokenReading>;
  readonly sessions: SessionsDraft;
}

/** Finds the operation that takes a password and answers a credential, and the one that makes such accounts. */
export function findAccounts(
  contract: Contract,
  shapes: readonly OperationShape[],
  settings: DomainSettings,
): AccountsDraft | undefined {
  const called = shapes.some((shape) => isNamedLogin(contract, shape));
  for (const login of shapes) {
    if (called && login.body && !isNamedLogin(contract, login)) continue;
    const query = readQueryLogin(contract, login);
    const found = query ? queryFields(query) : readLogin(contract, login, shapes, settings);
    if (!found) continue;
    const register = shapes.find((shape) => shape !== login && isRegister(contract, shape, login, found));
    const doors = register ? [login, register] : [login];
    const sessions = findSessions(contract, shapes, doors, found);
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
  { refresh, logouts, changes, resets, confirmations }: SessionsDraft,
  context: Pick<TokenContext, "loginField" | "accounts">,
): Map<OperationShape, TokenReading> {
  const tokens = new Map<OperationShape, TokenReading>();
  for (const shape of doors) {
    const reading =
      shape.answer.kind === "row" &&
      readTokenAnswer(contract, shape.answer.schema, { ...context, renews: true });
    if (reading) tokens.set(shape, reading);
  }
  for (const { shape, reading } of [
    ...(refresh ? [refresh] : []),
    ...logouts,
    ...changes,
    ...resets,
    ...confirmations,
  ])
    if (reading) tokens.set(shape, reading);
  return tokens;
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
  if (login.answer.kind === "row" && !tokens.has(login) && holds(login.answer.schema))
    return login.answer.schema;
  for (const { parts } of tokens.values())
    for (const { is } of parts) if (is.kind === "account" && holds(is.schema)) return is.schema;
  const rows = (candidates: readonly OperationShape[]): Schema | undefined =>
    candidates
      .flatMap((shape) => (shape.answer.kind === "row" && !tokens.has(shape) ? [shape.answer.schema] : []))
      .find((schema) => holds(schema));
  const own = shapes.filter(
    (shape) =>
      shape.operation.method === "get" &&
      shape.place.kind === "literal" &&
      shape.operation.security.length > 0 &&
      !handsOverAnother(shape),
  );
  return (
    rows(register ? [register] : []) ??
    rows(own) ??
    rows(shapes.filter((shape) => shape !== login && !handsOverAnother(shape))) ??
    // Nothing answers accounts: what is known of them is what they sign in with.
    login.body?.schema
  );
}

/** What is answered has no name of its own there. */
function queryFields({ login, password }: QueryLogin): LoginFields {
  return { loginField: login.name, passwordField: password.name, tokenField: "token", isText: true };
}

/** What the body of signing in has that is kept of accounts. */
export function signsInWith(
  contract: Contract,
  accounts: Pick<AccountsDraft, "login" | "loginAs"> | undefined,
): readonly Property[] {
  const schema = accounts?.login.body?.schema;
  if (!schema) return [];
  return givenProperties(contract, schema).filter(
    (property) => property.name !== accounts.loginAs && !namesDevice(contract, property),
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
  if (isCalledChanging(shape)) return false;
  const names = new Set(shape.body.schema.properties.map((property) => property.name));
  const { security } = shape.operation;
  const opens = security.length === 0 || (login.operation.security.length > 0 && saysJoining(shape));
  const makesAccount = names.has(fields.loginField) && names.has(fields.passwordField);
  const more = names.size > 2 || shape.answer.status === 201 || isCalledJoining(shape);
  return opens && makesAccount && more && shape.body.schema.properties.some((p) => isPassword(contract, p));
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
  const sessions = describeSessions(operations, draft);
  const barred = readBarred(login.operation, account);
  const has = (kind: "login" | "register"): boolean =>
    operations.some(({ behaviour }) => behaviour.kind === kind);
  return {
    entity,
    loginField: draft.loginField,
    ...(draft.loginAs !== undefined && { loginAs: draft.loginAs }),
    passwordField: draft.passwordField,
    tokenField: draft.tokenField,
    credential: readCredential(contract, draft),
    ...(sessions && { sessions }),
    ...(has("login") && !has("register") && { added: addedFields(account, draft) }),
    ...(barred && { barred }),
    ...describeConfirmation(operations),
    evidence: evidence(
      `${entity} signs in with ${draft.loginField} and ${draft.passwordField}`,
      step(
        `${login.operation.id} takes both and ${draft.cookie ? "sets a cookie" : `answers ${draft.tokenField}`}`,
        login.operation.span,
      ),
      ...(register ? [step(`${register.operation.id} makes such an account`, register.operation.span)] : []),
    ),
  };
}

/** Where some operation confirms accounts, registering sends what it takes. */
function describeConfirmation(operations: readonly OperationMeaning[]): Pick<Accounts, "confirmation"> {
  for (const { behaviour } of operations)
    if (behaviour.kind === "confirm-account")
      return { confirmation: { field: behaviour.field, mailField: behaviour.mailField } };
  return {};
}

function handsRefreshToken(behaviour: Behaviour): boolean {
  const opens = behaviour.kind === "login" || behaviour.kind === "register";
  return opens && (behaviour.answer.token?.fields.some(({ is }) => is.kind === "refresh") ?? false);
}

const endsSessions: ReadonlySet<string> = new Set(["logout", "change-password", "reset-password"]);

/** Sessions are kept where something ends them or goes on with them, and where a cookie says no more than which it is. */
function describeSessions(
  operations: readonly OperationMeaning[],
  { cookie }: AccountsDraft,
): Sessions | undefined {
  const behaviours = operations.map(({ behaviour }) => behaviour);
  const refresh = behaviours.find((behaviour) => behaviour.kind === "refresh");
  if (refresh?.kind === "refresh")
    return {
      renewal: refresh.rotates ? "next-token" : "same-token",
      ...("cookie" in refresh && { cookie: refresh.cookie }),
    };
  if (behaviours.some(handsRefreshToken)) return { renewal: "unused" };
  const ends = behaviours.some(({ kind }) => endsSessions.has(kind));
  return ends || cookie ? { renewal: "none" } : undefined;
}
