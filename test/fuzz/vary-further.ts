import fc from "fast-check";
import type { JsonValue } from "#contract";
import {
  changeBody,
  changeOperations,
  changeSchemas,
  isJson,
  type Json,
  mapJson,
} from "./change-contract.ts";

/** What authors of the same contract leave unsaid, share, or say in words of their own. */
export interface FurtherVariation {
  /** Whether what stands around bodies may be left out, and the body itself. */
  readonly loose: "nothing" | "around" | "bodies" | "doors";
  /** Headers and cookies that callers may send. */
  readonly sent: boolean;
  /** How refusals are said: one by one, by range, or all at once. */
  readonly refusals: "each" | "4XX" | "default";
  /** Whether bodies and answers are shared parts. */
  readonly parts: boolean;
  /** Whether rows are put together from two schemas. */
  readonly members: boolean;
  /** Whether rows have what is only written, and whether one schema goes both ways. */
  readonly written: boolean;
  readonly bothWays: boolean;
  /** Whether filters ask for any of several values. */
  readonly several: "no" | "repeated" | "commas";
  /** Whether keys in paths have bounds, and stand at the path. */
  readonly bounded: boolean;
  readonly above: boolean;
  /** Whether another scheme opens operations too. */
  readonly schemes: "one" | "either" | "other";
  /** Headers of answers. */
  readonly told: boolean;
  /** Other kinds of values. */
  readonly kinds: boolean;
  /** Another success that is documented beside the usual one. */
  readonly successes: boolean;
  /** Answers that are documented of every operation, whether anything leads to them or not. */
  readonly besides: readonly (keyof typeof bareAnswers)[];
  /** Whether null is said to be an alternative, where the version knows it. */
  readonly alternatives: boolean;
}

const bareAnswers = {
  "202": "Later",
  "302": "Elsewhere",
  "304": "Not modified",
  "400": "Bad request",
  "403": "Not allowed",
  "404": "Not found",
  "409": "Conflict",
  "410": "Gone",
  "413": "Too large",
  "415": "Another type",
  "422": "Invalid",
  "429": "Too many requests",
} as const;

export const anyFurtherVariation: fc.Arbitrary<FurtherVariation> = fc.record({
  loose: fc.constantFrom("nothing", "around", "bodies", "doors"),
  sent: fc.boolean(),
  refusals: fc.constantFrom("each", "4XX", "default"),
  parts: fc.boolean(),
  members: fc.boolean(),
  written: fc.boolean(),
  bothWays: fc.boolean(),
  several: fc.constantFrom("no", "repeated", "commas"),
  bounded: fc.boolean(),
  above: fc.boolean(),
  schemes: fc.constantFrom("one", "either", "other"),
  told: fc.boolean(),
  kinds: fc.boolean(),
  successes: fc.boolean(),
  besides: fc.subarray(Object.keys(bareAnswers) as (keyof typeof bareAnswers)[], { maxLength: 4 }),
  alternatives: fc.boolean(),
});

/** The contract with what it says of values and answers said in that way. */
export function varyValues(contract: Json, variation: FurtherVariation): Json {
  const { written, bothWays, several, bounded, sent, told, kinds, successes } = variation;
  return run(contract, [
    kinds && withOtherKinds,
    written && ((each) => changeSchemas(each, withStamp)),
    bothWays && oneSchemaBothWays,
    several !== "no" && ((each) => changeParameters(each, (one) => askingForSeveral(one, several))),
    bounded && ((each) => changeParameters(each, boundedKey)),
    sent && ((each) => changeOperations(each, withSent)),
    told && ((each) => changeOperations(each, withTold)),
    successes && ((each) => changeOperations(each, withSecondSuccess)),
  ]);
}

/** The contract with its parts put in those places, and left out where that is allowed. */
export function varyPlaces(contract: Json, variation: FurtherVariation): Json {
  const { members, loose, refusals, parts, above, schemes, alternatives, besides } = variation;
  return run(contract, [
    alternatives && ((each) => changeSchemas(each, withAlternatives)),
    members && ((each) => changeSchemas(each, inMembers)),
    refusals !== "each" && ((each) => changeOperations(each, (one) => refusedAs(one, refusals))),
    besides.length > 0 && ((each) => changeOperations(each, (one) => answeringBesides(one, besides))),
    schemes !== "one" && ((each) => withScheme(each, schemes)),
    loose !== "nothing" && ((each) => changeOperations(each, (one) => loosened(one, loose))),
    above && keysAbove,
    parts && sharedParts,
  ]);
}

type Step = ((contract: Json) => Json) | false;

function run(contract: Json, steps: readonly Step[]): Json {
  return steps.reduce<Json>((each, step) => (step === false ? each : step(each)), contract);
}

const part: Json = {
  type: "object",
  required: ["code"],
  properties: {
    code: { type: "string", minLength: 1 },
    count: { type: "integer", default: 3 },
    seen: { type: "boolean", readOnly: true, default: false },
    place: { type: "object", required: ["x"], properties: { x: { type: "number" }, y: { type: "number" } } },
  },
};

