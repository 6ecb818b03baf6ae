import type { JsonValue } from "#contract";

export type Json = { readonly [key: string]: JsonValue };

/** Whether a value is an object. */
export function isJson(value: JsonValue | undefined): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Each object in an object, changed. */
export function mapJson(value: JsonValue | undefined, change: (inner: Json, key: string) => JsonValue): Json {
  return Object.fromEntries(
    Object.entries(isJson(value) ? value : {}).map(([key, inner]) => [
      key,
      isJson(inner) ? change(inner, key) : inner,
    ]),
  );
}

/** Each shared schema, changed. */
export function changeSchemas(contract: Json, change: (schema: Json, name: string) => Json): Json {
  const components = contract["components"] as Json;
  return { ...contract, components: { ...components, schemas: mapJson(components["schemas"], change) } };
}

/** Each operation, changed. */
export function changeOperations(contract: Json, change: (operation: Json) => Json): Json {
  return { ...contract, paths: mapJson(contract["paths"], (item) => mapJson(item, change)) };
}

/** The schemas of a body, changed. */
export function changeBody(operation: Json, change: (schema: Json) => Json): Json {
  const body = operation["requestBody"];
  if (!isJson(body)) return operation;
  const content = mapJson(body["content"], (media) => ({
    ...media,
    schema: change(media["schema"] as Json),
  }));
  return { ...operation, requestBody: { ...body, content } };
}
