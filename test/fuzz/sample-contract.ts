/** Names and texts of a small contract, each of which a test makes as bad as it likes. */
export interface SampleNames {
  readonly title?: string;
  readonly version?: string;
  /** Of the row's schema, and its collection on the path. */
  readonly schema?: string;
  readonly collection?: string;
  readonly field?: string;
  /** The field that is filtered by, and its query parameter. */
  readonly filter?: string;
  readonly parameter?: string;
  readonly body?: string;
  readonly envelope?: string;
  readonly list?: string;
  readonly operation?: string;
  readonly tag?: string;
  readonly tail?: string;
  readonly account?: string;
  /** Every description, summary and title of a schema. */
  readonly text?: string;
  readonly enumeration?: string;
  readonly fallback?: string;
  readonly example?: string;
  readonly pattern?: string;
  readonly header?: string;
  readonly mediaType?: string;
  readonly scheme?: string;
  readonly server?: string;
  readonly extension?: string;
}

type Json = unknown;

/** Accounts that sign in, rows with fields of all kinds, relations, filters, pages and errors: most of it is derived. */
export function sampleContract(names: SampleNames = {}): Json {
  const schema = names.schema ?? "Report";
  const account = names.account ?? "Reader";
  const collection = names.collection ?? "reports";
  const parameter = names.parameter ?? "id";
  const text = names.text ?? "A text.";
  const envelope = names.envelope ?? "report";
  const signedIn = [{ [names.scheme ?? "bearer"]: [] }];
  const answer = (status: string, node: Json) => ({
    [status]: {
      description: text,
      ...(names.header !== undefined && { headers: { [names.header]: { schema: { type: "string" } } } }),
      content: { [names.mediaType ?? "application/json"]: { schema: node } },
    },
    "422": {
      description: text,
      content: { "application/json": { schema: reference("Problem") } },
    },
    "404": { description: text, content: { "application/json": { schema: reference("Problem") } } },
  });
  const body = (node: Json) => ({ required: true, content: { "application/json": { schema: node } } });
  const wrapped = (name: string) => ({
    type: "object",
    required: [envelope],
    properties: { [envelope]: reference(name) },
  });
  const item = {
    name: parameter,
    in: "path",
    required: true,
    description: text,
    schema: { type: "integer" },
  };
  const operation = (id: string, more: Json) => ({
    operationId: id,
    summary: text,
    description: text,
    tags: [names.tag ?? "Reports"],
    ...(more as object),
  });
  const field = names.field ?? "heading";
  const kinds = {
    [field]: { type: "string", maxLength: 100, description: text },
    [names.filter ?? "state"]: {
      type: "string",
      enum: [names.enumeration ?? "draft", "printed"],
      default: names.fallback ?? names.enumeration ?? "draft",
    },
    note: { type: "string", pattern: names.pattern ?? "^.*$", default: names.fallback ?? "none" },
    pages: { type: "integer", minimum: 1, maximum: 9000, example: 12 },
    labels: { type: "array", items: { type: "string", maxLength: 20 } },
    printedAt: { type: "string", format: "date-time", nullable: true },
  };
  return {
    openapi: "3.0.3",
    info: { title: names.title ?? "Reports", version: names.version ?? "1", description: text },
    servers: [{ url: names.server ?? "https://reports.test/v1" }],
    ...(names.extension !== undefined && { [`x-${names.extension}`]: names.extension }),
    paths: {
      "/readers": {
        post: operation("register", {
          requestBody: body(reference(`New${account}`)),
          responses: answer("201", reference(account)),
        }),
      },
      "/readers/login": {
        post: operation("login", {
          requestBody: body(reference("Login")),
          responses: answer("200", reference(account)),
        }),
      },
      "/reader": {
        get: operation("readCurrent", { security: signedIn, responses: answer("200", reference(account)) }),
      },
      [`/${collection}`]: {
        get: operation(names.list ?? "listReports", {
          parameters: [
            { name: names.filter ?? "state", in: "query", description: text, schema: { type: "string" } },
            { name: "label", in: "query", description: text, schema: { type: "string" } },
            { name: "offset", in: "query", schema: { type: "integer", minimum: 0, default: 0 } },
            { name: "limit", in: "query", schema: { type: "integer", minimum: 1, maximum: 50 } },
          ],
          responses: answer("200", {
            type: "object",
            required: ["items", "total"],
            properties: {
              items: { type: "array", items: reference(schema) },
              total: { type: "integer" },
            },
          }),
        }),
        post: operation(names.operation ?? "createReport", {
          security: signedIn,
          requestBody: body(wrapped(names.body ?? "NewReport")),
          responses: answer("201", wrapped(schema)),
        }),
      },
      [`/${collection}/{${parameter}}`]: {
        parameters: [item],
        get: operation("readReport", { responses: answer("200", wrapped(schema)) }),
        put: operation("updateReport", {
          security: signedIn,
          requestBody: body(wrapped(names.body ?? "NewReport")),
          responses: answer("200", wrapped(schema)),
        }),
        delete: operation("deleteReport", {
          security: signedIn,
          responses: { "204": { description: text } },
        }),
      },
      [`/${collection}/{${parameter}}/${names.tail ?? "like"}`]: {
        parameters: [item],
        post: operation("likeReport", { security: signedIn, responses: answer("200", wrapped(schema)) }),
        delete: operation("unlikeReport", { security: signedIn, responses: answer("200", wrapped(schema)) }),
      },
    },
    components: {
      securitySchemes: {
        [names.scheme ?? "bearer"]: { type: "http", scheme: "bearer", description: text },
      },
      schemas: {
        [account]: {
          type: "object",
          description: text,
          required: ["email", "token"],
          properties: {
            email: { type: "string", format: "email" },
            nickname: { type: "string" },
            token: { type: "string" },
          },
        },
        [`New${account}`]: {
          type: "object",
          required: ["email", "nickname", "password"],
          properties: {
            email: { type: "string", format: "email" },
            nickname: { type: "string" },
            password: { type: "string", format: "password", minLength: 8 },
          },
        },
        Login: {
          type: "object",
          required: ["email", "password"],
          properties: { email: { type: "string" }, password: { type: "string", format: "password" } },
        },
        [names.body ?? "NewReport"]: {
          type: "object",
          title: text,
          description: text,
          required: [field],
          properties: kinds,
        },
        [schema]: {
          type: "object",
          title: text,
          description: text,
          example: { [field]: names.example ?? "An example" },
          required: ["id", field, "labels", "liked", "likesCount"],
          properties: {
            id: { type: "integer", readOnly: true },
            ...kinds,
            liked: { type: "boolean", readOnly: true },
            likesCount: { type: "integer", readOnly: true },
            createdAt: { type: "string", format: "date-time", readOnly: true },
          },
        },
        Problem: {
          type: "object",
          required: ["message"],
          properties: { message: { type: "string", description: text } },
        },
      },
    },
  };
}

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` };
}
