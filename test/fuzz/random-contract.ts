import fc from "fast-check";
import type { JsonValue } from "#contract";

type Json = { readonly [key: string]: JsonValue };

/** What one kind of rows is like. */
interface Kind {
  readonly name: string;
  readonly key: "integer" | "uuid";
  readonly fields: readonly FieldChoice[];
  readonly replace: "put" | "patch" | "none";
  readonly hasDelete: boolean;
  readonly pages: "none" | "offset" | "numbered";
  readonly envelope: boolean;
  readonly filters: boolean;
  readonly isBelow: boolean;
  readonly stamps: boolean;
  /** What asks for no credential, in a contract that has one. */
  readonly open: readonly Verb[];
}

type Verb = (typeof verbs)[number];

const verbs = ["list", "create", "read", "change", "delete"] as const;

interface FieldChoice {
  readonly name: string;
  readonly schema: Json;
  readonly required: boolean;
  /** Which bodies take null, where any may. */
  readonly nullIn: "all" | "create" | "change";
  /** Whether a change is held to other limits than a new row is. */
  readonly changesApart: boolean;
}

type Place = "create" | "change" | "answer";

interface Choices {
  readonly kinds: readonly Kind[];
  readonly access: "open" | "key" | "accounts";
  readonly problem: "plain" | "problem+json" | "errors";
  readonly version: "3.0.3" | "3.1.0";
}

const kindNames = ["Lantern", "Orchard", "Ferry", "Quarry", "Violin", "Comet"];
const fieldNames = [
  "label",
  "weight",
  "colour",
  "madeOn",
  "checkedAt",
  "isOpen",
  "amount",
  "website",
  "tags",
  "note",
  "grade",
  "batch_code",
];

const text = fc.record({ minLength: fc.constantFrom(0, 1, 3), maxLength: fc.integer({ min: 10, max: 60 }) });

const anySchema: fc.Arbitrary<Json> = fc.oneof(
  text.map((bounds): Json => ({ type: "string", ...bounds })),
  fc.constant<Json>({ type: "string" }),
  fc.constant<Json>({ type: "string", pattern: "^[A-Z]{3}-[0-9]{4}$" }),
  fc
    .constantFrom("date", "date-time", "uuid", "email", "uri")
    .map((format): Json => ({ type: "string", format })),
  fc.constant<Json>({ type: "string", enum: ["new", "in-use", "worn out"] }),
  fc.constant<Json>({ type: "integer" }),
  fc
    .integer({ min: 0, max: 5 })
    .map((minimum): Json => ({ type: "integer", minimum, maximum: minimum + 100 })),
  fc.constant<Json>({ type: "number", minimum: 0 }),
  fc.constant<Json>({ type: "boolean" }),
  fc.constant<Json>({ type: "array", items: { type: "string", maxLength: 20 } }),
  fc.constant<Json>({
    type: "object",
    properties: { width: { type: "integer" }, height: { type: "integer" } },
  }),
);

/** Rows that nothing but two or three values tells apart are no subject of tests. */
function tellsRowsApart({ schema }: FieldChoice): boolean {
  return schema["type"] === "integer" || (schema["type"] === "string" && !("enum" in schema));
}

const anyFields: fc.Arbitrary<readonly FieldChoice[]> = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...fieldNames),
      schema: anySchema,
      required: fc.boolean(),
      nullIn: fc.constantFrom("all", "create", "change"),
      changesApart: fc.boolean(),
    }),
    { selector: ({ name }) => name, minLength: 2, maxLength: 6 },
  )
  .filter((fields) => fields.some(tellsRowsApart));

function anyKind(name: string): fc.Arbitrary<Kind> {
  return fc.record({
    name: fc.constant(name),
    key: fc.constantFrom("integer", "uuid"),
    fields: anyFields,
    replace: fc.constantFrom("put", "patch", "none"),
    hasDelete: fc.boolean(),
    pages: fc.constantFrom("none", "offset", "numbered"),
    envelope: fc.boolean(),
    filters: fc.boolean(),
    isBelow: fc.boolean(),
    stamps: fc.boolean(),
    open: fc.oneof(fc.constant([]), fc.constant(["list", "read"] as const), fc.subarray([...verbs])),
  });
}

/** Small contracts that a careful author may have written: every operation of them can be understood. */
export const anyContract: fc.Arbitrary<Json> = fc
  .uniqueArray(fc.constantFrom(...kindNames), { minLength: 1, maxLength: 3 })
  .chain((names) =>
    fc.record({
      kinds: fc.tuple(...names.map(anyKind)),
      access: fc.constantFrom("open", "key", "accounts"),
      problem: fc.constantFrom("plain", "problem+json", "errors"),
      version: fc.constantFrom("3.0.3", "3.1.0"),
    }),
  )
  .map(contractOf);

