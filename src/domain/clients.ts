import { splitWords } from "#base";
import { type Contract, flattenSchema, type OAuthFlow, type Property, type Schema } from "#contract";
import type { ClientChoices, ClientField, ClientGiven, ClientShown } from "./behaviour.ts";
import type { IssuedTokens } from "./domain.ts";
import type { OperationShape } from "./shapes.ts";

/** An operation that registers clients of OAuth 2, whose tokens the server issues at the address of the scheme. */
export interface ClientsDraft extends IssuedTokens {
  readonly shape: OperationShape;
  readonly scheme: string;
  readonly given: readonly ClientField<ClientGiven>[];
  readonly shown: readonly ClientField<ClientShown>[];
  readonly scopes: ClientChoices;
  readonly grantTypes: ClientChoices;
  /** What keeps it from being served: a property of which nothing says what it is. */
  readonly obstacle?: string;
}

/** The registration of clients (RFC 7591), where its tokens are issued by this server and by no operation. */
export function findClients(contract: Contract, shapes: readonly OperationShape[]): ClientsDraft | undefined {
  const issuing = [...contract.securitySchemes.values()].flatMap((scheme) => {
    const flow = scheme.flows.find(({ kind }) => kind === "clientCredentials");
    const tokenPath = scheme.type === "oauth2" && flow ? ownPath(contract, flow) : undefined;
    return tokenPath === undefined ? [] : [{ scheme, tokenPath }];
  });
  const [own] = issuing;
  const shape = shapes.find(isRegistration);
  if (!own || issuing.length > 1 || !shape?.body || shape.answer.kind !== "row") return undefined;
  const { scheme, tokenPath } = own;
  const isOperation = shapes.some(
    ({ operation: { method, path } }) => method === "post" && `${contract.basePath}${path}` === tokenPath,
  );
  if (isOperation) return undefined;
  const given = shape.body.schema.properties.map((property) => readGiven(contract, property));
  const names = new Set(given.map((field) => field?.name));
  const shown = shape.answer.schema.properties.map((property) => readShown(property, names));
  const text = `${shape.operation.summary} ${shape.operation.description}`;
  const choices = (is: ClientGiven, all: readonly string[], fallback: readonly string[]): ClientChoices => {
    const field = given.find((each) => each?.is === is);
    const property = shape.body?.schema.properties.find(({ name }) => name === field?.name);
    return property ? readChoices(contract, property, all, text, fallback) : { known: all, usual: fallback };
  };
  const scopeField = given.find((each) => each?.is === "scopes" || each?.is === "scope-text");
  const obstacle = whyNot(shape.body.schema, given, shape.answer.schema, shown);
  return {
    shape,
    operation: shape.operation.id,
    scheme: scheme.name,
    tokenPath,
    given: given.filter((field) => field !== undefined),
    shown: shown.filter((field) => field !== undefined),
    scopes: choices(scopeField?.is ?? "scopes", [...scheme.scopes.keys()], []),
    grantTypes: choices("grant-types", ["client_credentials"], ["client_credentials"]),
    ...(obstacle !== undefined && { obstacle }),
  };
}

