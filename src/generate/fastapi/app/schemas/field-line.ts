import { imported, name, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { aliasOf } from "../names.ts";
import { annotate } from "../value-types.ts";

/** What all modules share. */
export const base = (symbol: string): Py => imported("app.schemas", symbol);

export type NamedClass = readonly [className: string, text: Py];

/** One field of a model, with the alias that its API name needs. */
export function fieldLine(blueprint: Blueprint, apiName: string, type: Py, fallback: Py | undefined): Py {
  const alias = aliasOf(blueprint, apiName);
  const aliased =
    alias === undefined ? type : annotate(type, [py`${imported("pydantic", "Field")}(alias=${str(alias)})`]);
  return fallback === undefined
    ? py`${name(attributeName(apiName))}: ${aliased}`
    : py`${name(attributeName(apiName))}: ${aliased} = ${fallback}`;
}
