import type {
  Contract,
  JsonValue,
  MediaType,
  Operation,
  Parameter,
  RequestBody,
  Response,
  ResponseHeader,
} from "../contract.ts";
import { neverKey } from "../never-answered.ts";
import { unknownAccess } from "../unknown-access.ts";
import { type PrintOptions, printExamples, printMap, printOrigin, printSome } from "./place.ts";
import { printSchema } from "./schemas.ts";

/** The paths of a contract, each with its operations in their order. */
export function printPaths(options: PrintOptions, { operations }: Contract): JsonValue {
  const paths = new Map<string, [string, JsonValue][]>();
  for (const operation of operations) {
    const item = paths.get(operation.path) ?? [];
    paths.set(operation.path, item);
    item.push([operation.method, printOperation(options, operation)]);
  }
  return Object.fromEntries([...paths].map(([path, item]) => [path, Object.fromEntries(item)]));
}

function printOperation(options: PrintOptions, operation: Operation): JsonValue {
  const { authorizationHeader, requestBody, responses, calledBack } = operation;
  const parameters = [...operation.parameters, ...(authorizationHeader ? [authorizationHeader] : [])];
  const answers = responses.map((response) => [response.status, printResponse(options, response)] as const);
  return printMap({
    operationId: operation.declaredId,
    summary: operation.summary || undefined,
    description: operation.description || undefined,
    tags: operation.tags.length === 0 ? undefined : operation.tags,
    deprecated: operation.deprecated || undefined,
    parameters: printSome(parameters, (parameter) => printParameter(options, parameter)),
    requestBody: requestBody && printBody(options, requestBody),
    responses: answers.length === 0 ? undefined : Object.fromEntries(answers),
    security: printSome(operation.security, (schemes) => Object.fromEntries(schemes)),
    callbacks: calledBack && { callback: Object.fromEntries(calledBack.map((address) => [address, {}])) },
    "x-roles": operation.roles,
    [unknownAccess]: operation.accessUnknown,
    [neverKey]: operation.neverAnswered && Object.fromEntries(operation.neverAnswered),
    ...printOrigin(options, operation.span, operation.unknown),
  });
}

const defaultStyles = { path: "simple", header: "simple", query: "form", cookie: "form" } as const;

function printParameter(options: PrintOptions, parameter: Parameter): JsonValue {
  const { style = defaultStyles[parameter.in], explode } = parameter;
  return printMap({
    name: parameter.name,
    in: parameter.in,
    required: parameter.required || undefined,
    description: parameter.description || undefined,
    style: style === defaultStyles[parameter.in] ? undefined : style,
    explode: explode === (style === "form") ? undefined : explode,
    schema: printSchema(options, parameter.schema),
    ...printExamples(parameter.examples),
    ...printOrigin(options, parameter.span),
  });
}

function printBody(options: PrintOptions, body: RequestBody): JsonValue {
  return printMap({
    description: body.description || undefined,
    required: body.required || undefined,
    content: printContent(options, body.content),
    ...printOrigin(options, body.span),
  });
}

function printResponse(options: PrintOptions, response: Response): JsonValue {
  const headers = response.headers.map((header) => [header.name, printHeader(options, header)] as const);
  return printMap({
    description: response.description,
    headers: headers.length === 0 ? undefined : Object.fromEntries(headers),
    content: response.content.length === 0 ? undefined : printContent(options, response.content),
    ...printOrigin(options, response.span),
  });
}

function printHeader(options: PrintOptions, header: ResponseHeader): JsonValue {
  return printMap({
    description: header.description || undefined,
    required: header.required || undefined,
    schema: header.schema && printSchema(options, header.schema),
    ...printExamples(header.examples),
  });
}

function printContent(options: PrintOptions, content: readonly MediaType[]): JsonValue {
  return Object.fromEntries(content.map((media) => [media.type, printMedia(options, media)]));
}

function printMedia(options: PrintOptions, { schema, encoding, examples }: MediaType): JsonValue {
  return printMap({
    schema: schema && printSchema(options, schema),
    encoding:
      encoding && Object.fromEntries([...encoding].map(([name, form]) => [name, printMap({ ...form })])),
    ...printExamples(examples),
  });
}
