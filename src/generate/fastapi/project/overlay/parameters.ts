import type { JsonValue } from "#contract";
import { dereferenced, isJsonObject, isList, type JsonObject, referenceKeys } from "../document.ts";
import { printPath, quoteText } from "../json-path.ts";
import { type Action, type OperationPlace, update } from "./action.ts";

/** Which parameter of an operation is meant. */
export interface ParameterKey {
  readonly in: string;
  readonly name: string;
}

/** Where a parameter stands, and whether others share it. */
interface FoundParameter {
  readonly value: JsonObject;
  /** What selects it in the operation's own list; absent where it stands at the path. */
  readonly selector?: string;
  readonly isShared: boolean;
}

/** Says more of a parameter of one operation, and of its schema; where others share either, the operation gets one of its own. */
export function changeParameter(
  place: OperationPlace,
  key: ParameterKey,
  change: JsonObject,
  reason: string,
): readonly Action[] {
  const found = findParameter(place, key);
  if (!found) return [];
  const { value, selector, isShared } = found;
  const target = `${printPath([...place.keys, "parameters"])}${selector}`;
  const isPlain = change["schema"] === undefined || !refersTo(value["schema"]);
  if (selector !== undefined && !isShared && isPlain)
    return [{ target, description: reason, change: { kind: "update", value: change } }];
  return [
    ...(selector === undefined ? [] : [{ target, description: reason, change: { kind: "remove" as const } }]),
    update(place.keys, { parameters: [changed(value, change)] }, reason),
  ];
}

/** Says anew what a parameter of one operation is. */
export function restateParameter(
  place: OperationPlace,
  key: ParameterKey,
  schema: JsonObject,
  reason: string,
): readonly Action[] {
  const found = findParameter(place, key);
  if (!found) return [];
  const { value, selector } = found;
  const target = `${printPath([...place.keys, "parameters"])}${selector}`;
  return [
    ...(selector === undefined ? [] : [{ target, description: reason, change: { kind: "remove" as const } }]),
    update(place.keys, { parameters: [{ ...value, schema }] }, reason),
  ];
}

/** Takes words away from what a parameter of one operation is held to, or each of its values where it is a list. */
export function loosenParameter(
  place: OperationPlace,
  key: ParameterKey,
  words: readonly string[],
  reason: string,
): readonly Action[] {
  const found = findParameter(place, key);
  const schema = found && dereferenced(place.document, found.value["schema"] ?? null);
  if (!found || !isJsonObject(schema)) return [];
  const { value, selector, isShared } = found;
  const items = dereferenced(place.document, schema["items"] ?? null);
  const [own, at] = isJsonObject(items) ? [items, ["schema", "items"]] : [schema, ["schema"]];
  const there = words.filter((word) => Object.hasOwn(own, word));
  if (there.length === 0) return [];
  const list = printPath([...place.keys, "parameters"]);
  const isPlain = !isShared && !refersTo(value["schema"]) && !refersTo(schema["items"]);
  if (selector !== undefined && isPlain)
    return there.map((word) => ({
      target: `${list}${selector}${printPath([...at, word]).slice(1)}`,
      description: reason,
      change: { kind: "remove" },
    }));
  const rest = Object.fromEntries(Object.entries(own).filter(([word]) => !there.includes(word)));
  const loose = isJsonObject(items) ? { ...schema, items: rest } : rest;
  return [
    ...(selector === undefined
      ? []
      : [{ target: `${list}${selector}`, description: reason, change: { kind: "remove" as const } }]),
    update(place.keys, { parameters: [{ ...value, schema: loose }] }, reason),
  ];
}

/** The parameters that stand in the operation itself, as the document has them. */
export function ownParameters({
  document,
  value,
}: OperationPlace): readonly (ParameterKey & { readonly required: boolean })[] {
  const list = value["parameters"];
  return (isList(list) ? list : []).flatMap((each) => {
    const parameter = dereferenced(document, each);
    if (!isJsonObject(parameter)) return [];
    const { in: where, name, required } = parameter;
    if (typeof where !== "string" || typeof name !== "string") return [];
    return [{ in: where, name, required: required === true }];
  });
}

/** Takes a parameter from one operation; one that stands at the path stays, for others have it too. */
export function removeParameter(place: OperationPlace, key: ParameterKey, reason: string): readonly Action[] {
  const selector = findParameter(place, key)?.selector;
  if (selector === undefined) return [];
  const target = `${printPath([...place.keys, "parameters"])}${selector}`;
  return [{ target, description: reason, change: { kind: "remove" } }];
}

function changed(parameter: JsonObject, change: JsonObject): JsonObject {
  const { schema } = change;
  if (!isJsonObject(schema)) return { ...parameter, ...change };
  const own = isJsonObject(parameter["schema"]) ? parameter["schema"] : {};
  return {
    ...parameter,
    ...change,
    schema: refersTo(own) ? { allOf: [own, schema] } : { ...own, ...schema },
  };
}

function refersTo(value: JsonValue | undefined): boolean {
  return isJsonObject(value) && typeof value["$ref"] === "string";
}

function findParameter(place: OperationPlace, key: ParameterKey): FoundParameter | undefined {
  const { document, path, value } = place;
  const own = findIn(document, value["parameters"], key);
  if (own) return own;
  const item = path.reduce<JsonValue | undefined>(
    (current, each) => (isJsonObject(current) && Object.hasOwn(current, each) ? current[each] : undefined),
    document,
  );
  const above = isJsonObject(item) ? findIn(document, item["parameters"], key) : undefined;
  return above && { value: above.value, isShared: true };
}

function findIn(
  document: JsonValue,
  list: JsonValue | undefined,
  key: ParameterKey,
): FoundParameter | undefined {
  if (!isList(list)) return undefined;
  for (const each of list) {
    const value = dereferenced(document, each);
    if (!isJsonObject(value) || value["in"] !== key.in || value["name"] !== key.name) continue;
    const isShared = referenceKeys(each) !== undefined;
    const reference = isJsonObject(each) ? String(each["$ref"]) : "";
    const selector = isShared
      ? `[?@['$ref'] == ${quoteText(reference)}]`
      : `[?@.name == ${quoteText(key.name)} && @.in == ${quoteText(key.in)}]`;
    return { value, selector, isShared };
  }
  return undefined;
}
