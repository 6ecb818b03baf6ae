const text = { type: "string" };
const integer = { type: "integer" };

/** What an error answer is documented as: its content by media type; nothing where it has none. */
export interface Refusing {
  readonly 400?: object | null;
  readonly 404?: object | null;
  readonly 409?: object | null;
  readonly 422?: object | null;
  readonly 500?: object | null;
  readonly "4XX"?: object | null;
  readonly default?: object | null;
}

/** Content of one media type, whose schema is the shared one. */
export function named(schema: string, mediaType = "application/json"): object {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}

/** Plants that nobody has to sign in for: all that one does to rows, refused as the contract wants it. */
export function plants(
  schemas: object,
  refusals: { readonly collection: Refusing; readonly item: Refusing; readonly list?: Refusing },
): object {
  const plant = { $ref: "#/components/schemas/Plant" };
  const input = { $ref: "#/components/schemas/NewPlant" };
  const json = (schema: object): object => ({ "application/json": { schema } });
  const done = (schema: object): object => ({ description: "Done", content: json(schema) });
  const refused = (documented: Refusing): object =>
    Object.fromEntries(
      Object.entries(documented).map(([status, content]) => [
        status,
        { description: "Refused", ...(content && { content }) },
      ]),
    );
  const id = { name: "id", in: "path", required: true, schema: integer };
  const details = { name: text, bed: text };
  return {
    openapi: "3.1.0",
    info: { title: "Plants", version: "1.0" },
    servers: [{ url: "https://plants.test/v1" }],
    paths: {
      "/plants": {
        get: {
          operationId: "listPlants",
          parameters: [{ name: "bed", in: "query", schema: text }],
          responses: { 200: done({ type: "array", items: plant }), ...refused(refusals.list ?? {}) },
        },
        post: {
          operationId: "addPlant",
          requestBody: { required: true, content: json(input) },
          responses: { 201: done(plant), ...refused(refusals.collection) },
        },
      },
      "/plants/{id}": {
        parameters: [id],
        get: { operationId: "readPlant", responses: { 200: done(plant), ...refused(refusals.item) } },
        put: {
          operationId: "changePlant",
          requestBody: { required: true, content: json(input) },
          responses: { 200: done(plant), ...refused(refusals.item) },
        },
        delete: {
          operationId: "dropPlant",
          responses: { 204: { description: "Gone" }, ...refused(refusals.item) },
        },
      },
    },
    components: {
      schemas: {
        Plant: {
          type: "object",
          required: ["id", "name", "bed"],
          properties: { id: integer, ...details },
        },
        NewPlant: { type: "object", required: ["name", "bed"], properties: details },
        ...schemas,
      },
    },
  };
}

const problem = {
  type: "object",
  required: ["type", "title", "status"],
  properties: {
    type: { ...text, format: "uri-reference", default: "about:blank" },
    title: text,
    status: { ...integer, format: "int32", minimum: 100, exclusiveMaximum: 600 },
    detail: { ...text, maxLength: 500 },
    instance: { ...text, format: "uri-reference" },
    invalidParams: {
      type: "array",
      items: { type: "object", required: ["name", "reason"], properties: { name: text, reason: text } },
    },
    balance: integer,
  },
};

const problems = named("Problem", "application/problem+json");

/** RFC 9457, with 400 for what is refused. */
export const problemPlants = plants(
  { Problem: problem },
  {
    list: { 400: problems },
    collection: { 400: problems },
    item: { 400: problems, 404: problems, 500: problems },
  },
);

const springError = {
  type: "object",
  required: ["timestamp", "status", "error", "message", "path"],
  properties: {
    timestamp: { ...text, format: "date-time" },
    status: integer,
    error: { ...text, examples: ["Not Found"] },
    message: text,
    path: text,
    trace: text,
  },
};

/** As Spring does it. */
export const springPlants = plants(
  { ErrorResponse: springError },
  { collection: { 400: named("ErrorResponse") }, item: { 404: named("ErrorResponse") } },
);

const googleStatus = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "status"],
      properties: {
        code: { ...integer, format: "int32" },
        message: text,
        status: { ...text, enum: ["INVALID_ARGUMENT", "NOT_FOUND", "ALREADY_EXISTS", "INTERNAL", "UNKNOWN"] },
        details: { type: "array", items: { type: "object", additionalProperties: true } },
      },
    },
  },
};