function withOtherKinds(contract: Json): Json {
  const kinds: Readonly<Record<string, Json>> = {
    label: { type: "string", format: "time" },
    note: { type: "string", format: "duration" },
    website: { type: "string", format: "hostname" },
    amount: { type: "number", format: "decimal" },
    weight: { type: "number", enum: [0.5, 1, 2.5] },
    grade: { type: "integer", format: "int32", exclusiveMinimum: 0 },
    colour: { type: "string", enum: ["red", "green"], default: "red" },
    batch_code: { type: "integer", format: "int64", multipleOf: 5 },
    tags: { type: "array", maxItems: 9, items: part },
    checkedAt: { type: "object", additionalProperties: { type: "integer" } },
  };
  const isOld = contract["openapi"] === "3.0.3";
  const grade: Json = isOld
    ? { type: "integer", minimum: 0, exclusiveMinimum: true }
    : (kinds["grade"] ?? {});
  const change = (schema: Json): Json => ({
    ...schema,
    properties: mapJson(schema["properties"], (property, name) => {
      const other = name === "grade" ? grade : kinds[name];
      return Object.hasOwn(kinds, name) && other !== undefined ? other : property;
    }),
  });
  const varied = changeSchemas(contract, (schema) =>
    isJson(schema["properties"]) ? change(schema) : schema,
  );
  const changed = changeOperations(varied, (operation) =>
    changeBody(operation, (schema) => (isJson(schema["properties"]) ? change(schema) : schema)),
  );
  const scalars = changeOperations(changed, (operation) => {
    const own = operation["parameters"];
    const stays = (each: JsonValue): boolean => !isJson(each) || !isOfMany(kinds, each);
    return Array.isArray(own) ? { ...operation, parameters: own.filter(stays) } : operation;
  });
  return changeParameters(scalars, (parameter) => {
    const name = String(parameter["name"]);
    return parameter["in"] === "query" && Object.hasOwn(kinds, name)
      ? { ...parameter, schema: name === "grade" ? grade : (kinds[name] ?? {}) }
      : parameter;
  });
}

/** Whether a parameter asks for what is a list or an object now. */
function isOfMany(kinds: Readonly<Record<string, Json>>, parameter: Json): boolean {
  const name = String(parameter["name"]);
  const type = Object.hasOwn(kinds, name) ? kinds[name]?.["type"] : undefined;
  return parameter["in"] === "query" && (type === "array" || type === "object");
}

/** Rows have a text that nobody reads. */
function withStamp(schema: Json, name: string): Json {
  if (name === "Failure" || name === "Keeper" || !isJson(schema["properties"])) return schema;
  const stamp: Json = { type: "string", maxLength: 8, writeOnly: true };
  return { ...schema, properties: { ...schema["properties"], stamp } };
}

/** What is sent is the form of rows, of which the key and the time are only read. */
function oneSchemaBothWays(contract: Json): Json {
  return changeOperations(contract, (operation) =>
    changeBody(operation, (schema) => {
      const reference = String(schema["$ref"] ?? "");
      return reference.includes("/New") ? { $ref: reference.replace("/New", "/") } : schema;
    }),
  );
}

/** `type: [string, "null"]` is `oneOf: [{ type: string }, { type: "null" }]`. */
function withAlternatives(schema: Json): Json {
  const properties = mapJson(schema["properties"], (property) => {
    const { type, ...rest } = property;
    if (!Array.isArray(type) || !type.includes("null")) return property;
    const [one = "string"] = type.filter((each) => each !== "null");
    return { oneOf: [{ ...rest, type: one }, { type: "null" }] };
  });
  return isJson(schema["properties"]) ? { ...schema, properties } : schema;
}

function inMembers(schema: Json, name: string): Json {
  const { properties, required, ...others } = schema;
  if (name === "Failure" || !isJson(properties) || !("id" in properties)) return schema;
  const { id, ...rest } = properties;
  const asked = Array.isArray(required) ? required : [];
  return {
    allOf: [
      { type: "object", required: ["id"], properties: { id: id ?? {} } },
      { ...others, required: asked.filter((each) => each !== "id"), properties: rest },
    ],
  };
}

function changeParameters(contract: Json, change: (parameter: Json) => Json): Json {
  return changeOperations(contract, (operation) => {
    const own = operation["parameters"];
    return Array.isArray(own)
      ? { ...operation, parameters: own.map((each) => (isJson(each) ? change(each) : each)) }
      : operation;
  });
}

function askingForSeveral(parameter: Json, way: "repeated" | "commas"): Json {
  const { schema } = parameter;
  const pages = /^(?:limit|offset|page|pageSize)$/.test(String(parameter["name"]));
  if (parameter["in"] !== "query" || pages || !isJson(schema) || schema["type"] === "boolean")
    return parameter;
  const { default: _, ...items } = schema;
  return {
    ...parameter,
    schema: { type: "array", items: items as Json },
    ...(way === "commas" && { explode: false }),
  };
}

