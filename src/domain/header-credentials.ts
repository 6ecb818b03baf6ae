import { splitWords } from "#base";
import type { Contract, Operation, Parameter, SecurityScheme } from "#contract";
import type { Assumption } from "./domain.ts";
import { propertySchema } from "./schemas.ts";

/** A contract whose credentials are all declared as such, and the operations that had theirs among the parameters. */
export interface CompletedCredentials {
  readonly contract: Contract;
  readonly operations: readonly Operation[];
  /** Those that have none, and answer 401 all the same, as those beside them that have one. */
  readonly refusing: readonly Operation[];
}

/**
 * Credentials that stand among the headers of an operation and in no security scheme: what asks for one is for those who have
 * one. As a header like any other it would be passed over, and the operation be everybody's.
 */
export function completeCredentials(contract: Contract): CompletedCredentials {
  const schemes = new Map(contract.securitySchemes);
  const changed: Operation[] = [];
  const operations = contract.operations.map((operation) => {
    const header =
      operation.security.length === 0
        ? (operation.authorizationHeader ??
          operation.parameters.find((parameter) => isCredential(contract, parameter)))
        : undefined;
    if (!header) return operation;
    changed.push(operation);
    const scheme = schemeOf(contract, header);
    if (!schemes.has(scheme.name)) schemes.set(scheme.name, scheme);
    return {
      ...operation,
      parameters: operation.parameters.filter((parameter) => parameter !== header),
      security: [new Map([[scheme.name, []]])],
    };
  });
  if (changed.length === 0) return { contract, operations: [], refusing: [] };
  const refusing: Operation[] = [];
  const security = sharedSecurity(changed, operations);
  const completed = operations.map((operation) => {
    if (!security || !refusesUnknown(operation) || isDoorway(operation)) return operation;
    refusing.push(operation);
    return { ...operation, security };
  });
  return {
    contract: { ...contract, securitySchemes: schemes, operations: completed },
    operations: changed,
    refusing,
  };
}

/** What all operations ask for that have a credential among their headers, if that is one and the same. */
function sharedSecurity(
  changed: readonly Operation[],
  operations: readonly Operation[],
): Operation["security"] | undefined {
  const asking = operations.filter(({ id }) => changed.some((each) => each.id === id));
  const names = new Set(asking.flatMap(({ security }) => security.flatMap((each) => [...each.keys()])));
  return names.size === 1 ? asking[0]?.security : undefined;
}

function refusesUnknown({ security, responses }: Operation): boolean {
  return security.length === 0 && responses.some(({ status }) => status === "401");
}

const doorWords: ReadonlySet<string> = new Set(
  "login signin logon sign log register registration signup join auth authenticate authentication oauth token tokens session sessions password passwords reset forgot refresh verify verification confirm confirmation activate otp code".split(
    " ",
  ),
);

/** Whether callers may come by their credential there, and have none yet. */
function isDoorway({ id, path, summary, method }: Operation): boolean {
  return (
    method !== "delete" &&
    [id, path, summary].some((text) => splitWords(text).some((word) => doorWords.has(word)))
  );
}

/** What is told of them: an operation by itself is settled by its access. */
export function aboutHeaders({
  operations,
  refusing,
}: CompletedCredentials): readonly Omit<Assumption, "id">[] {
  const [first, ...others] = operations;
  if (!first) return [];
  const who = others.length === 0 ? `${first.id} asks` : `${first.id} and ${others.length} more ask`;
  return [
    {
      text: `${who} for the credential that the contract has among the headers: no security is declared`,
      span: first.span,
      setting: `domain.operations.${first.id}.access`,
      choices: ["required", "public"],
      chosen: "required",
    },
    ...refusing.map(({ id, span }) => ({
      text: `${id} asks for the same credential, which it has not among its headers: it answers 401`,
      span,
      setting: `domain.operations.${id}.access`,
      choices: ["required", "public"],
      chosen: "required",
    })),
  ];
}

const otherTokens: ReadonlySet<string> = new Set(
  "csrf xsrf refresh device push fcm page next upload captcha recaptcha idempotency registration reset verification".split(
    " ",
  ),
);

function isCredential(contract: Contract, { in: place, name, schema }: Parameter): boolean {
  return (
    place === "header" &&
    isCredentialHeader(name) &&
    propertySchema(contract, schema).types.includes("string")
  );
}

/** `Authorization`, `X-Auth-Token`, `access-token`, `X-API-Key`: whether a header is called after what says who calls. */
export function isCredentialHeader(name: string): boolean {
  const words = splitWords(name);
  if (words.some((word) => otherTokens.has(word))) return false;
  const has = (word: string): boolean => words.includes(word);
  const isKey = (has("key") || has("apikey")) && (has("api") || has("access") || has("apikey"));
  return has("authorization") || has("authentication") || has("auth") || has("token") || isKey;
}

/** The declared scheme that travels in the header, or one that is called after it. */
function schemeOf(
  contract: Contract,
  { name, description, span, schema, examples }: Parameter,
): SecurityScheme {
  const isAuthorization = name.toLowerCase() === "authorization";
  const known = [...contract.securitySchemes.values()].find((scheme) =>
    isAuthorization
      ? scheme.type === "http"
      : scheme.type === "apiKey" &&
        scheme.in === "header" &&
        scheme.parameter?.toLowerCase() === name.toLowerCase(),
  );
  if (known) return known;
  const shown = [...(examples ?? []), ...propertySchema(contract, schema).examples, description].join(" ");
  const common = { name, description, scopes: new Map(), flows: [], span };
  return isAuthorization && (/\bbearer\b/i.test(shown) || !/\b(?:token|basic|apikey)\s/i.test(shown))
    ? { ...common, type: "http", scheme: "bearer" }
    : { ...common, type: "apiKey", in: "header", parameter: name };
}
