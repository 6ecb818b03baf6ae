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

/** Other ways in which authors of the same contract write it, and what they promise beside it. */
export interface Variation {
  /** What answers always give, though requests may leave it out. */
  readonly answersAll: boolean;
  /** Whether bodies and answers of one row stand in an object around them. */
  readonly envelope: boolean;
  /** Values that stand for absent ones of bodies. */
  readonly defaults: boolean;
  /** What signing in says of a password. */
  readonly login: "as registering" | "nothing" | "own";
  /** Whether parameters stand among the shared parts. */
  readonly shares: boolean;
  /** Whether nulls of 3.0 are spelled out. */
  readonly nulls: boolean;
  /** Whether the security of all stands at the top. */
  readonly above: boolean;
}

export const anyVariation: fc.Arbitrary<Variation> = fc.record({
  answersAll: fc.boolean(),
  envelope: fc.boolean(),
  defaults: fc.boolean(),
  login: fc.constantFrom("as registering", "nothing", "own"),
  shares: fc.boolean(),
  nulls: fc.boolean(),
  above: fc.boolean(),
});

/** The contract in that way. */
export function vary(contract: Json, variation: Variation): Json {
  const { answersAll, envelope, defaults, login, shares, nulls, above } = variation;
  let varied = contract;
  if (nulls && contract["openapi"] === "3.0.3") varied = changeSchemas(varied, withNulls);
  if (answersAll) varied = changeSchemas(varied, requireAll);
  if (defaults) varied = changeSchemas(varied, withDefaults);
  if (login !== "as registering") varied = changeLogin(varied, login);
  if (envelope) varied = changeOperations(varied, inEnvelope);
  if (above) varied = securityAbove(varied);
  return shares ? shareParameters(varied) : varied;
}

/** Only of rows: what is sent may still be left out. */
function requireAll(schema: Json, name: string): Json {
  const properties = schema["properties"] as Json;
  return name.startsWith("New") || !("id" in properties)
    ? schema
    : { ...schema, required: Object.keys(properties) };
}

function withDefaults(schema: Json, name: string): Json {
  const required = (schema["required"] ?? []) as readonly string[];
  if (!name.startsWith("New")) return schema;
  const properties = mapJson(schema["properties"], (property, field) => {
    const preset = required.includes(field) ? undefined : presetOf(property);
    return preset === undefined ? property : { ...property, default: preset };
  });
  return { ...schema, properties };
}

function presetOf({
  type,
  enum: values,
  minimum = 0,
  format,
  pattern,
  multipleOf = 1,
}: Json): JsonValue | undefined {
  if (Array.isArray(values)) return values[0];
  if (type === "integer") return Number(minimum) + Number(multipleOf);
  if (type === "boolean") return true;
  return type === "string" && format === undefined && pattern === undefined ? "abcde" : undefined;
}

function withNulls(schema: Json, name: string): Json {
  const required = (schema["required"] ?? []) as readonly string[];
  if (name === "Failure" || name === "Keeper") return schema;
  const properties = mapJson(schema["properties"], (property, field) =>
    required.includes(field) || "enum" in property || property["readOnly"] === true
      ? property
      : { ...property, nullable: true },
  );
  return { ...schema, properties };
}

function changeLogin(contract: Json, login: "nothing" | "own"): Json {
  const bounds: Json = login === "own" ? { minLength: 3, maxLength: 99, pattern: "^[ -~]+$" } : {};
  return changeOperations(contract, (operation) =>
    operation["operationId"] === "loginKeeper"
      ? changeBody(operation, (schema) => ({
          ...schema,
          properties: {
            ...(schema["properties"] as Json),
            password: { type: "string", format: "password", ...bounds },
          },
        }))
      : operation,
  );
}

/** `{"item": …}` around what is sent and what is answered. */
function inEnvelope(operation: Json): Json {
  const around = (schema: Json): Json => ({
    type: "object",
    required: ["item"],
    properties: { item: schema },
  });
  const isKeepers = /Keeper$/.test(String(operation["operationId"]));
  if (isKeepers) return operation;
  const responses = mapJson(operation["responses"], (response, status) =>
    status.startsWith("2") && isJson(response["content"])
      ? {
          ...response,
          content: mapJson(response["content"], (media) => {
            const schema = media["schema"] as Json;
            return "$ref" in schema ? { ...media, schema: around(schema) } : media;
          }),
        }
      : response,
  );
  return changeBody({ ...operation, responses }, around);
}

function securityAbove(contract: Json): Json {
  const { securitySchemes } = contract["components"] as Json;
  if (!isJson(securitySchemes)) return contract;
  const varied = changeOperations(contract, ({ security, ...operation }) =>
    security === undefined ? { ...operation, security: [] } : operation,
  );
  return { ...varied, security: [{ door: [] }] };
}

function shareParameters(contract: Json): Json {
  const parameters: Record<string, JsonValue> = {};
  const varied = changeOperations(contract, (operation) => {
    const own = operation["parameters"] as readonly Json[] | undefined;
    if (own === undefined) return operation;
    const shared = own.map((parameter): Json => {
      const name = `${String(operation["operationId"])}-${String(parameter["name"])}`;
      parameters[name] = parameter;
      return { $ref: `#/components/parameters/${name}` };
    });
    return { ...operation, parameters: shared };
  });
  return { ...varied, components: { ...(varied["components"] as Json), parameters } };
}