function contractOf(choices: Choices): Json {
  const { kinds, access, version } = choices;
  const paths = kinds.flatMap((kind, index) => pathsOf(kind, index === 0 ? undefined : kinds[0], choices));
  const schemas = kinds.map((kind) => schemasOf(kind, version));
  const accounts = access === "accounts" ? accountParts(choices) : { paths: {}, schemas: {} };
  return {
    openapi: version,
    info: { title: `${kinds.map(({ name }) => name).join(" and ")} API`, version: "1.0.0" },
    servers: [{ url: "https://random.test/v2" }],
    paths: { ...accounts.paths, ...Object.fromEntries(paths) },
    components: {
      schemas: { ...accounts.schemas, ...Object.assign({}, ...schemas), Failure: failureOf(choices) },
      ...(access !== "open" && { securitySchemes: { door: schemes[access] } }),
    },
  };
}

const schemes: Readonly<Record<"key" | "accounts", Json>> = {
  key: { type: "apiKey", in: "header", name: "X-Api-Key" },
  accounts: { type: "http", scheme: "bearer" },
};

function failureOf({ problem }: Choices): Json {
  if (problem === "errors")
    return {
      type: "object",
      required: ["errors"],
      properties: { errors: { type: "array", items: { type: "string" } } },
    };
  const properties = { title: { type: "string" }, status: { type: "integer" }, detail: { type: "string" } };
  return problem === "plain"
    ? { type: "object", required: ["message"], properties: { message: { type: "string" } } }
    : { type: "object", required: ["title", "status"], properties };
}

const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

function answer(description: string, schema: Json, mediaType = "application/json"): Json {
  return { description, content: { [mediaType]: { schema } } };
}

function refusals({ problem, access }: Choices, ...statuses: readonly string[]): Json {
  const mediaType = problem === "problem+json" ? "application/problem+json" : "application/json";
  const all = access === "open" ? statuses : [...statuses, "401"];
  return Object.fromEntries(
    all.map((status) => [status, answer("Refused", reference("Failure"), mediaType)]),
  );
}

function body(schema: Json): Json {
  return { required: true, content: { "application/json": { schema } } };
}

/** What may be left out may be null too, where the version has a word for it; not in every body. */
function schemaOf(field: FieldChoice, version: string, place: Place): Json {
  const { required, nullIn } = field;
  const schema = limitsOf(field, place);
  const mayBeNull =
    version === "3.1.0" && !required && typeof schema["type"] === "string" && !("enum" in schema);
  const isTaken = place === "answer" || nullIn === "all" || nullIn === place;
  return mayBeNull && isTaken ? { ...schema, type: [schema["type"] ?? "string", "null"] } : schema;
}

/** Rows show whatever one of the bodies lets in. */
function limitsOf({ schema, changesApart }: FieldChoice, place: Place): Json {
  if (!changesApart || place === "create") return schema;
  const { minLength, maxLength, pattern, minimum, maximum, enum: values, ...others } = schema;
  const rest = others as Json;
  if (Array.isArray(values)) return place === "answer" ? schema : { ...rest, enum: values.slice(1) };
  if (place === "answer") return rest;
  if (typeof maximum === "number") return { ...rest, minimum: maximum - 50, maximum: maximum + 20 };
  return typeof maxLength === "number" ? { ...rest, minLength: 2, maxLength: maxLength + 25 } : rest;
}

function schemasOf({ name, key, fields, stamps }: Kind, version: string): Json {
  const propertiesIn = (place: Place): Json =>
    Object.fromEntries(fields.map((field) => [field.name, schemaOf(field, version, place)]));
  const required = fields.filter((field) => field.required).map((field) => field.name);
  const id: Json = key === "uuid" ? { type: "string", format: "uuid" } : { type: "integer" };
  const made: Json = { type: "string", format: "date-time", readOnly: true };
  return {
    [`New${name}`]: {
      type: "object",
      ...(required.length > 0 && { required }),
      properties: propertiesIn("create"),
    },
    [name]: {
      type: "object",
      required: ["id", ...required, ...(stamps ? ["createdAt"] : [])],
      properties: {
        id: { ...id, readOnly: true },
        ...propertiesIn("answer"),
        ...(stamps && { createdAt: made }),
      },
    },
  };
}

