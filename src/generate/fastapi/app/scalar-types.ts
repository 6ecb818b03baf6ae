import { imported, importedModule, name, type Py, py, str } from "#python";

/** What each alias of `app/schemas.py` for a number, a time or a choice rests on. */
export const scalarNeeds: Readonly<Record<string, readonly string[]>> = {
  Int32: ["whole_to_int", "refuse_beyond_int32", "published"],
  Int64: ["Integer", "published"],
  Integer: ["whole_to_int", "refuse_beyond_int64"],
  refuse_beyond_int64: ["BIGINT_MAX"],
  Date: ["refuse_other_texts"],
  Moment: ["refuse_other_texts", "to_utc"],
  Uuid: ["refuse_other_texts"],
  DecimalNumber: ["refuse_other_than_number"],
  DecimalText: ["refuse_other_texts"],
  Digits: ["to_digits"],
};

const error = (): Py => imported("pydantic_core", "PydanticCustomError");

/** Checks of numbers, times and choices that JSON and Pydantic are too generous about. */
export function scalarFunctions(needed: ReadonlySet<string>): readonly Py[] {
  const has = (symbol: string, part: () => Py): readonly Py[] => (needed.has(symbol) ? [part()] : []);
  return [
    ...has("whole_to_int", wholeToInt),
    ...has("refuse_beyond_int32", () => beyond(32, py`-(2**31) <= value < 2**31`)),
    ...has("refuse_beyond_int64", () => beyond(64, py`BIGINT_MIN <= value <= BIGINT_MAX`)),
    ...has("refuse_boolean", refuseBoolean),
    ...has("refuse_others", refuseOthers),
    ...has("refuse_other_texts", refuseOtherTexts),
    ...has("refuse_other_than_number", refuseOtherThanNumber),
    ...has("to_utc", toUtc),
    ...has("to_digits", toDigits),
    ...has("published", publishedFunction),
  ];
}

function beyond(bits: 32 | 64, holds: Py): Py {
  return py`
    def refuse_beyond_int${bits}(value: int) -> int:
        if not ${holds}:
            raise ${error()}("int${bits}", "must fit into ${bits} bits")
        return value`;
}

function wholeToInt(): Py {
  return py`
    def whole_to_int(value: object) -> object:
        """Take 3.0 for 3, as JSON does."""
        return int(value) if isinstance(value, float) and value.is_integer() else value`;
}

function refuseBoolean(): Py {
  return py`
    def refuse_boolean(value: object) -> object:
        """Tell true from 1, which are equal to Python."""
        if isinstance(value, bool):
            raise ${error()}("boolean", "must not be a boolean")
        return value`;
}

function refuseOthers(): Py {
  const callable = imported("collections.abc", "Callable");
  return py`
    def refuse_others(allowed: ${imported("collections.abc", "Sequence")}[object]) -> ${callable}[[object], object]:
        """Tell true, 1 and 1.0 apart, which are equal to Python."""

        def refuse(value: object) -> object:
            if not any(type(value) is type(each) and value == each for each in allowed):
                raise ${error()}("choice", "must be one of {allowed}", {"allowed": ", ".join(map(repr, allowed))})
            return value

        return refuse`;
}

function refuseOtherTexts(): Py {
  const callable = imported("collections.abc", "Callable");
  return py`
    def refuse_other_texts(pattern: str, called: str) -> ${callable}[[object], object]:
        """Take one spelling only, and no numbers for times."""
        form = ${importedModule("re")}.compile(pattern, ${importedModule("re")}.ASCII)

        def refuse(value: object) -> object:
            if not isinstance(value, str) or not form.fullmatch(value):
                raise ${error()}("format", "must be {called}", {"called": called})
            return value

        return refuse`;
}

function refuseOtherThanNumber(): Py {
  return py`
    def refuse_other_than_number(value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**64:
            raise ${error()}("number", "must be a number of at most 64 digits")
        return value`;
}

function toDigits(): Py {
  return py`
    def to_digits(value: ${imported("decimal", "Decimal")}) -> str:
        return format(value, "f")`;
}

