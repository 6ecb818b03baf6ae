import type { Field } from "#domain";
import { name, type Py, py } from "#python";
import { listAttribute } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { fieldLiteral } from "../typed-literal.ts";

/** What a row that is not in the database yet does not know by itself. */
export function unsetArgument(field: Field): readonly Py[] {
  if (field.meaning.kind === "values" || field.meaning.kind === "objects")
    return [py`${name(listAttribute(field))}=[]`];
  if (field.default === undefined || field.meaning.kind === "constant") return [];
  return [py`${name(attributeName(field.name))}=${fieldLiteral(field, field.default)}`];
}
