/** What a script or an answer is made of once it has been read. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Steps into a value, outermost first. */
export type Path = readonly (string | number)[];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

/** `Array.isArray` does not narrow readonly arrays. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value a dotted path leads to (`items.0.name`), or undefined where the way ends early. */
export function valueAt(value: Json | undefined, dotted: string): Json | undefined {
  let here = value;
  for (const key of dotted.split(".")) {
    if (isList(here)) here = here[Number(key)];
    else if (isObject(here) && Object.hasOwn(here, key)) here = here[key];
    else return undefined;
  }
  return here;
}

/** A value on one line, cut so that a failure stays readable. */
export function show(value: Json | undefined, limit = 300): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > limit ? `${text.slice(0, limit)}… (${text.length} characters)` : text;
}

export function showPath(path: Path): string {
  return path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
}