/** As Google's APIs do it, in a range. */
export const googlePlants = plants(
  { Status: googleStatus },
  { collection: { default: named("Status") }, item: { "4XX": named("Status"), default: named("Status") } },
);

const jsonApiErrors = {
  type: "object",
  required: ["errors"],
  properties: {
    errors: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["status", "title", "detail"],
        properties: {
          id: text,
          status: { ...text, examples: ["404"] },
          code: { ...text, examples: ["not_found"] },
          title: text,
          detail: text,
          source: { type: "object", properties: { pointer: text, parameter: text } },
        },
      },
    },
  },
};

const jsonApi = named("Failure", "application/vnd.api+json");

/** JSON:API, with a status for a clash that no operation can have. */
export const jsonApiPlants = plants(
  { Failure: jsonApiErrors },
  { collection: { 409: jsonApi, 422: jsonApi }, item: { 404: jsonApi, 422: jsonApi } },
);

const locations = { type: "array", items: { anyOf: [text, integer] } };
const frameworkErrors = {
  HTTPValidationError: {
    type: "object",
    properties: { detail: { type: "array", items: { $ref: "#/components/schemas/ValidationError" } } },
  },
  ValidationError: {
    type: "object",
    required: ["loc", "msg", "type"],
    properties: { loc: locations, msg: text, type: text },
  },
  NotFoundError: {
    type: "object",
    required: ["code", "message"],
    properties: { code: { ...text, examples: ["not-found"] }, message: { ...text, maxLength: 200 } },
  },
};

/** Every status in a form of its own, and some in none. */
export const mixedPlants = plants(frameworkErrors, {
  list: { 400: null },
  collection: {
    400: { "text/html": { schema: { ...text, maxLength: 256 } } },
    422: named("HTTPValidationError"),
  },
  item: {
    400: null,
    404: { "application/xml": {}, ...named("NotFoundError") },
    422: named("HTTPValidationError"),
  },
});

/** A form for each of many refusals. */
export const manyPlants = plants(
  Object.fromEntries(
    ["a", "b", "c", "d", "e", "f", "g", "h"].map((letter) => [
      `Refused${letter.toUpperCase()}`,
      { type: "object", required: [`${letter}_message`], properties: { [`${letter}_message`]: text } },
    ]),
  ),
  {
    list: { 400: named("RefusedA") },
    collection: { 400: named("RefusedB"), 409: named("RefusedC"), 422: named("RefusedD") },
    item: { 400: named("RefusedE"), 404: named("RefusedF"), 422: named("RefusedG"), 500: named("RefusedH") },
  },
);

/** Errors without content, as of old. */
export const silentPlants = plants({}, { collection: { 400: null }, item: { 400: null, 404: null } });

/** Words alone. */
export const plainPlants = plants(
  {},
  { collection: { 400: { "text/plain": { schema: text } } }, item: { 404: { "text/plain": {} } } },
);

/** What is wrong by field. */
export const mappedPlants = plants(
  {
    Invalid: {
      type: "object",
      required: ["success", "errors"],
      properties: {
        success: { type: "boolean" },
        errors: { type: "object", additionalProperties: { type: "array", items: text } },
      },
    },
  },
  { collection: { 422: named("Invalid") }, item: { 404: named("Invalid"), 422: named("Invalid") } },
);

const said = named("Error");

/** One form, and statuses that differ from operation to operation. */
export const variedPlants = plants(
  { Error: { type: "object", required: ["message"], properties: { message: text } } },
  { list: { 400: said }, collection: { 400: said, 422: said }, item: { 422: said, 404: said } },
);

/** Errors of which some have content. */
export const someSilentPlants = plants(
  { Error: { type: "object", required: ["message"], properties: { message: text } } },
  {
    list: { 400: named("Error") },
    collection: { 400: named("Error") },
    item: { 400: named("Error"), 404: null },
  },
);

const html = { "text/html": { schema: { ...text, maxLength: 256 } } };

/** Words as HTML, which must be escaped. */
export const htmlPlants = plants(
  {},
  { list: { 400: html }, collection: { 400: html }, item: { 400: html, 404: html } },
);
