import { imported, importedModule, type Py, py, str } from "#python";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";

/** `app/terms.py`: what conditions that callers write in one text mean for the rows, where some list has them. */
export function emitTerms(used: ReadonlySet<string>): readonly GeneratedFile[] {
  const parts = [...(used.has("any_of") ? [anyOf()] : []), ...(used.has("since") ? [since()] : [])];
  return parts.length === 0 ? [] : [pythonFile("app/terms.py", parts)];
}

const column = (): Py =>
  py`${imported("sqlalchemy.orm", "InstrumentedAttribute")}[${imported("typing", "Any")}]`;
const conditions = (): Py => py`list[${imported("sqlalchemy", "ColumnElement")}[bool]]`;

function anyOf(): Py {
  return py`
    def any_of(column: ${column()}, values: ${imported("collections.abc", "Sequence")}[object]) -> ${conditions()}:
        """Rows that have one of the values, where some are asked for."""
        return [column.in_(values)] if values else []`;
}

function since(): Py {
  return py`
    def since(column: ${column()}, span: ${imported("datetime", "timedelta")} | None) -> ${conditions()}:
        """Rows whose time is no longer ago than a span, where one is asked for."""
        return [] if span is None else [column >= ${imported("app", "clock")}.now() - span]`;
}

/** Functions and types of `app/schemas.py` that take such texts apart. */
export function termFunctions(needed: ReadonlySet<string>, units: ReadonlySet<string>): readonly Py[] {
  return [
    ...(needed.has("take_pairs_apart") ? [takePairsApart()] : []),
    ...(needed.has("Span") ? [readSpan(units)] : []),
  ];
}

export function termAliases(needed: ReadonlySet<string>): readonly Py[] {
  if (!needed.has("Span")) return [];
  const timedelta = imported("datetime", "timedelta");
  return [
    py`Span = ${imported("typing", "Annotated")}[${timedelta}, ${imported("pydantic", "BeforeValidator")}(read_span)]`,
  ];
}

function takePairsApart(): Py {
  return py`
    def take_pairs_apart(value: object) -> object:
        """Read names with their values: \`state:new,open made:7d\`."""
        if not isinstance(value, str):
            return value
        terms: dict[str, list[str]] = {}
        for pair in value.split():
            name, _, values = pair.partition(":")
            if not name or not values or name in terms:
                raise ${imported("pydantic_core", "PydanticCustomError")}("pair", "must be fields, each once and with a value, such as field:value")
            terms[name] = values.split(",")
        return terms`;
}

const unitNames: readonly (readonly [sign: string, unit: string])[] = [
  ["h", "hours"],
  ["d", "days"],
  ["w", "weeks"],
];

function readSpan(units: ReadonlySet<string>): Py {
  const known = unitNames.filter(([sign]) => units.has(sign));
  const table = known.map(([sign, unit]) => py`${str(sign)}: ${str(unit)}`);
  return py`
    SPAN_UNITS = {${table}}


    def read_span(values: object) -> object:
        """Read how long ago something may be: \`7d\`."""
        text = values[0] if isinstance(values, list) and len(values) == 1 else ""
        if not ${importedModule("re")}.fullmatch(${str(`[0-9]{1,5}[${known.map(([sign]) => sign).join("")}]`)}, text):
            raise ${imported("pydantic_core", "PydanticCustomError")}("span", ${str(`must be a span of time, such as 7${known[0]?.[0] ?? "d"}`)})
        return ${imported("datetime", "timedelta")}(**{SPAN_UNITS[text[-1]]: int(text[:-1])})`;
}
