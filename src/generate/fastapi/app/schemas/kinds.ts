import type { Entity, Field } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { alternatives } from "../shape-types.ts";
import { annotate } from "../value-types.ts";
import { base } from "./field-line.ts";

/** A class for what is of one of several kinds, each of which has a class of its own. */
export function unionClass(
  className: string,
  kinds: readonly string[],
  field: string,
  side: "input" | "output",
): Py {
  const choice = py`${imported("pydantic", "Field")}(discriminator=${str(attributeName(field))})`;
  const placed = side === "input" ? [py`${base("told_apart_by")}(${str(field)})`] : [];
  const root = annotate(alternatives(kinds.map((each) => name(each))), [choice, ...placed]);
  const rows = side === "output" && py`, from_attributes=True`;
  return py`
    class ${name(className)}(${imported("pydantic", "RootModel")}[${root}]${rows}):
        pass`;
}

/** A field as rows of one kind have it: the kind itself is always the same. */
export function fieldOfKind({ kinds }: Entity, field: Field, value: string): Field {
  return kinds?.field === field.name ? { ...field, meaning: { kind: "constant", value } } : field;
}
