import { assert } from "#base";
import { makeFragment, type Py } from "./fragment.ts";
import { importedModule } from "./imports.ts";
import { commaList, concat } from "./join.ts";
import { str } from "./string.ts";
import { py } from "./tag.ts";

/** Any JSON value. */
export type JsonLike =
  | null
  | boolean
  | number
  | string
  | readonly JsonLike[]
  | { readonly [key: string]: JsonLike };

// CPython's tokenizer stops at 200 open brackets; what is nested deeper than this is read at run time.
const deepestLiteral = 30;

/**
 * The Python literal of a JSON value: a dict, a list, a string, a number, `True`, `False` or `None`. `spell`: how texts are
 * written that are no keys.
 */
export function literal(json: JsonLike, spell: (text: string) => Py = str): Py {
  return printValue(json, spell, 0);
}

function printValue(json: JsonLike, spell: (text: string) => Py, depth: number): Py {
  if (json === null) return makeFragment("None");
  if (json === true) return makeFragment("True");
  if (json === false) return makeFragment("False");
  if (typeof json === "number") return py`${json}`;
  if (typeof json === "string") return spell(json);
  assert(typeof json === "object", `${typeof json} is not a JSON value`);
  if (depth === deepestLiteral) return py`${importedModule("json")}.loads(${str(JSON.stringify(json))})`;
  if (isArray(json)) {
    return concat(py`[`, commaList(json.map((item) => printValue(item, spell, depth + 1))), py`]`);
  }
  const entries = Object.entries(json).map(
    ([key, value]) => py`${str(key)}: ${printValue(value, spell, depth + 1)}`,
  );
  return concat(py`{`, commaList(entries), py`}`);
}

function isArray(json: JsonLike): json is readonly JsonLike[] {
  return Array.isArray(json);
}
