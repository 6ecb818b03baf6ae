import { isList, isObject, type Json } from "./json.ts";

/** Captured values by name; a registered actor's own are kept as `actor.name`. */
export type Variables = Readonly<Record<string, Json>>;

const PLACEHOLDER = /\$\{([A-Za-z][\w.-]*)\}/g;
const ONLY_PLACEHOLDER = /^\$\{([A-Za-z][\w.-]*)\}$/;

/** A script that names a value nobody captured is itself at fault; the run says so instead of guessing. */
export class UnknownVariable extends Error {}

function lookUp(name: string, variables: Variables): Json {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined)
    throw new UnknownVariable(`the script uses \${${name}}, which no step has captured`);
  return value;
}

function asText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Fills `${name}` into a text; `encode` guards the places where a value must not change the structure. */
export function fillText(
  text: string,
  variables: Variables,
  encode: (value: string) => string = String,
): string {
  return text.replace(PLACEHOLDER, (_whole, name: string) => encode(asText(lookUp(name, variables))));
}

/** Fills a whole value. A text that is nothing but one placeholder keeps the captured type, so ids stay numbers. */
export function fill(value: Json, variables: Variables): Json {
  if (typeof value === "string") {
    const only = ONLY_PLACEHOLDER.exec(value)?.[1];
    return only === undefined ? fillText(value, variables) : lookUp(only, variables);
  }
  if (isList(value)) return value.map((item) => fill(item, variables));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, variables)]));
  }
  return value;
}

/** The values of one actor under their short names, over those of the scenario. */
export function viewOf(actor: string, variables: Variables): Variables {
  const own = Object.entries(variables)
    .filter(([name]) => name.startsWith(`${actor}.`))
    .map(([name, value]) => [name.slice(actor.length + 1), value] as const);
  return { ...variables, ...Object.fromEntries(own), actor };
}

export function ownedBy(actor: string, values: Variables): Variables {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${actor}.${name}`, value]));
}
