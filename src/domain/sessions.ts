import { splitWords } from "#base";
import { type Contract, flattenSchema } from "#contract";
import { type ConfirmationDraft, readConfirmation } from "./confirmations.ts";
import { hasWord, speaksOf } from "./names.ts";
import { type PasswordFields, readPasswordChange } from "./password-change.ts";
import { type PasswordResetDraft, readPasswordReset } from "./password-reset.ts";
import { handsNext, readRefreshCookie } from "./refresh-cookie.ts";
import type { SessionCookie } from "./session-cookie.ts";
import { givenProperties, type OperationShape } from "./shapes.ts";
import { isRefreshToken, readTokenAnswer, type TokenReading } from "./token-answer.ts";

/** Operations on what signing in begins: those that go on with it, and those that end it. */
export interface SessionsDraft {
  readonly refresh?: RefreshDraft;
  readonly logouts: readonly LogoutDraft[];
  readonly changes: readonly PasswordChangeDraft[];
  readonly resets: readonly PasswordResetDraft[];
  readonly confirmations: readonly ConfirmationDraft[];
}

/** An operation by which callers change their password. */
export interface PasswordChangeDraft {
  readonly shape: OperationShape;
  readonly fields: PasswordFields;
  readonly reading?: TokenReading;
}

export interface RefreshDraft {
  readonly shape: OperationShape;
  /** Where the refresh token is: in a property of the body, or in a cookie. */
  readonly from: { readonly field: string } | { readonly cookie: string };
  /** Whether the answer hands over the next one. */
  readonly rotates: boolean;
  readonly reading: TokenReading;
}

export interface LogoutDraft {
  readonly shape: OperationShape;
  /** The property of the body that holds a refresh token, where there is a body. */
  readonly field?: string;
  readonly everywhere: boolean;
  /** Nothing is asked for: the cookie, where there is one, says whose session it is. */
  readonly byCookie?: true;
  readonly reading?: TokenReading;
}

/** By what callers sign in, and whether a cookie is what they are handed. */
interface SignedIn {
  readonly loginField: string;
  readonly cookie?: SessionCookie;
}

/** Finds them among the operations; `doors`: those that sign in, of which one must hand over a refresh token. */
export function findSessions(
  contract: Contract,
  shapes: readonly OperationShape[],
  doors: readonly OperationShape[],
  signedIn: SignedIn,
): SessionsDraft {
  const { loginField } = signedIn;
  const handsOver = doors.some(
    ({ answer }) =>
      answer.kind === "row" &&
      answer.schema.properties.some((property) => isRefreshToken(contract, property)),
  );
  const others = shapes.filter((shape) => !doors.includes(shape) && shape.place.kind === "literal");
  const [login] = doors;
  const refresh = handsOver
    ? others.map((shape) => readRefresh(contract, shape, loginField)).find((found) => found !== undefined)
    : login && !signedIn.cookie
      ? others
          .map((shape) => readCookieRefresh(contract, shape, login, loginField))
          .find((found) => found !== undefined)
      : undefined;
  const sendsCookie = signedIn.cookie !== undefined || (refresh !== undefined && "cookie" in refresh.from);
  const inside = shapes.filter((shape) => !doors.includes(shape));
  const resets = inside.flatMap((shape) => readReset(contract, shape, doors, loginField) ?? []);
  return {
    ...(refresh && { refresh }),
    logouts: others.flatMap((shape) => readLogout(contract, shape, doors, { loginField, sendsCookie }) ?? []),
    changes: others.flatMap((shape) => readChange(contract, shape, loginField) ?? []),
    resets,
    confirmations: inside.flatMap((shape) => readConfirming(contract, shape, doors, loginField) ?? []),
  };
}

function readChange(
  contract: Contract,
  shape: OperationShape,
  loginField: string,
): PasswordChangeDraft | undefined {
  const fields = readPasswordChange(contract, shape);
  if (!fields || shape.operation.security.length === 0) return undefined;
  const told = tellsNothing(contract, shape, loginField);
  return told && { shape, fields, ...told };
}

function readReset(
  contract: Contract,
  shape: OperationShape,
  doors: readonly OperationShape[],
  loginField: string,
): PasswordResetDraft | undefined {
  const found = readPasswordReset(contract, shape, loginField);
  if (!found || found.obstacle !== undefined) return found;
  return asksElsewhere(shape, doors)
    ? { ...found, obstacle: "it asks for a credential, which nobody has who forgot the password" }
    : { ...found, ...plainAnswer(contract, shape, loginField) };
}

function readConfirming(
  contract: Contract,
  shape: OperationShape,
  doors: readonly OperationShape[],
  loginField: string,
): ConfirmationDraft | undefined {
  const found = readConfirmation(contract, shape, loginField);
  if (!found || found.obstacle !== undefined) return found;
  const isCallers = found.step.kind === "ask" && found.step.keyField === undefined;
  return !isCallers && asksElsewhere(shape, doors)
    ? { ...found, obstacle: "it asks for a credential, and what that has to do with the token is not said" }
    : { ...found, ...plainAnswer(contract, shape, loginField) };
}

/** Where signing in asks for a credential too, the contract asks for one everywhere, and means neither. */
function asksElsewhere({ operation }: OperationShape, doors: readonly OperationShape[]): boolean {
  return operation.security.length > 0 && doors.every((door) => door.operation.security.length === 0);
}

/** What an answer says that says no more than that all went well, or why that cannot be told. */
function plainAnswer(
  contract: Contract,
  shape: OperationShape,
  loginField: string,
): { readonly reading?: TokenReading } | { readonly obstacle: string } {
  const told = tellsNothing(contract, shape, loginField);
  if (told) return told;
  const { answer } = shape;
  return answer.kind === "row" && answer.telling
    ? {}
    : { obstacle: "its answer tells more than that all went well, and what is not said" };
}

