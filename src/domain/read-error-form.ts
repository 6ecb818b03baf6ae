import { type Contract, flattenSchema, jsonMedia, type MediaType, type Response } from "#contract";
import { type ErrorForm, type ErrorPart, messagePath } from "./error-form.ts";
import { readErrorBody } from "./error-parts.ts";
import { evidence, step } from "./evidence.ts";

/** How one documented error answer is written: JSON where it may be, else text, else nothing. */
export function readErrorForm(contract: Contract, response: Response): ErrorForm {
  const json = jsonMedia(response.content);
  if (json) return readJson(contract, json);
  for (const media of response.content) {
    const form = readText(contract, media);
    if (form) return form;
  }
  const types = response.content.map(({ type }) => type).join(", ");
  const statement =
    types === ""
      ? "the answer is declared without content"
      : `the answer stays empty: ${types} is not written`;
  return { kind: "empty", evidence: evidence(statement, step("error answer", response.span)) };
}

/** What stands for errors where the contract shows none. */
export function defaultForm(contract: Contract): ErrorForm {
  return {
    kind: "json",
    mediaType: "application/json",
    schemaName: "ErrorModel",
    isDeclared: false,
    body: detail,
    evidence: evidence("no error schema is declared", step("document", contract.span)),
  };
}

const detail: ErrorPart = {
  kind: "object",
  properties: [{ name: "detail", required: true, part: { kind: "message" } }],
};

/** RFC 9457, for those that name its media type and say no more. */
const problem: ErrorPart = {
  kind: "object",
  properties: [
    { name: "type", required: true, part: { kind: "constant", value: "about:blank" } },
    { name: "title", required: true, part: { kind: "phrase" } },
    { name: "status", required: true, part: { kind: "status", as: "integer" } },
    { name: "detail", required: true, part: { kind: "message" } },
  ],
};

// What may travel in a header as it stands.
const plainType = /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+="?[\w.-]+"?)*$/;

function readJson(contract: Contract, media: MediaType): ErrorForm {
  const mediaType = plainType.test(media.type) ? media.type : "application/json";
  const isProblem = /^application\/problem\+/.test(mediaType);
  const schema = media.schema && flattenSchema(contract, media.schema);
  const isBare = schema === undefined || saysNothing(schema);
  const { part, guesses } =
    isBare || !media.schema
      ? { part: isProblem ? problem : detail, guesses: [] }
      : readErrorBody(contract, media.schema, isProblem);
  return {
    kind: "json",
    mediaType,
    schemaName: schema?.name ?? (isProblem ? "Problem" : "Error"),
    isDeclared: true,
    ...(schema && !isBare && { schema }),
    body: part,
    evidence: evidence(
      describe(part),
      step("schema of an error answer", schema?.span ?? media.span),
      ...guesses,
    ),
  };
}

function saysNothing(schema: ReturnType<typeof flattenSchema>): boolean {
  const { types, properties, oneOf, anyOf, items } = schema;
  const isAnything = types.length === 0 || (types.length === 1 && types[0] === "object");
  const isPlain = properties.length === 0 && oneOf.length === 0 && anyOf.length === 0 && !items;
  return (
    isAnything && isPlain && schema.additionalProperties !== false && (schema.alsoRequired ?? []).length === 0
  );
}

function describe(part: ErrorPart): string {
  const path = messagePath(part);
  if (!path) return "errors have no place for words";
  return path.length === 0 ? "errors say what is wrong" : `errors say what is wrong in ${path.join(".")}`;
}

function readText(contract: Contract, media: MediaType): ErrorForm | undefined {
  const schema = media.schema && flattenSchema(contract, media.schema);
  const isText = schema === undefined || schema.types.length === 0 || schema.types.includes("string");
  if (!isText || !/^text\/[\w.+-]+/.test(media.type) || !plainType.test(media.type)) return undefined;
  const maxLength = schema?.maxLength;
  return {
    kind: "text",
    mediaType: media.type,
    isHtml: media.type.startsWith("text/html"),
    ...(maxLength !== undefined && { maxLength }),
    evidence: evidence("errors say what is wrong as text", step("content of an error answer", media.span)),
  };
}

const keys = new WeakMap<ErrorForm, string>();

/** What two forms have in common that are one. */
export function formKey(form: ErrorForm): string {
  const known = keys.get(form) ?? printKey(form);
  keys.set(form, known);
  return known;
}

function printKey(form: ErrorForm): string {
  switch (form.kind) {
    case "empty":
      return "empty";
    case "text":
      return JSON.stringify([form.mediaType, form.maxLength]);
    case "json":
      return JSON.stringify([form.mediaType, form.schema?.name ?? printSchema(form)]);
  }
}

const wordsOnly = new Set(["span", "description", "title", "examples", "deprecated"]);

/** A schema without a name is told by what it says, not by where it stands. */
function printSchema({ schema, body }: ErrorForm & { readonly kind: "json" }): string {
  return JSON.stringify([schema, body], (key, value) => (wordsOnly.has(key) ? undefined : value));
}
