import { commaList, imported, name, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { aliasOf } from "../names.ts";
import { annotate, annotateFurther } from "../value-types.ts";

/** What all modules share. */
export const base = (symbol: string): Py => imported("app.schemas", symbol);

export type NamedClass = readonly [className: string, text: Py];

/** A field that answers call otherwise than rows do. */
export function renamedLine(blueprint: Blueprint, apiName: string, type: Py, kept: string): Py {
  const alias = aliasOf(blueprint, apiName);
  const aliases = [
    ...(alias === undefined ? [] : [py`serialization_alias=${str(alias)}`]),
    py`validation_alias=${str(attributeName(kept))}`,
  ];
  return py`${name(attributeName(apiName))}: ${annotateFurther(type, [py`${imported("pydantic", "Field")}(${commaList(aliases)})`])}`;
}

/** One field of a model, with the alias that its API name needs. */
export function fieldLine(blueprint: Blueprint, apiName: string, type: Py, fallback: Py | undefined): Py {
  const alias = aliasOf(blueprint, apiName);
  const aliased =
    alias === undefined ? type : annotate(type, [py`${imported("pydantic", "Field")}(alias=${str(alias)})`]);
  return fallback === undefined
    ? py`${name(attributeName(apiName))}: ${aliased}`
    : py`${name(attributeName(apiName))}: ${aliased} = ${fallback}`;
}