/** What an answer says that says no more than that all went well; undefined where it says anything else. */
function tellsNothing(
  contract: Contract,
  { answer }: OperationShape,
  loginField: string,
): { readonly reading?: TokenReading } | undefined {
  if (answer.kind === "none") return {};
  if (answer.kind !== "row") return undefined;
  const reading = readTokenAnswer(contract, answer.schema, { loginField, renews: false });
  return reading && reading.tokenField === undefined ? { reading } : undefined;
}

const refreshWords = ["refresh", "renew"];

/** An operation that takes a refresh token alone, and answers a credential. */
function readRefresh(
  contract: Contract,
  shape: OperationShape,
  loginField: string,
): RefreshDraft | undefined {
  const { operation, answer } = shape;
  const speaks = textsOf(shape).some((text) => speaksOf(text, refreshWords) !== undefined);
  const field = onlyToken(contract, shape, isRefreshName);
  if (operation.method !== "post" || !speaks || field === undefined || answer.kind !== "row")
    return undefined;
  const reading = readTokenAnswer(contract, answer.schema, { loginField, renews: true });
  if (reading?.tokenField === undefined) return undefined;
  return { shape, from: { field }, rotates: reading.parts.some(({ is }) => is.kind === "refresh"), reading };
}

/** The same of a token that travels in a cookie: there is no body. */
function readCookieRefresh(
  contract: Contract,
  shape: OperationShape,
  login: OperationShape,
  loginField: string,
): RefreshDraft | undefined {
  const speaks = textsOf(shape).some((text) => speaksOf(text, refreshWords) !== undefined);
  const { answer } = shape;
  if (!speaks || answer.kind !== "row" || login.answer.kind !== "row") return undefined;
  // Accounts that show a token among their fields are no answer with which a session begins.
  const begun = readTokenAnswer(contract, login.answer.schema, { loginField, renews: false });
  if (begun?.tokenField === undefined) return undefined;
  const cookie = readRefreshCookie(contract, shape, login);
  const reading = readTokenAnswer(contract, answer.schema, { loginField, renews: false });
  if (cookie === undefined || reading?.tokenField === undefined) return undefined;
  return { shape, from: { cookie }, rotates: handsNext(shape), reading };
}

const refreshNames = new Set(["refresh", "renewal", "renew", "token", "jwt"]);

function isRefreshName(name: string): boolean {
  return hasWord(name, refreshNames) && !hasWord(name, new Set(["access", "id"]));
}

/** The one property of a body that holds nothing else. */
function onlyToken(
  contract: Contract,
  { body }: OperationShape,
  isToken: (name: string) => boolean,
): string | undefined {
  const [property, ...rest] = body ? givenProperties(contract, body.schema) : [];
  if (!property || rest.length > 0 || !isToken(property.name)) return undefined;
  return flattenSchema(contract, property.schema).types.includes("string") ? property.name : undefined;
}

const endText = /\b(?:log|sign)s? ?(?:out|off)\b/;
const everywhereText = /\b(?:all|every|everywhere|devices)\b/;
/** Sessions but the caller's own: that is not signing out. */
const otherText = /\bothers?\b/;

/** An operation that ends a session, by its path, its id or its summary, or as the opposite of signing in. */
function readLogout(
  contract: Contract,
  shape: OperationShape,
  doors: readonly OperationShape[],
  { loginField, sendsCookie }: { readonly loginField: string; readonly sendsCookie: boolean },
): LogoutDraft | undefined {
  const { operation, place, answer, body } = shape;
  const texts = textsOf(shape).map((text) => splitWords(text).join(" "));
  const undoes =
    operation.method === "delete" &&
    doors.some((door) => door.operation.method === "post" && door.place.collection === place.collection);
  if (!undoes && !texts.some((text) => endText.test(text))) return undefined;
  if (texts.some((text) => otherText.test(text))) return undefined;
  // Who signs in by a mere link signs out by one, and no security is declared for either.
  const isLinked = doors.some((door) => door.operation.method === "get");
  const methods = isLinked ? ["post", "delete", "get"] : ["post", "delete"];
  if (!methods.includes(operation.method)) return undefined;
  const field = onlyToken(contract, shape, (name) => hasWord(name, new Set(["refresh"])));
  const isOpen = operation.security.length === 0;
  const everywhere = texts.some((text) => everywhereText.test(text));
  // Who calls without a credential, and brings no token, cannot be told from others; a cookie comes of itself.
  const byCookie = isOpen && sendsCookie && !everywhere;
  if (field === undefined && (operation.requestBody || body || (isOpen && !isLinked && !byCookie)))
    return undefined;
  const reading =
    answer.kind === "row"
      ? readTokenAnswer(contract, answer.schema, { loginField, renews: false })
      : undefined;
  const tellsNothing = answer.kind === "none" || (reading !== undefined && reading.tokenField === undefined);
  if (!tellsNothing) return undefined;
  return {
    shape,
    everywhere,
    ...(byCookie && { byCookie }),
    ...(field !== undefined && { field }),
    ...(reading && { reading }),
  };
}

function textsOf({ operation, place }: OperationShape): readonly string[] {
  return [place.name, operation.id, operation.summary];
}

/** Whether an operation is about a session and no row: what it takes and answers makes no entity. */
export function isOfSession(
  { sessions: { refresh, logouts, changes, resets } }: { readonly sessions: SessionsDraft },
  shape: OperationShape,
): boolean {
  return refresh?.shape === shape || [...logouts, ...changes, ...resets].some((each) => each.shape === shape);
}
