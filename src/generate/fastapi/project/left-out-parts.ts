import type { JsonValue } from "#contract";
import type { AnswerPart, Behaviour } from "#domain";
import { dereferenced, isJsonObject, isList, type JsonObject } from "./document.ts";

const json = /^(?:application\/json|[^;]+\+json)\b/i;

/** What answers hold around their rows, by its names; undefined where it has no names of its own. */
type Served = ReadonlyMap<string, Served | undefined>;

/** Optional properties around the rows of an answer that nothing explains, and so nothing fills. */
export interface LeftOutParts {
  /** The names that lead to them: `meta.request_id`. */
  readonly names: readonly string[];
  /** The answer without them. */
  readonly change: (response: JsonObject) => JsonObject;
}

export function leftOutParts(
  document: JsonObject,
  response: JsonValue,
  behaviour: Behaviour,
): LeftOutParts | undefined {
  const served = servedAround(behaviour);
  const content = isJsonObject(response) ? response["content"] : undefined;
  if (!served || !isJsonObject(content)) return undefined;
  const names = new Set<string>();
  for (const [type, media] of Object.entries(content))
    if (json.test(type) && isJsonObject(media)) strip(document, media["schema"] ?? null, served, names);
  if (names.size === 0) return undefined;
  const change = (each: JsonObject): JsonObject => ({ ...each, content: stripAll(document, each, served) });
  return { names: [...names], change };
}

function stripAll(document: JsonObject, { content }: JsonObject, served: Served): JsonObject {
  if (!isJsonObject(content)) return {};
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => {
      const isStripped = json.test(type) && isJsonObject(media) && media["schema"] !== undefined;
      return [
        type,
        isStripped
          ? { ...media, schema: strip(document, media["schema"] ?? null, served, new Set()) }
          : media,
      ];
    }),
  );
}

function servedAround(behaviour: Behaviour): Served | undefined {
  if (behaviour.kind === "list")
    return behaviour.answer.parts.length === 0 ? undefined : servedParts(behaviour.answer.parts);
  if (behaviour.kind === "login" && behaviour.answer.envelope === undefined) return tokenParts(behaviour);
  if (!("answer" in behaviour) || !("envelope" in behaviour.answer)) return undefined;
  const { envelope, constants = [] } = behaviour.answer;
  if (envelope === undefined) return undefined;
  const names = constants.map(({ name }): readonly [string, undefined] => [name, undefined]);
  return new Map<string, Served | undefined>([[envelope, tokenParts(behaviour)], ...names]);
}

/** What stands beside the token of an answer that is nothing but that. */
function tokenParts(behaviour: Behaviour): Served | undefined {
  if (behaviour.kind !== "login") return undefined;
  const { token } = behaviour.answer;
  if (!token || token.isText || token.account !== undefined) return undefined;
  return new Map(token.fields.map(({ name }) => [name, undefined]));
}

function servedParts(parts: readonly AnswerPart[]): Served {
  return new Map(
    parts.map(({ name, tells }) => [name, tells.kind === "group" ? servedParts(tells.parts) : undefined]),
  );
}

/** The schema without the optional properties that are not served; their names are added to those that went. */
function strip(
  document: JsonObject,
  node: JsonValue,
  served: Served,
  gone: Set<string>,
  above = "",
): JsonValue {
  const required = requiredIn(document, node);
  const within = (part: JsonValue): JsonValue => {
    const schema = dereferenced(document, part);
    if (!isJsonObject(schema)) return part;
    const { properties, allOf } = schema;
    return {
      ...schema,
      ...(isList(allOf) && { allOf: allOf.map(within) }),
      ...(isJsonObject(properties) && {
        properties: Object.fromEntries(Object.entries(properties).flatMap(kept)),
      }),
    };
  };
  const kept = ([name, property]: readonly [string, JsonValue]): readonly (readonly [
    string,
    JsonValue,
  ])[] => {
    if (!served.has(name)) {
      if (required.has(name)) return [[name, property]];
      gone.add(`${above}${name}`);
      return [];
    }
    const inner = served.get(name);
    return [[name, inner ? strip(document, property, inner, gone, `${above}${name}.`) : property]];
  };
  return within(node);
}

function requiredIn(document: JsonObject, node: JsonValue): ReadonlySet<JsonValue> {
  const schema = dereferenced(document, node);
  if (!isJsonObject(schema)) return new Set();
  const { required, allOf } = schema;
  const parts = isList(allOf) ? allOf.flatMap((part) => [...requiredIn(document, part)]) : [];
  return new Set([...(isList(required) ? required : []), ...parts]);
}
