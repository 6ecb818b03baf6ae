import type { Field } from "#domain";
import { imported, type JsonLike, type Py, py } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { factoryLiteral, fieldLiteral } from "../typed-literal.ts";
import { type AnnotatedType, annotate } from "../value-types.ts";
import { base, fieldLine } from "./field-line.ts";

/** A line of a request class: what must be given, what may be left out, and what it is then. */
export function givenLine(
  blueprint: Blueprint,
  field: Field,
  required: boolean,
  { type, annotations }: AnnotatedType,
  spell: (type: Py) => Py = (each) => each,
): Py {
  const fallback = required ? undefined : defaultOf(field);
  const made = fallback !== undefined && typeof fallback === "object" && fallback !== null;
  const factory = made ? [factoryOf(fallback)] : [];
  const known = annotate(type, [...annotations, ...factory]);
  const whole = orNull(field, known);
  if (required || made) return fieldLine(blueprint, field.name, spell(whole), undefined);
  if (fallback === undefined)
    return fieldLine(blueprint, field.name, spell(py`${base("Omittable")}[${whole}]`), py`None`);
  return fieldLine(blueprint, field.name, spell(whole), fieldLiteral(field, fallback));
}

/** The type of a value that may be null; anything is null as well. */
function orNull({ nullable, meaning }: Field, type: Py): Py {
  const isAny = meaning.kind === "json" && meaning.shape.kind === "any";
  return nullable && !isAny ? py`${type} | None` : type;
}

function defaultOf(field: Field): JsonLike | undefined {
  const { kind } = field.meaning;
  if (field.meaning.kind === "constant") return field.meaning.value;
  if (field.default !== undefined) return field.default;
  if (kind === "values" || kind === "objects") return [];
  return field.nullable ? null : undefined;
}

/** Lists and objects are made anew for each request, and checked like given ones. */
function factoryOf(value: JsonLike & object): Py {
  const field = imported("pydantic", "Field");
  if (Array.isArray(value) && value.length === 0) return py`${field}(default_factory=list)`;
  return py`${field}(default_factory=${factoryLiteral(value)}, validate_default=True)`;
}

/** Where unknown properties are refused, those that are only read must be known, to be sent back and left alone. */
export function readOnlyLines(blueprint: Blueprint, names: readonly string[]): readonly Py[] {
  if (names.length === 0) return [];
  const type = py`${imported("typing", "Annotated")}[${imported("typing", "Any")}, ${imported("pydantic", "Field")}(exclude=True)]`;
  return [
    py`# Taken from nobody: it is only read.`,
    ...names.map((property) => fieldLine(blueprint, property, type, py`None`)),
  ];
}