function boundedKey(parameter: Json): Json {
  const { schema } = parameter;
  return parameter["in"] === "path" && isJson(schema) && schema["type"] === "integer"
    ? { ...parameter, schema: { ...schema, minimum: 1, maximum: 99_999, format: "int64" } }
    : parameter;
}

function withSent(operation: Json): Json {
  const own = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
  const text: Json = { type: "string" };
  return {
    ...operation,
    parameters: [
      ...own,
      { name: "X-Colour", in: "header", schema: text },
      { name: "Accept-Language", in: "header", schema: text },
    ],
  };
}

function withTold(operation: Json): Json {
  const headers: Json = { "X-Rate-Limit": { schema: { type: "integer" } } };
  const responses = mapJson(operation["responses"], (response, status) =>
    status.startsWith("2") ? { ...response, headers } : response,
  );
  return { ...operation, responses };
}

/** A row that is made may have been there. */
function withSecondSuccess(operation: Json): Json {
  const { responses } = operation;
  const made = isJson(responses) ? responses["201"] : undefined;
  if (!isJson(responses) || made === undefined || /Keeper$/.test(String(operation["operationId"])))
    return operation;
  return { ...operation, responses: { ...responses, "200": made } };
}

function refusedAs(operation: Json, way: "4XX" | "default"): Json {
  const entries = isJson(operation["responses"]) ? Object.entries(operation["responses"]) : [];
  const successes = entries.filter(([status]) => status.startsWith("2"));
  const [refusal] = entries.filter(([status]) => status.startsWith("4")).map(([, response]) => response);
  if (refusal === undefined) return operation;
  return { ...operation, responses: Object.fromEntries([...successes, [way, refusal]]) };
}

function answeringBesides(operation: Json, statuses: FurtherVariation["besides"]): Json {
  const { responses } = operation;
  if (!isJson(responses)) return operation;
  const bare = statuses.map((status) => [status, { description: bareAnswers[status] }] as const);
  return { ...operation, responses: { ...Object.fromEntries(bare), ...responses } };
}

function withScheme(contract: Json, way: "either" | "other"): Json {
  const components = contract["components"] as Json;
  const { securitySchemes } = components;
  if (!isJson(securitySchemes)) return contract;
  const varied = changeOperations(contract, (operation) => {
    const { security } = operation;
    if (!Array.isArray(security) || security.length === 0) return operation;
    const isRead = String(operation["operationId"]).startsWith("read");
    if (way === "other") return isRead ? { ...operation, security: [{ gate: [] }] } : operation;
    return { ...operation, security: [...security, { gate: [] }] };
  });
  const gate: Json = { type: "apiKey", in: "header", name: "X-Gate" };
  return { ...varied, components: { ...components, securitySchemes: { ...securitySchemes, gate } } };
}

function loosened(operation: Json, way: "around" | "bodies" | "doors"): Json {
  const isDoor = /Keeper$/.test(String(operation["operationId"]));
  if (way === "doors" && !isDoor) return operation;
  if (way === "bodies") {
    const { required: _, ...body } = isJson(operation["requestBody"]) ? operation["requestBody"] : {};
    return "requestBody" in operation ? { ...operation, requestBody: body as Json } : operation;
  }
  return changeBody(operation, (schema) => {
    const { required: _, ...loose } = schema;
    return loose as Json;
  });
}

function keysAbove(contract: Json): Json {
  return {
    ...contract,
    paths: mapJson(contract["paths"], (item) => {
      const keys = new Map<string, JsonValue>();
      const below = mapJson(item, (operation) => {
        const own = Array.isArray(operation["parameters"]) ? operation["parameters"] : [];
        const isKey = (each: JsonValue): boolean => isJson(each) && each["in"] === "path";
        for (const each of own.filter(isKey)) keys.set(JSON.stringify(each), each);
        return { ...operation, parameters: own.filter((each) => !isKey(each)) };
      });
      return keys.size === 0 ? item : { ...below, parameters: [...keys.values()] };
    }),
  };
}

function sharedParts(contract: Json): Json {
  const requestBodies: Record<string, JsonValue> = {};
  const shared: Record<string, JsonValue> = {};
  const varied = changeOperations(contract, (operation) => {
    const { requestBody, responses } = operation;
    const name = String(operation["operationId"]);
    if (isJson(requestBody)) requestBodies[name] = requestBody;
    const told = mapJson(responses, (response, status) => {
      shared[`${name}-${status}`] = response;
      return { $ref: `#/components/responses/${name}-${status}` };
    });
    return {
      ...operation,
      ...(isJson(requestBody) && { requestBody: { $ref: `#/components/requestBodies/${name}` } }),
      responses: told,
    };
  });
  const components = contract["components"] as Json;
  return { ...varied, components: { ...components, requestBodies, responses: shared } };
}