function toUtc(): Py {
  return py`
    def to_utc(moment: ${imported("datetime", "datetime")}) -> ${imported("datetime", "datetime")}:
        try:
            return moment.astimezone(${imported("datetime", "UTC")})
        except OverflowError as error:
            raise ${error()}("year", "must be in the years 1 to 9999") from error`;
}

function publishedFunction(): Py {
  const info = imported("pydantic.fields", "FieldInfo");
  return py`
    def published(**keywords: ${imported("pydantic", "JsonValue")}) -> ${info}:
        """Say what holds of a value in answers: it was checked when it came."""
        return ${info}(json_schema_extra=keywords)`;
}

type Alias = readonly [symbol: string, print: () => Py];

/** `Int32 = …`, for those that are used. */
export function scalarAliases(needed: ReadonlySet<string>): readonly Py[] {
  const parts = [...inputAliases(), ...outputAliases()];
  return parts.filter(([symbol]) => needed.has(symbol)).map(([, print]) => print());
}

const annotated = (): Py => imported("typing", "Annotated");
const decimal = (): Py => imported("decimal", "Decimal");

function inputAliases(): readonly Alias[] {
  const after = imported("pydantic", "AfterValidator");
  const before = imported("pydantic", "BeforeValidator");
  const integer = imported("pydantic", "StrictInt");
  const form = (pattern: string, called: string): Py =>
    py`${before}(refuse_other_texts(${str(pattern)}, ${str(called)}))`;
  return [
    [
      "Integer",
      () => py`Integer = ${annotated()}[${integer}, ${before}(whole_to_int), ${after}(refuse_beyond_int64)]`,
    ],
    [
      "Int32",
      () =>
        py`Int32 = ${annotated()}[${integer}, ${before}(whole_to_int), ${after}(refuse_beyond_int32), published(format="int32")]`,
    ],
    ["Int64", () => py`Int64 = ${annotated()}[Integer, published(format="int64")]`],
    [
      "Number",
      () =>
        py`Number = ${annotated()}[float, ${imported("pydantic", "Field")}(strict=True, allow_inf_nan=False)]`,
    ],
    [
      "Date",
      () =>
        py`Date = ${annotated()}[${imported("datetime", "date")}, ${form(dateForm, "a date, as in 2030-12-31")}]`,
    ],
    [
      "Moment",
      () => py`
        Moment = ${annotated()}[
            ${imported("pydantic", "AwareDatetime")},
            ${form(momentForm, "a time with its offset, as in 2030-12-31T23:59:59Z")},
            ${after}(to_utc),
        ]`,
    ],
    ["Uuid", () => py`Uuid = ${annotated()}[${imported("uuid", "UUID")}, ${form(uuidForm, "a UUID")}]`],
    ["DecimalNumber", () => decimalAlias("DecimalNumber", py`${before}(refuse_other_than_number)`, "number")],
    [
      "DecimalText",
      () => decimalAlias("DecimalText", form(decimalForm, "a decimal number in digits"), "string"),
    ],
  ];
}

const dateForm = "\\d{4}-\\d{2}-\\d{2}";
const momentForm = "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:[Zz]|[+-]\\d{2}:\\d{2})";
const uuidForm = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
const decimalForm = "-?\\d{1,64}(?:\\.\\d{1,32})?";

function decimalAlias(alias: string, check: Py, type: "number" | "string"): Py {
  return py`
    ${name(alias)} = ${annotated()}[
        ${decimal()},
        ${check},
        ${imported("pydantic", "WithJsonSchema")}({"type": ${str(type)}, "format": "decimal"}),
    ]`;
}

function outputAliases(): readonly Alias[] {
  const serializer = imported("pydantic", "PlainSerializer");
  return [
    ["Amount", () => decimalAlias("Amount", py`${serializer}(float)`, "number")],
    ["Digits", () => decimalAlias("Digits", py`${serializer}(to_digits)`, "string")],
  ];
}
