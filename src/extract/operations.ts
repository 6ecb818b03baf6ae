import type { Span } from "#base";
import {
  anySchema,
  type MediaType,
  type Method,
  type Operation,
  type Parameter,
  type PathSegment,
  type RequestBody,
  type Response,
  type SchemaNode,
} from "#contract";
import {
  type BodyFact,
  type OperationFact,
  type ParameterFact,
  type ResponseFact,
  type RouteFact,
  unknownStart,
} from "#facts";
import type { Shapes } from "./shape.ts";
import { typeSchema } from "./type-schemas.ts";
import { describedSchema, plainSchema, unknownSchema } from "./values.ts";

/** What a route takes and gives, as an operation of a contract; references have names that are settled later. */
export function operationOf(shapes: Shapes, whole: RouteFact, fact: OperationFact): Operation {
  const route = whole.partial ? { ...whole, path: whole.path.replace(unknownStart, "") || "/" } : whole;
  const unknown = reasonOf(fact, route);
  const names = [...route.path.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const parameters = fact.parameters.map((each) => parameterOf(shapes, each));
  const told = new Set(parameters.flatMap((each) => (each.in === "path" ? [each.name] : [])));
  const untold = names.filter((name) => !told.has(name)).map((name) => untoldParameter(name, route.span));
  return {
    id: fact.name ?? `${route.method} ${route.path}`,
    ...(fact.name === undefined ? {} : { declaredId: fact.name }),
    method: route.method.toLowerCase() as Method,
    path: route.path,
    segments: segmentsOf(route.path),
    summary: fact.summary ?? "",
    description: fact.description ?? "",
    tags: fact.tags,
    deprecated: fact.deprecated ?? false,
    parameters: [...untold, ...parameters],
    ...(fact.requestBody === undefined ? {} : { requestBody: bodyOf(shapes, fact.requestBody) }),
    responses: responsesOf(shapes, fact),
    security: [
      ...fact.security.map(({ scheme, scopes }) => new Map([[scheme, scopes]])),
      ...(fact.isOpen === true && fact.security.length > 0 ? [new Map()] : []),
    ],
    span: route.span,
    ...(mayBeAnonymous(fact) ? { mayBeAnonymous: true as const } : {}),
    ...(fact.decidesAccess ? { decidesAccess: true as const } : {}),
    ...(fact.trimsAnswers ? { trimsAnswers: true as const } : {}),
    ...(whole.partial ? { pathStartUnknown: true as const } : {}),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** Credentials are looked for, and nothing is raised where they are missing. */
function mayBeAnonymous({ security, responses }: OperationFact): boolean {
  return (
    security.length > 0 &&
    security.every(({ details }) => details?.optional) &&
    !responses.some(({ status, by }) => by === "raised" && (status === 401 || status === 403))
  );
}

function reasonOf({ isPartial, responses }: OperationFact, { partial }: RouteFact): string | undefined {
  const reasons = [
    ...(partial ? ["what its path begins with is worked out as the application starts"] : []),
    ...(isPartial ? ["something that it depends on is not read: it may take or ask for more"] : []),
    ...(responses.some(({ by }) => by === "answered")
      ? []
      : ["the status of its answer is worked out as it runs"]),
  ];
  return reasons.length === 0 ? undefined : reasons.join("; ");
}

function segmentsOf(path: string): readonly PathSegment[] {
  return path
    .split("/")
    .filter((text) => text !== "")
    .map((text): PathSegment => {
      const name = /^\{([^{}]+)\}$/.exec(text)?.[1];
      return name === undefined ? { kind: "literal", text } : { kind: "parameter", name };
    });
}

function parameterOf(shapes: Shapes, fact: ParameterFact): Parameter {
  const { name, in: place, required, span } = fact;
  const style = place === "query" || place === "cookie" ? "form" : "simple";
  const { description = "", ...details } = fact;
  return {
    name,
    in: place,
    required,
    description,
    schema: describedSchema(typeSchema(shapes, fact.type, "input", span), details, span),
    explode: style === "form",
    style,
    examples: [],
    span,
  };
}

/** One that the path has, and no function asks for. */
function untoldParameter(name: string, span: Span): Parameter {
  const schema = { ...plainSchema(span, "string"), unknown: "nothing reads it, so nothing says what it is" };
  return {
    name,
    in: "path",
    required: true,
    description: "",
    schema,
    explode: false,
    style: "simple",
    examples: [],
    span,
  };
}

function bodyOf(shapes: Shapes, body: BodyFact): RequestBody {
  const { media, type, parts, required, span } = body;
  const properties = parts.map((part) => ({
    name: part.name,
    required: part.required,
    schema: describedSchema(typeSchema(shapes, part.type, "input", part.span), part, part.span),
    span: part.span,
  }));
  const schema: SchemaNode =
    type === undefined
      ? { ...plainSchema(span, "object"), properties }
      : describedSchema(typeSchema(shapes, type, "input", span), body, span);
  return { required, description: "", content: [{ type: media, schema, examples: [], span }], span };
}

/** Each status once, the first that says it counting; what is raised comes after what is said. */
function responsesOf(shapes: Shapes, fact: OperationFact): readonly Response[] {
  const order = { answered: 0, declared: 1, implied: 2, raised: 3 };
  const found = new Map<number, Response>();
  for (const each of fact.responses.toSorted((one, other) => order[one.by] - order[other.by])) {
    if (!found.has(each.status)) found.set(each.status, responseOf(shapes, fact, each));
  }
  return [...found.values()];
}

function responseOf(shapes: Shapes, fact: OperationFact, response: ResponseFact): Response {
  const { status, description = "", span } = response;
  return {
    status: String(status),
    description,
    content: contentOf(shapes, fact, response),
    headers: [],
    span,
  };
}

/** Statuses that have no body: https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1 */
function isBare(status: number): boolean {
  return status < 200 || status === 204 || status === 205 || status === 304;
}

function contentOf(
  shapes: Shapes,
  { answer }: OperationFact,
  { status, media, type, by, span }: ResponseFact,
): readonly MediaType[] {
  if (isBare(status) || media === "" || (type === undefined && by !== "answered" && media === undefined))
    return [];
  const schema = (): SchemaNode => {
    if (type !== undefined && type.kind !== "none") return typeSchema(shapes, type, "output", span);
    if (media?.startsWith("text/")) return plainSchema(span, "string");
    if (type?.kind === "none") return anySchema(span);
    return unknownSchema(
      span,
      answer === "raw" ? "the function makes the answer itself" : "nothing says what it answers",
    );
  };
  return [{ type: media ?? "application/json", schema: schema(), examples: [], span }];
}
