import { splitWords } from "#base";
import { type Contract, flattenSchema, type Operation, type Property } from "#contract";
import { hasWord } from "./names.ts";

/** Where a token that came by mail travels, and what it is called there; in the body, where nothing else is said. */
export interface MailedToken {
  readonly tokenField: string;
  readonly tokenIn?: "path" | "query";
  /** What names the account as well, where the token does not do so alone. */
  readonly keyField?: string;
}

const tokenWords: ReadonlySet<string> = new Set(["token", "code", "otp", "key"]);
/** So few letters that people type them can be guessed, unless tries are few. */
const typedWords: ReadonlySet<string> = new Set(["code", "otp", "pin", "sms"]);
const nameWords: ReadonlySet<string> = new Set(["email", "mail", "username", "login", "handle"]);

/** Takes the properties of a body one by one, as what they are. */
export interface Taken {
  readonly keyField?: string;
  /** In the body, or as the one parameter that there is. */
  readonly token?: Omit<MailedToken, "keyField">;
  readonly rest: readonly Property[];
}

/** What an operation takes; undefined where it takes something that is no text, or parameters that are no token. */
export function takeToken(
  contract: Contract,
  operation: Operation,
  properties: readonly Property[],
  loginField: string,
): Taken | undefined {
  const isText = ({ schema }: Pick<Property, "schema">): boolean =>
    flattenSchema(contract, schema).types.includes("string");
  const [parameter, ...others] = operation.parameters.filter(({ in: place }) => place !== "header");
  const isLast = operation.segments.slice(0, -1).every(({ kind }) => kind === "literal");
  if (others.length > 0 || !isLast || !properties.every(isText)) return undefined;
  if (parameter && !(isText(parameter) && isToken(parameter.name))) return undefined;
  const key =
    properties.find(({ name }) => name === loginField) ??
    properties.find(({ name }) => hasWord(name, nameWords) && !hasWord(name, tokenWords));
  const inBody = properties.find(({ name }) => isToken(name));
  if (parameter && (inBody || (parameter.in !== "path" && parameter.in !== "query"))) return undefined;
  const token = parameter
    ? { tokenField: parameter.name, tokenIn: parameter.in as "path" | "query" }
    : inBody && { tokenField: inBody.name };
  return {
    ...(key && { keyField: key.name }),
    ...(token && { token }),
    rest: properties.filter((property) => property !== key && property !== inBody),
  };
}

function isToken(name: string): boolean {
  return hasWord(name, tokenWords) && !/password|passwd/i.test(name);
}

/** What a path, an id and a summary say, in plain words. */
export function wordsOf({ segments, id, summary }: Operation): string {
  const path = segments.map((segment) => (segment.kind === "literal" ? segment.text : ""));
  return splitWords([...path, id, summary].join(" ")).join(" ");
}

/** Why a token is not safe that people type: one that is called so, or that the operation is said to be about. */
export function whyTyped({ tokenField }: MailedToken, operation: Operation): string | undefined {
  return hasWord(tokenField, typedWords) || /\botp\b/.test(wordsOf(operation))
    ? `how many tries ${tokenField} has, which people type, is not said`
    : undefined;
}
