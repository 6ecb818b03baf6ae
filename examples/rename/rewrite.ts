export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/**
 * What stands at a place of a document: the format's own (`kept`), somebody's words in keys and texts (`told`), a
 * pointer whose last step is a name (`reference`), names over places of one sort, or the format's keys over places.
 */
export type Place =
  | "kept"
  | "told"
  | "reference"
  | { readonly names: string }
  | { readonly keys: Readonly<Record<string, string>> };

/** The places of a format by name; the three plain ones need no entry. */
export type Layout = Readonly<Record<string, Place>>;

/** Changes what is somebody's words in a document and leaves what belongs to its format. A list is of its items' sort. */
export function rewrite(value: Json, name: string, layout: Layout, change: (text: string) => string): Json {
  const place = placeNamed(name, layout);
  if (place === "kept") return value;
  if (isList(value)) return value.map((item) => rewrite(item, name, layout, change));
  if (place === "told") return retell(value, change);
  if (typeof value === "string" && place === "reference")
    return value.replace(/[^/]+$/, (last) => change(last));
  if (!isObject(value) || place === "reference") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      "names" in place
        ? [change(key), rewrite(inner, place.names, layout, change)]
        : [key, rewrite(inner, keyPlace(key, name, place.keys), layout, change)],
    ),
  );
}

function placeNamed(name: string, layout: Layout): Place {
  if (name === "kept" || name === "told" || name === "reference") return name;
  const place = layout[name];
  if (place === undefined) throw new Error(`the layout has no place "${name}"`);
  return place;
}

/** A key that the layout does not know might hold words that would stay unseen, so it is refused. */
function keyPlace(key: string, name: string, keys: Readonly<Record<string, string>>): string {
  const place = Object.hasOwn(keys, key) ? keys[key] : undefined;
  if (place === undefined)
    throw new Error(`"${key}" is unknown in a ${name}; known: ${Object.keys(keys).join(", ")}`);
  return place;
}

/** Keys and texts that begin with `$` are matchers of the oracle; `${…}` is a name in a text. */
function retell(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return /^\$\w+$/.test(value) ? value : change(value);
  if (isList(value)) return value.map((item) => retell(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      /^\$\w+$/.test(key) ? key : change(key),
      retell(inner, change),
    ]),
  );
}

/** Every name and text that `rewrite` would change, each once. */
export function textsOf(value: Json, name: string, layout: Layout): readonly string[] {
  const texts = new Set<string>();
  rewrite(value, name, layout, (text) => {
    texts.add(text);
    return text;
  });
  return [...texts];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
