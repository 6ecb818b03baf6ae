import type { Bounds, ValueShape, ValueType } from "#domain";
import { imported, type Py, py } from "#python";
import { type Blueprint, valueNamed } from "../blueprint.ts";
import { schemaClass } from "./names.ts";
import { scalarOutput } from "./output-types.ts";
import { publishBounds, publishChoices } from "./published.ts";
import { type AnnotatedType, annotate, choiceInput, choiceType, scalarInput } from "./value-types.ts";

const base = (symbol: string): Py => imported("app.schemas", symbol);
const plain = (type: Py): AnnotatedType => ({ type, annotations: [] });

/** The type of a value in a request that is kept whole. */
export function shapeInput(blueprint: Blueprint, shape: ValueShape): AnnotatedType {
  switch (shape.kind) {
    case "scalar":
      return scalarInput(shape.type, shape.bounds, false);
    case "choice":
      return choiceInput(shape.values);
    case "object":
      return plain(valueClass(blueprint, shape.value, "input"));
    case "list":
      return listInput(insideInput(blueprint, shape.of), shape.bounds);
    case "map": {
      const limits = lengthLimits(shape.bounds.minProperties, shape.bounds.maxProperties);
      return { type: py`dict[${base("Text")}, ${insideInput(blueprint, shape.of)}]`, annotations: limits };
    }
    case "union":
      return plain(alternatives(shape.of.map((each) => whole(shapeInput(blueprint, each)))));
    case "any":
      return plain(base("AnyValue"));
  }
}

/** A list in a request, with its bounds. */
export function listInput(item: Py, bounds: Bounds): AnnotatedType {
  const repeated = bounds.uniqueItems
    ? [
        py`${imported("pydantic", "AfterValidator")}(${base("refuse_repeated")})`,
        py`${base("published")}(uniqueItems=True)`,
      ]
    : [];
  return {
    type: py`list[${item}]`,
    annotations: [...lengthLimits(bounds.minItems, bounds.maxItems), ...repeated],
  };
}

function lengthLimits(least: number | undefined, most: number | undefined): readonly Py[] {
  const limits = [
    ...(least === undefined ? [] : [py`min_length=${least}`]),
    ...(most === undefined ? [] : [py`max_length=${most}`]),
  ];
  return limits.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${limits})`];
}

function insideInput(blueprint: Blueprint, { shape, nullable }: ValueType): Py {
  const type = whole(shapeInput(blueprint, shape));
  return nullable && shape.kind !== "any" ? py`${type} | None` : type;
}

function whole({ type, annotations }: AnnotatedType): Py {
  return annotate(type, annotations);
}

/** The type of such a value in an answer. */
export function shapeOutput(blueprint: Blueprint, shape: ValueShape): Py {
  switch (shape.kind) {
    case "scalar":
      return annotate(scalarOutput(shape.type), publishBounds(shape.bounds));
    case "choice":
      return annotate(choiceType(shape.values), publishChoices(shape.values));
    case "object":
      return valueClass(blueprint, shape.value, "output");
    case "list":
      return annotate(py`list[${insideOutput(blueprint, shape.of)}]`, publishBounds(shape.bounds));
    case "map":
      return annotate(py`dict[str, ${insideOutput(blueprint, shape.of)}]`, publishBounds(shape.bounds));
    case "union":
      return alternatives(shape.of.map((each) => shapeOutput(blueprint, each)));
    case "any":
      return imported("typing", "Any");
  }
}

function insideOutput(blueprint: Blueprint, { shape, nullable }: ValueType): Py {
  const type = shapeOutput(blueprint, shape);
  return nullable && shape.kind !== "any" ? py`${type} | None` : type;
}

/** `A | B`: one of these types. */
export function alternatives(types: readonly Py[]): Py {
  const [first = py`None`, ...others] = types;
  return others.reduce((one, other) => py`${one} | ${other}`, first);
}

/** The class of an object that belongs to rows, where it stands. */
export function valueClass(blueprint: Blueprint, value: string, side: "input" | "output"): Py {
  const { inputClass, outputClass, module } = valueNamed(blueprint, value);
  const className = side === "input" ? inputClass : outputClass;
  return module === undefined ? imported(sharedValues, className) : schemaClass(module, className);
}

/** The module of classes that several modules speak of. */
export const sharedValues = "app.value_objects";
