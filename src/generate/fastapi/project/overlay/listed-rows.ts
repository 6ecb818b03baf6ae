import type { JsonValue } from "#contract";
import { type OperationMeaning, pathToRows } from "#domain";
import { dereferenced, isJsonObject, type JsonObject, valueAt } from "../document.ts";
import { type Action, type OperationPlace, remove, update } from "./action.ts";

const json = /^(?:application\/json|[^;]+\+json)\b/i;

/** Lists of which the contract says no more than that they are some object, where rows come one after the other. */
export function listedRows({ behaviour }: OperationMeaning, place: OperationPlace): readonly Action[] {
  if (behaviour.kind !== "list" || pathToRows(behaviour.answer.parts).length > 0) return [];
  const { document, keys, value } = place;
  const status = String(behaviour.answer.status);
  const response = dereferenced(document, valueAt(value, ["responses", status]) ?? null);
  const content = isJsonObject(response) ? response["content"] : undefined;
  if (!isJsonObject(response) || !isJsonObject(content)) return [];
  const isObject = (media: JsonValue | undefined): boolean => {
    const schema = isJsonObject(media) ? dereferenced(document, media["schema"] ?? null) : undefined;
    return isJsonObject(schema) && schema["type"] === "object";
  };
  const types = Object.keys(content).filter((type) => json.test(type) && isObject(content[type]));
  if (types.length === 0) return [];
  const listed = types.map((type) => {
    const media = content[type];
    const rows: JsonObject = { type: "array", items: { type: "object" } };
    return [type, { ...(isJsonObject(media) && media), schema: rows }] as const;
  });
  const changed = { ...response, content: { ...content, ...Object.fromEntries(listed) } };
  const reason = `${status}: it is a list of rows, of which no more is said than that it is an object`;
  const at = [...keys, "responses"];
  return [remove([...at, status], reason), update(at, { [status]: changed }, reason)];
}
