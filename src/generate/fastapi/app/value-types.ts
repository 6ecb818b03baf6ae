import type { Bounds, ScalarType, ScalarValue } from "#domain";
import { imported, literal, name, type Py, py, str } from "#python";
import { textAlias } from "./text-formats.ts";

/** A Python type with what `Annotated` adds to it. */
export interface AnnotatedType {
  readonly type: Py;
  readonly annotations: readonly Py[];
}

export function annotate(type: Py, annotations: readonly Py[]): Py {
  if (annotations.length === 0) return type;
  const text = py`${imported("typing", "Annotated")}[${[type, ...annotations]}]`;
  annotated.set(text, { type, annotations });
  return text;
}

const annotated = new WeakMap<Py, AnnotatedType>();

/** The same for a type that may be annotated already: with more, and not twice. */
export function annotateFurther(type: Py, annotations: readonly Py[]): Py {
  if (annotations.length === 0) return type;
  const before = annotated.get(type) ?? { type, annotations: [] };
  return annotate(before.type, [...before.annotations, ...annotations]);
}

const base = (symbol: string): Py => imported("app.schemas", symbol);
const plain = (type: Py): AnnotatedType => ({ type, annotations: [] });

/** The type of a scalar in a request. `indexed`: a text that an index must hold. */
export function scalarInput(type: ScalarType, bounds: Bounds, indexed: boolean): AnnotatedType {
  switch (type) {
    case "string":
      return textInput(bounds, indexed);
    case "integer":
      return integerInput(bounds);
    case "number":
      return {
        type: base("Number"),
        annotations: [...limits(numberLimits(bounds)), ...publishedFormat(bounds)],
      };
    case "boolean":
      return plain(imported("pydantic", "StrictBool"));
    case "date-time":
      return plain(base("Moment"));
    case "date":
      return plain(base("Date"));
    case "uuid":
      return plain(base("Uuid"));
    case "decimal":
      return { type: base("DecimalNumber"), annotations: limits(numberLimits(bounds)) };
    case "decimal-text":
      return plain(base("DecimalText"));
  }
}

function textInput(bounds: Bounds, indexed: boolean): AnnotatedType {
  const alias = textAlias(bounds);
  const long =
    indexed && alias !== undefined
      ? [py`${imported("pydantic", "AfterValidator")}(${base("refuse_long")})`]
      : [];
  return {
    type: base(alias ?? (indexed ? "IndexedText" : "Text")),
    annotations: [
      ...long,
      ...limits(textLimits(bounds)),
      ...(alias === undefined ? publishedFormat(bounds) : []),
    ],
  };
}

/** Limits stand before the check of what the database holds: only there they are published. */
function integerInput(bounds: Bounds): AnnotatedType {
  const bits = bounds.format === "int32" ? 32 : 64;
  const declared = limits(numberLimits(bounds));
  if (declared.length === 0 && (bounds.format === "int32" || bounds.format === "int64"))
    return plain(base(`Int${bits}`));
  if (declared.length === 0) return { type: base("Integer"), annotations: publishedFormat(bounds) };
  const holds = bits === 32 ? 2 ** 31 : Number.MAX_SAFE_INTEGER;
  const low = bounds.minimum ?? bounds.exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  const high = bounds.maximum ?? bounds.exclusiveMaximum ?? Number.POSITIVE_INFINITY;
  const check =
    low >= -holds && high < holds
      ? []
      : [py`${imported("pydantic", "AfterValidator")}(${base(`refuse_beyond_int${bits}`)})`];
  return {
    type: imported("pydantic", "StrictInt"),
    annotations: [
      ...declared,
      py`${imported("pydantic", "BeforeValidator")}(${base("whole_to_int")})`,
      ...check,
      ...publishedFormat(bounds),
    ],
  };
}

/** A format that is not checked, or that the type does not say, is published all the same. */
function publishedFormat({ format }: Bounds): readonly Py[] {
  return format === undefined ? [] : [py`${base("published")}(format=${str(format)})`];
}

/** The type of one of a few values in a request. */
export function choiceInput(values: readonly ScalarValue[]): AnnotatedType {
  const type = choiceType(values);
  const before = imported("pydantic", "BeforeValidator");
  if (values.every((value) => typeof value === "string")) return plain(type);
  if (values.every((value) => typeof value === "number" && Number.isInteger(value)))
    return { type, annotations: [py`${before}(${base("refuse_boolean")})`] };
  if (isEveryBoolean(values)) return plain(imported("pydantic", "StrictBool"));
  const isNumbers = values.every((value) => typeof value === "number");
  const allowed = values.map((value) => (isNumbers ? floatLiteral(value) : literal(value)));
  const published = py`${base("published")}(enum=[${allowed}])`;
  return isNumbers
    ? {
        type: base("Number"),
        annotations: [
          py`${imported("pydantic", "AfterValidator")}(${base("refuse_others")}([${allowed}]))`,
          published,
        ],
      }
    : {
        type,
        annotations: [
          py`${before}(${base("refuse_others")}([${allowed}]))`,
          ...(hasFloats(values) ? [published] : []),
        ],
      };
}

/** The Python type of one of a few values. */
export function choiceType(values: readonly ScalarValue[]): Py {
  if (isEveryBoolean(values)) return py`bool`;
  if (values.every((value) => typeof value === "number") && hasFloats(values)) return py`float`;
  if (hasFloats(values)) return py`str | float | bool`;
  return py`${imported("typing", "Literal")}[${values.map((value) => literal(value))}]`;
}

function hasFloats(values: readonly ScalarValue[]): boolean {
  return values.some((value) => typeof value === "number" && !Number.isInteger(value));
}

function isEveryBoolean(values: readonly ScalarValue[]): boolean {
  return values.length === 2 && values.every((value) => typeof value === "boolean");
}

function floatLiteral(value: ScalarValue): Py {
  return typeof value === "number" && Number.isSafeInteger(value) ? py`${value}.0` : literal(value);
}

function limits(entries: readonly Py[]): readonly Py[] {
  return entries.length === 0 ? [] : [py`${imported("pydantic", "Field")}(${entries})`];
}

function limit(keyword: string, value: number | undefined): readonly Py[] {
  return value === undefined ? [] : [py`${name(keyword)}=${literal(value)}`];
}

/** The limits of a text or a number that is not in a body, and so not held to JSON's strictness. */
export function looseLimits(bounds: Bounds): readonly Py[] {
  return limits([...textLimits(bounds), ...numberLimits(bounds)]);
}

function textLimits(bounds: Bounds): readonly Py[] {
  return [
    ...limit("min_length", bounds.minLength),
    ...limit("max_length", bounds.maxLength),
    ...(bounds.pattern === undefined ? [] : [py`pattern=${str(bounds.pattern)}`]),
  ];
}

function numberLimits(bounds: Bounds): readonly Py[] {
  return [
    ...limit("ge", bounds.minimum),
    ...limit("le", bounds.maximum),
    ...limit("gt", bounds.exclusiveMinimum),
    ...limit("lt", bounds.exclusiveMaximum),
    ...limit("multiple_of", bounds.multipleOf),
  ];
}
