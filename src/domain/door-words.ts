import { splitWords } from "#base";
import type { Operation } from "#contract";
import { hasWord, speaksOf } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

const enterText = /\b(?:log|sign)(?:s|ged|ging|ing)? ?(?:in|on)\b|\bauthenticate[sd]?\b/;
/** The same in the languages in which contracts are written. Their letters are no words to `splitWords`. */
const enterElsewhere =
  /登录|登陆|登入|登錄|ログイン|サインイン|로그인|войти|(?<!\p{L})вход(?!\p{L})|авториз|аутентифик|увійти|iniciar sesi[oó]n|inicio de sesi[oó]n|connexion|se connecter|anmelde|einloggen|(?<!\p{L})entrar(?!\p{L})|zaloguj|logowanie|giriş yap|đăng nhập/iu;

const joinText =
  /\b(?:register|registers|registration|join|enrol|enroll|sign(?:s|ing)? ?up)\b|\b(?:create|creates|creating|add|adds|make|makes|open|opens) (?:(?:an?|the|new|user|customer|member) )*(?:account|user|member|customer)\b/;
const changeText =
  /\b(?:change|update|edit|reset|recover)s?\b|\b(?:forgot|forgotten|recovery)\b|(?:change|update|reset|forgot|recover) ?pass/;

/** Words of a session that are no verb: what is made at such a path opens one. */
const sessionWords = ["login", "signin", "log", "sign", "authenticate", "authentication", "session", "token"];

/** What an operation is called by its path, its id and its summary. */
function names({ operation, place }: OperationShape): readonly string[] {
  return [place.name, operation.id, operation.summary];
}

/** Whether words say that callers sign in, in one of several languages. */
export function speaksOfSigningIn(text: string): boolean {
  return enterText.test(splitWords(text).join(" ")) || enterElsewhere.test(text);
}

/** Whether signing in is what an operation is called. */
export function isCalledSigningIn(shape: OperationShape): boolean {
  return names(shape).some(speaksOfSigningIn) && !isCalledJoining(shape) && !isCalledChanging(shape);
}

/** The same, where what it takes and answers may be called so. */
export function isAboutSigningIn(shape: OperationShape): boolean {
  const { body, answer } = shape;
  const schemas = [body?.schema.name ?? "", answer.kind === "row" ? (answer.schema.name ?? "") : ""];
  return [...names(shape), ...schemas].some(speaksOfSigningIn);
}

/** Whether an operation makes an account, by what it is called: whoever signs in has one. */
export function isCalledJoining(shape: OperationShape): boolean {
  return names(shape).some((text) => joinText.test(splitWords(text).join(" ")));
}

/** Whether an operation changes what somebody signs in with, by what it is called: `updatepassword`. */
export function isCalledChanging(shape: OperationShape): boolean {
  return names(shape).some((text) => changeText.test(splitWords(text).join(" ")));
}

/** Whether an operation may be what people sign in by: it says so, and nothing that would be another thing. */
export function saysSigningIn(shape: OperationShape): boolean {
  const { operation } = shape;
  if (isCalledJoining(shape) || isCalledChanging(shape)) return false;
  const speaks = (text: string): boolean =>
    speaksOfSigningIn(text) || speaksOf(text, sessionWords) !== undefined;
  if (names(shape).some(speaks)) return true;
  // What makes something new, or clashes with something, is signing in only where it is called so.
  return !makes(operation) && (speaks(operation.description) || isAboutSigningIn(shape));
}

function makes({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === "201" || status === "409");
}

const doorWords: ReadonlySet<string> = new Set(
  "login logout logon logoff signin signout signoff token session".split(" "),
);
const doorName = /^(?:log|sign)[-_]?(?:in|out|on|off)$/i;

/** Whether a path ends at a door, `/auth/login`: what stands there are no rows. */
export function isDoorPath({ operation, place }: OperationShape): boolean {
  const last = operation.segments.at(-1);
  return (
    place.kind === "literal" &&
    last?.kind === "literal" &&
    (doorWords.has(last.text.toLowerCase()) || doorName.test(last.text))
  );
}

const tokenWords: ReadonlySet<string> = new Set(["token", "tokens", "jwt"]);
const besideTokens: ReadonlySet<string> = new Set(
  "token tokens jwt access refresh id type expires expiry expire in at bearer lifetime".split(" "),
);

/** Whether an object holds tokens and what is said of them, and nothing else: no row is made of that. */
function holdsOnlyTokens(properties: readonly { readonly name: string }[]): boolean {
  const called = properties.map(({ name }) => name.toLowerCase());
  const isPair = called.includes("access") && called.includes("refresh");
  const isToken = isPair || called.some((name) => hasWord(name, tokenWords));
  return (
    isToken &&
    properties.every(({ name }) => name !== "id" && splitWords(name).every((word) => besideTokens.has(word)))
  );
}

const anotherText =
  /\b(?:refresh(?:es|ed|ing)?|renew(?:s|ed|ing|al)?|(?:new|fresh|another) (?:\w+ )?(?:tokens?|session|jwt))\b/;

/** Whether words say that callers are handed another token for the one that they have. */
export function handsOverAnother(shape: OperationShape): boolean {
  const texts = [...names(shape), shape.operation.description];
  return texts.some((text) => anotherText.test(splitWords(text).join(" ")));
}

/** Whether an operation hands over tokens, for tokens or for nothing. */
export function isOfTokens({ body, answer }: OperationShape): boolean {
  const given = body?.schema.properties ?? [];
  return (
    answer.kind === "row" &&
    holdsOnlyTokens(answer.schema.properties) &&
    (given.length === 0 || holdsOnlyTokens(given))
  );
}