function pathsOf(
  kind: Kind,
  first: Kind | undefined,
  choices: Choices,
): readonly (readonly [string, Json])[] {
  const above = kind.isBelow ? first : undefined;
  const parameterOf = (one: Kind): Json => ({
    name: `${one.name.toLowerCase()}Id`,
    in: "path",
    required: true,
    schema: one.key === "uuid" ? { type: "string", format: "uuid" } : { type: "integer" },
  });
  const plural = (one: Kind): string => `${one.name.toLowerCase().replace(/y$/, "ie")}s`;
  const collection = `${above ? `/${plural(above)}/{${above.name.toLowerCase()}Id}` : ""}/${plural(kind)}`;
  const item = `${collection}/{${kind.name.toLowerCase()}Id}`;
  const parents = above ? [parameterOf(above)] : [];
  const keys = [...parents, parameterOf(kind)];
  const row = (description: string): Json => answer(description, reference(kind.name));
  const doorOf = (verb: Verb): Json =>
    choices.access === "open" || kind.open.includes(verb) ? {} : { security: [{ door: [] }] };
  const missing = above ? ["404"] : [];
  const update: Json = {
    [kind.replace]: {
      operationId: `change${kind.name}`,
      ...doorOf("change"),
      parameters: keys,
      requestBody: body(
        kind.replace === "put" ? reference(`New${kind.name}`) : optional(kind, choices.version),
      ),
      responses: { "200": row("Changed"), ...refusals(choices, "404", "422") },
    },
  };
  const remove: Json = {
    delete: {
      operationId: `delete${kind.name}`,
      ...doorOf("delete"),
      parameters: keys,
      responses: { "204": { description: "Gone" }, ...refusals(choices, "404") },
    },
  };
  return [
    [
      collection,
      {
        get: {
          operationId: `list${kind.name}`,
          ...doorOf("list"),
          parameters: [...parents, ...pageParameters(kind), ...filterParameters(kind)],
          responses: { "200": answer("Rows", listOf(kind)), ...refusals(choices, ...missing, "422") },
        },
        post: {
          operationId: `create${kind.name}`,
          ...doorOf("create"),
          parameters: parents,
          requestBody: body(reference(`New${kind.name}`)),
          responses: { "201": row("Made"), ...refusals(choices, ...missing, "422") },
        },
      },
    ],
    [
      item,
      {
        get: {
          operationId: `read${kind.name}`,
          ...doorOf("read"),
          parameters: keys,
          responses: { "200": row("A row"), ...refusals(choices, "404") },
        },
        ...(kind.replace !== "none" && update),
        ...(kind.hasDelete && remove),
      },
    ],
  ];
}

function optional({ fields }: Kind, version: string): Json {
  const properties = fields.map((field) => [field.name, schemaOf(field, version, "change")]);
  return { type: "object", properties: Object.fromEntries(properties) };
}

function listOf({ name, envelope }: Kind): Json {
  const items: Json = { type: "array", items: reference(name) };
  return envelope
    ? { type: "object", required: ["items", "total"], properties: { items, total: { type: "integer" } } }
    : items;
}

function pageParameters({ pages }: Kind): readonly Json[] {
  const size: Json = {
    name: pages === "offset" ? "limit" : "pageSize",
    in: "query",
    schema: { type: "integer", minimum: 1, maximum: 50, default: 20 },
  };
  const place: Json =
    pages === "offset"
      ? { name: "offset", in: "query", schema: { type: "integer", minimum: 0, default: 0 } }
      : { name: "page", in: "query", schema: { type: "integer", minimum: 1, default: 1 } };
  return pages === "none" ? [] : [place, size];
}

/** By values that are equal or not: no parameter for lists and objects. */
function filterParameters({ filters, fields }: Kind): readonly Json[] {
  if (!filters) return [];
  return fields
    .filter(
      ({ schema }) =>
        schema["type"] !== "array" && schema["type"] !== "object" && schema["type"] !== "number",
    )
    .slice(0, 2)
    .map(({ name, schema }): Json => ({ name, in: "query", schema }));
}

function accountParts(choices: Choices): { readonly paths: Json; readonly schemas: Json } {
  const text: Json = { type: "string" };
  const email: Json = { type: "string", format: "email" };
  const login: Json = {
    type: "object",
    required: ["email", "password"],
    properties: { email, password: { type: "string", minLength: 8, maxLength: 64, format: "password" } },
  };
  const open = { ...choices, access: "open" } as const;
  return {
    paths: {
      "/keepers": {
        post: {
          operationId: "registerKeeper",
          requestBody: body({
            ...login,
            required: ["email", "nickname", "password"],
            properties: { ...(login["properties"] as Json), nickname: text },
          }),
          responses: { "201": answer("Made", reference("Keeper")), ...refusals(open, "409", "422") },
        },
      },
      "/keepers/login": {
        post: {
          operationId: "loginKeeper",
          requestBody: body(login),
          responses: { "200": answer("Signed in", reference("Keeper")), ...refusals(open, "401", "422") },
        },
      },
    },
    schemas: {
      Keeper: {
        type: "object",
        required: ["email", "nickname", "token"],
        properties: { email, nickname: text, token: text },
      },
    },
  };
}
