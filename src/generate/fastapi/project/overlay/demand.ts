import type { JsonValue } from "#contract";
import { isJsonObject, isList, type JsonObject, referenceKeys, valueAt } from "../document.ts";
import { type Action, type OperationPlace, remove, update } from "./action.ts";

/** More than a schema asks for: a schema that holds beside it. */
export type Demand = JsonObject;

/** Why something is demanded, and of which media types. */
export interface Demanding {
  readonly reason: string;
  readonly isMeant: (mediaType: string) => boolean;
}

/**
 * Lays a demand beside the schemas of what an operation takes or answers, by its keys in the operation (`requestBody`, or `responses`
 * and a status). What is shared stays as others have it: only the operation asks for more.
 */
export function demandOf(
  place: OperationPlace,
  holder: readonly string[],
  demand: Demand,
  { reason, isMeant }: Demanding,
): readonly Action[] {
  const { document, keys, value } = place;
  const own = valueAt(value, holder);
  const at = [...keys, ...holder];
  const shared = referenceKeys(own);
  if (shared !== undefined) {
    const body = valueAt(document, shared);
    if (!isJsonObject(body)) return [];
    return [remove([...at, "$ref"], reason), update(at, besideContent(body, demand), reason)];
  }
  const content = isJsonObject(own) ? own["content"] : undefined;
  if (!isJsonObject(content)) return [];
  return Object.keys(content)
    .filter(isMeant)
    .flatMap((type) => {
      const schema = [...at, "content", type, "schema"];
      return demandAt(schema, valueAt(document, schema), demand, reason);
    });
}

/** The same for one schema in its place. */
export function demandAt(
  keys: readonly string[],
  schema: JsonValue | undefined,
  demand: Demand,
  reason: string,
): readonly Action[] {
  if (!isJsonObject(schema)) return [];
  const reference = valueAt(schema, ["$ref"]);
  if (typeof reference !== "string") return [update(keys, beside(demand), reason)];
  // Before OpenAPI 3.1 nothing that stands beside a reference is heeded.
  return [remove([...keys, "$ref"], reason), update(keys, { allOf: [{ $ref: reference }, demand] }, reason)];
}

/** What is merged into a schema that stands there itself: required names alone join those that it has. */
function beside(demand: Demand): JsonObject {
  return Object.keys(demand).every((key) => key === "required") ? demand : { allOf: [demand] };
}

function besideContent(body: JsonObject, demand: Demand): JsonObject {
  const content = isJsonObject(body["content"]) ? body["content"] : {};
  const types = Object.entries(content).map(([type, media]) => {
    const schema = isJsonObject(media) ? media["schema"] : undefined;
    if (!isJsonObject(media) || !isJsonObject(schema)) return [type, media] as const;
    return [type, { ...media, schema: besideSchema(schema, demand) }] as const;
  });
  return { ...body, content: Object.fromEntries(types) };
}

function besideSchema(schema: JsonObject, demand: Demand): JsonObject {
  if (typeof schema["$ref"] === "string") return { allOf: [schema, demand] };
  const all = isList(schema["allOf"]) ? schema["allOf"] : [];
  return { ...schema, allOf: [...all, demand] };
}
