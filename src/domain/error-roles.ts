import { splitWords } from "#base";
import { acceptsValue, type Contract, type JsonValue, type Schema } from "#contract";
import { chooseCodes, looksLikeCode, spellCodes } from "./error-codes.ts";
import type { ErrorPart } from "./error-form.ts";

/** A property of an error body, and what stands around it. */
export interface ErrorPlace {
  readonly contract: Contract;
  readonly name: string;
  readonly schema: Schema;
  /** The properties beside it, itself among them. */
  readonly siblings: readonly { readonly name: string; readonly schema: Schema }[];
  /** Whether it speaks of one of several things that are wrong. */
  readonly isListed: boolean;
  /** Whether the body is a problem of RFC 9457. */
  readonly isProblem: boolean;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

// Names without what separates their words: `statusCode`, `status_code` and `statuscode` are one.
const statusNames = words("status statuscode httpstatus httpstatuscode httpcode");
const codeNames = words(
  "code errorcode errcode errortype errorname errorkey messagekey kind key slug name type",
);
const phraseNames = words("title error statustext statusmessage reasonphrase errortitle summary");
const pathNames = words("path instance url uri requestpath requesturi requesturl");
const timeNames = words("timestamp time date datetime occurredat at");
const requestNames = words("requestid traceid correlationid transactionid errorid incidentid xrequestid");
const placeNames = words(
  `field fieldname property propertyname propertypath param parameter path loc location pointer name attribute target
  key`,
);

/** Names of texts for people, the most telling first. */
export const messageNames = [
  ..."detail message errormessage errordescription errordetail description reason msg usermessage".split(" "),
  ..."details explanation text info error title summary".split(" "),
];

/** A name without what separates its words, in lower case. */
export function squash(name: string): string {
  return splitWords(name).join("");
}

/** What a property of an error body is there for, other than the words; nothing where its name and type do not tell. */
export function roleOf(place: ErrorPlace): ErrorPart | undefined {
  const { schema } = place;
  if (schema.const !== undefined) return { kind: "constant", value: schema.const };
  const role = schema.types.includes("string")
    ? textRole(place)
    : schema.types.includes("integer") || schema.types.includes("number")
      ? numberRole(place)
      : schema.types.includes("boolean")
        ? flagRole(place)
        : undefined;
  return role && fits(place.contract, schema, role) ? role : undefined;
}

function textRole(place: ErrorPlace): ErrorPart | undefined {
  const { schema, isListed } = place;
  const name = squash(place.name);
  if (isListed && placeNames.has(name)) return { kind: "place", as: name === "pointer" ? "pointer" : "name" };
  if (requestNames.has(name)) return { kind: "request-id" };
  if (timeNames.has(name)) return { kind: "time", as: "date-time" };
  if (pathNames.has(name)) return pathRole(schema, name);
  if (schema.enum !== undefined) return choiceRole(schema, name);
  if (name === "type") return typeRole(place);
  if (statusNames.has(name)) return statusRole(place);
  if (codeNames.has(name)) return codeRole(schema);
  return phraseNames.has(name) ? phraseRole(place) : undefined;
}

function pathRole(schema: Schema, name: string): ErrorPart {
  const isReference = name === "instance" || schema.format?.startsWith("uri") === true;
  const { maxLength } = schema;
  return {
    kind: "path",
    as: isReference ? "reference" : "text",
    ...(maxLength !== undefined && { maxLength }),
  };
}

function choiceRole({ enum: choices = [] }: Schema, name: string): ErrorPart | undefined {
  const texts = choices.filter((value): value is string => typeof value === "string");
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return { kind: "constant", value: only };
  const tells = [statusNames, codeNames, phraseNames].some((names) => names.has(name));
  return tells || name === "reason" ? { kind: "code", ...chooseCodes(texts) } : undefined;
}

function typeRole({ schema, isProblem }: ErrorPlace): ErrorPart {
  if (typeof schema.default === "string") return { kind: "constant", value: schema.default };
  if (isProblem || schema.format?.startsWith("uri")) return { kind: "constant", value: "about:blank" };
  return codeRole(schema);
}

/** `"404"`, `"NOT_FOUND"` beside a number that says the status already, or a word that is always the same. */
function statusRole({ schema, siblings }: ErrorPlace): ErrorPart {
  const example = exampleText(schema);
  const isNumbered = siblings.some(
    ({ name, schema: other }) =>
      (statusNames.has(squash(name)) || squash(name) === "code") && other.types.includes("integer"),
  );
  if (isNumbered || (example !== undefined && /^[A-Z]{2,}[A-Z_]*$/.test(example))) return codeRole(schema);
  if (example === undefined || /^\d+$/.test(example)) return { kind: "status", as: "string" };
  return { kind: "constant", value: example };
}

function codeRole(schema: Schema): ErrorPart {
  const example = exampleText(schema);
  if (example !== undefined && /^[1-5]\d\d$/.test(example)) return { kind: "status", as: "string" };
  return {
    kind: "code",
    ...spellCodes(example !== undefined && looksLikeCode(example) ? example : undefined),
  };
}

/** A heading, where another text says what is wrong: `{"error": "Not Found", "message": …}`. */
function phraseRole({ name, schema, siblings }: ErrorPlace): ErrorPart | undefined {
  const isHeading = siblings.some(
    (other) =>
      other.name !== name &&
      isText(other.schema) &&
      !phraseNames.has(squash(other.name)) &&
      messageNames.includes(squash(other.name)),
  );
  if (!isHeading) return undefined;
  const example = exampleText(schema);
  const isOAuth = siblings.some((other) => squash(other.name) === "errordescription");
  return isOAuth || (example !== undefined && looksLikeCode(example)) ? codeRole(schema) : { kind: "phrase" };
}

function numberRole({ name, schema }: ErrorPlace): ErrorPart | undefined {
  const plain = squash(name);
  if (statusNames.has(plain) || plain === "code" || plain === "errorcode")
    return { kind: "status", as: "integer" };
  const example = schema.examples.find((value) => typeof value === "number");
  if (!timeNames.has(plain) || example === undefined) return undefined;
  return { kind: "time", as: example > 1e11 ? "milliseconds" : "seconds" };
}

function flagRole({ name }: ErrorPlace): ErrorPart | undefined {
  const plain = squash(name);
  if (["success", "successful", "ok"].includes(plain)) return { kind: "constant", value: false };
  return ["error", "iserror", "failed"].includes(plain) ? { kind: "constant", value: true } : undefined;
}

/** Whether words for people may stand there. */
export function isText(schema: Schema): boolean {
  return (
    (schema.types.includes("string") || saysNoType(schema)) &&
    schema.enum === undefined &&
    schema.const === undefined &&
    schema.format === undefined
  );
}

function saysNoType(schema: Schema): boolean {
  return [schema.types, schema.properties, schema.oneOf, schema.anyOf, schema.allOf].every(
    ({ length }) => length === 0,
  );
}

function exampleText(schema: Schema): string | undefined {
  const shown = [schema.default, ...schema.examples];
  return shown.find((value): value is string => typeof value === "string");
}

/** Whether the schema allows what will stand there. */
export function fits(contract: Contract, schema: Schema, part: ErrorPart): boolean {
  return samplesOf(part).every((sample) => acceptsValue(contract, schema, sample));
}

function samplesOf(part: ErrorPart): readonly JsonValue[] {
  switch (part.kind) {
    case "message":
      return ["title: must not be blank".slice(0, part.maxLength)];
    case "place":
      return part.as === "steps"
        ? [["body", "lines", 0, "title"]]
        : [part.as === "name" ? "title" : "/title"];
    case "status":
      return part.as === "integer" ? [400, 404, 422, 500] : ["400", "404", "422", "500"];
    case "phrase":
      return ["Not Found", "Internal Server Error"];
    case "code":
      return part.words.map(({ word }) => word);
    case "path":
      return ["/v1/books/1".slice(0, part.maxLength)];
    case "request-id":
      return ["0123456789abcdef0123456789abcdef"];
    case "time":
      return [part.as === "date-time" ? "2026-01-02T03:04:05.678Z" : 1_767_323_045];
    case "constant":
      return [part.value];
    default:
      return [];
  }
}