/** The path of the token endpoint, where the address is one of this server. */
function ownPath({ basePath, origin }: Contract, { tokenUrl = "" }: OAuthFlow): string | undefined {
  const [, host, path = ""] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]+)?([^?#]*)/i.exec(tokenUrl) ?? [];
  if (host !== undefined && host.toLowerCase() !== origin) return undefined;
  if (path.startsWith("/")) return path;
  return host === undefined && path !== "" ? `${basePath}/${path}` : undefined;
}

const has = (name: string, ...wanted: readonly string[]): boolean => {
  const words = splitWords(name);
  return wanted.every((word) => words.includes(word));
};

const isRegistration = ({ operation, place, body, answer }: OperationShape): boolean =>
  operation.method === "post" &&
  place.kind === "literal" &&
  body !== undefined &&
  body.envelope === undefined &&
  answer.kind === "row" &&
  answer.envelope === undefined &&
  answer.schema.properties.some(({ name }) => isShown(name) === "client-id") &&
  answer.schema.properties.some(({ name }) => isShown(name) === "client-secret");

function isShown(name: string): Exclude<ClientShown, "given"> | undefined {
  if (has(name, "secret") && has(name, "expires")) return "secret-expires-at";
  if (has(name, "id", "issued")) return "issued-at";
  if (has(name, "registration", "token")) return "configuration-token";
  if (has(name, "registration") && (has(name, "uri") || has(name, "url"))) return "configuration-uri";
  if (has(name, "client", "secret")) return "client-secret";
  return has(name, "client", "id") ? "client-id" : undefined;
}

function readShown(
  { name, required }: Property,
  given: ReadonlySet<string | undefined>,
): ClientField<ClientShown> | undefined {
  const is = isShown(name) ?? (given.has(name) ? "given" : undefined);
  return is && { name, required, is };
}

function readGiven(contract: Contract, property: Property): ClientField<ClientGiven> | undefined {
  const { name, required } = property;
  const schema = flattenSchema(contract, property.schema);
  const isList = schema.types.length === 1 && schema.types[0] === "array";
  const items = isList && schema.items ? flattenSchema(contract, schema.items) : undefined;
  const isText = (each: Schema | undefined): boolean =>
    each?.types.length === 1 && each.types[0] === "string";
  if (isText(schema)) return { name, required, is: has(name, "scope") ? "scope-text" : "text" };
  if (!isText(items)) return undefined;
  if (has(name, "redirect")) return { name, required, is: "redirect-uris" };
  if (has(name, "scope") || has(name, "scopes")) return { name, required, is: "scopes" };
  return { name, required, is: has(name, "grant") || has(name, "grants") ? "grant-types" : "texts" };
}

/** All that may be chosen, and what is said of who chooses nothing. */
function readChoices(
  contract: Contract,
  property: Property,
  all: readonly string[],
  text: string,
  fallback: readonly string[],
): ClientChoices {
  const schema = flattenSchema(contract, property.schema);
  const items = schema.items && flattenSchema(contract, schema.items);
  const listed = (items?.enum ?? []).filter((value) => typeof value === "string");
  const known = listed.length > 0 ? listed : all;
  const declared = Array.isArray(schema.default) ? schema.default : undefined;
  if (declared) return { known, usual: known.filter((each) => declared.includes(each)) };
  const flat = text.replace(/\s+/g, " ");
  const words = [
    new RegExp(`\\b${property.name}\\W+defaults? to ([^.()]*(?:\\([^)]*\\))?)`, "i").exec(flat)?.[1],
    /\bdefaults? to ([^.()]*(?:\([^)]*\))?)/i.exec(schema.description)?.[1],
  ].find((said) => said !== undefined);
  if (words === undefined) return { known, usual: fallback.filter((each) => known.includes(each)) };
  const named = known.filter((each) => words.includes(each));
  return { known, usual: named.length === 0 && /\b(?:all|both|every)\b/i.test(words) ? known : named };
}

/** The first property of which nothing says what it is: one that may be given, or that must be answered. */
function whyNot(
  body: Schema,
  given: readonly (ClientField<ClientGiven> | undefined)[],
  answer: Schema,
  shown: readonly (ClientField<ClientShown> | undefined)[],
): string | undefined {
  const strange = body.properties.find((_, index) => given[index] === undefined);
  if (strange) return `nothing says what ${strange.name} of a client is`;
  const promised = answer.properties.find(({ required }, index) => required && shown[index] === undefined);
  if (promised) return `nothing says what ${promised.name} of its answer holds`;
  const others = given.filter((field) => field?.is === "scopes" || field?.is === "scope-text");
  return others.length > 1 ? "a client's scopes are said twice" : undefined;
}
