import { isList, isObject, type Json, type JsonObject, type Path } from "./json.ts";

/** The script itself is wrong: nothing can be said about a server. */
export class ScriptFault extends Error {}

export type Reader = { readonly where: (path: Path) => string; readonly shapes: JsonObject };

/** Unknown keys are refused, since a misspelt expectation would pass for ever. */
export function objectAt(
  value: Json | undefined,
  path: Path,
  keys: readonly string[],
  reader: Reader,
): JsonObject {
  if (!isObject(value)) throw fault("an object is missing here", path, reader);
  const stray = Object.keys(value).find((key) => !keys.includes(key));
  if (stray !== undefined)
    throw fault(`${stray} means nothing here; known: ${keys.join(", ")}`, [...path, stray], reader);
  return value;
}

export function optionalObject(value: Json | undefined, path: Path, reader: Reader): JsonObject {
  if (value === undefined) return {};
  if (!isObject(value)) throw fault("an object is wanted here", path, reader);
  return value;
}

export function listAt(value: Json | undefined, path: Path, reader: Reader): readonly Json[] {
  if (value === undefined) return [];
  if (!isList(value)) throw fault("a list is wanted here", path, reader);
  return value;
}

export function textsAt(
  value: Json | undefined,
  path: Path,
  reader: Reader,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(optionalObject(value, path, reader)).map(([key, text]) => [key, String(text)]),
  );
}

export function fault(message: string, path: Path, reader: Reader): ScriptFault {
  return new ScriptFault(`${reader.where(path)}: ${message}`);
}
