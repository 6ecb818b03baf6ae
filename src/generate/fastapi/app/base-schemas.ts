import type { Field } from "#domain";
import { blocks, imported, importedModule, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { speaksXml } from "../media/media-plan.ts";
import { notBlank, notNull, notStorable } from "../refusal-texts.ts";
import { indexedLength } from "../tables.ts";
import { jsonAliases, jsonFunctions, jsonNeeds } from "./json-values.ts";
import { kindFunctions } from "./kind-functions.ts";
import { pythonFile, usesAliases, usesCamelCase } from "./names.ts";
import { scalarAliases, scalarFunctions, scalarNeeds } from "./scalar-types.ts";
import { sharedPage } from "./schemas/page.ts";
import { termAliases, termFunctions } from "./terms.ts";
import { textAliases, textFunctions, textNeeds } from "./text-formats.ts";

/** What each part of `app/schemas.py` rests on. */
const restsOn: Readonly<Record<string, readonly string[]>> = {
  IndexedText: ["Text", "refuse_long"],
  Text: ["refuse_unstorable"],
  refuse_unstorable: ["UNSTORABLE"],
  Omittable: ["refuse_null", "publish_without_null", "T"],
  Omitted: ["is_none", "publish_without_null", "T"],
  BigInt: ["clamp_to_bigint"],
  IntegerKey: ["refuse_beyond_int64"],
  Page: ["RequestModel"],
  Timestamp: ["to_rfc3339"],
  Day: ["to_day"],
  refuse_long: ["INDEXED_LENGTH_MAX"],
  clamp_to_bigint: ["BIGINT_MAX"],
  ...textNeeds,
  ...scalarNeeds,
  ...jsonNeeds,
  told_apart_by: ["place_mistake"],
};

/** `app/schemas.py`: what the modules' schemas share, and no more than they use. */
export function emitBaseSchemas(blueprint: Blueprint, used: ReadonlySet<string>): GeneratedFile {
  const needed = new Set<string>();
  const need = (symbol: string): void => {
    if (needed.has(symbol)) return;
    needed.add(symbol);
    for (const other of restsOn[symbol] ?? []) need(other);
  };
  for (const symbol of used) need(symbol);
  const page = needed.has("Page") ? [sharedPage(blueprint)] : [];
  for (const { module, symbol } of page.flatMap(({ imports }) => imports))
    if (module === "app.schemas" && symbol !== undefined) need(symbol);
  const has = (symbol: string, part: () => Py): readonly Py[] => (needed.has(symbol) ? [part()] : []);
  const body = [
    ...constants(needed),
    ...has("RequestModel", () => requestModel(blueprint)),
    ...has("ResponseModel", () => responseModel(blueprint)),
    ...has("refuse_null", refuseNull),
    ...has("missing", missing),
    ...has("publish_optional", () => publishOptional(speaksXml(blueprint))),
    ...has("publish_without_null", () => publishWithoutNull(hasUnions(blueprint))),
    ...has("is_none", isNone),
    ...has("refuse_unstorable", refuseUnstorable),
    ...has("refuse_blank", refuseBlank),
    ...has("refuse_long", refuseLong),
    ...["commas", "spaces", "pipes"].flatMap((sign) => has(`split_at_${sign}`, () => splitAt(sign))),
    ...has("refuse_many", refuseMany),
    ...has("refuse_none", refuseNone),
    ...has("clamp_to_bigint", clampToBigint),
    ...has("clamp_to_page_size", clampToPageSize),
    ...has("refuse_negative", () => refuseBelow(0)),
    ...has("refuse_below_one", () => refuseBelow(1)),
    ...has("to_rfc3339", toRfc3339),
    ...has("to_day", toDay),
    ...textFunctions(needed),
    ...scalarFunctions(needed),
    ...jsonFunctions(needed),
    ...kindFunctions(needed),
    ...termFunctions(needed, spanUnits(blueprint)),
    ...aliases(needed),
    ...termAliases(needed),
    ...page,
  ];
  return pythonFile("app/schemas.py", body);
}

/** In what callers count spans of time. */
function spanUnits({ domain }: Blueprint): ReadonlySet<string> {
  return new Set(
    domain.operations.flatMap(({ behaviour }) =>
      behaviour.kind === "list" || behaviour.kind === "list-lines" ? (behaviour.language?.units ?? []) : [],
    ),
  );
}

function constants(needed: ReadonlySet<string>): readonly Py[] {
  const parameter = needed.has("T") ? [py`T = ${imported("typing", "TypeVar")}("T")`] : [];
  const unstorable = needed.has("UNSTORABLE")
    ? [
        py`
          # JSON can spell both, but UTF-8 has no form for the one, and not every database for the other.
          UNSTORABLE = ${importedModule("re")}.compile("[\0\ud800-\udfff]")`,
      ]
    : [];
  const lines = [
    (needed.has("clamp_to_bigint") || needed.has("refuse_beyond_int64")) && py`BIGINT_MIN = -(2**63)`,
    needed.has("BIGINT_MAX") && py`BIGINT_MAX = 2**63 - 1`,
    needed.has("refuse_many") && py`VALUES_MAX = 1000`,
    needed.has("INDEXED_LENGTH_MAX") && py`INDEXED_LENGTH_MAX = ${indexedLength}`,
  ].filter((line) => line !== false);
  const bounds = lines.length === 0 ? [] : [py`${lines}`];
  const all = [...parameter, ...unstorable, ...bounds];
  return all.length === 0 ? [] : [blocks(all)];
}

function config(blueprint: Blueprint, ...more: readonly Py[]): Py | undefined {
  const camel = usesCamelCase(blueprint)
    ? [py`alias_generator=${imported("pydantic.alias_generators", "to_camel")}`]
    : [];
  const settings = [...camel, ...more];
  return settings.length === 0
    ? undefined
    : py`model_config = ${imported("pydantic", "ConfigDict")}(${settings})`;
}

function requestModel(blueprint: Blueprint): Py {
  return py`
    class RequestModel(${imported("pydantic", "BaseModel")}):
        ${config(blueprint) ?? py`"""What a caller sends."""`}`;
}

function responseModel(blueprint: Blueprint): Py {
  const byName = usesAliases(blueprint) ? [py`validate_by_name=True`] : [];
  return py`
    class ResponseModel(${imported("pydantic", "BaseModel")}):
        """Made from rows, whose attributes bear the Python names."""

        ${config(blueprint, py`from_attributes=True`, ...byName)}`;
}

function refuseNull(): Py {
  return py`
    def refuse_null(value: object) -> object:
        if value is None:
            raise ${imported("pydantic_core", "PydanticCustomError")}("null", ${str(notNull)})
        return value`;
}

function missing(): Py {
  const error = imported("pydantic", "ValidationError");
  return py`
    def missing(name: str) -> ${error}:
        """Refuse a body that lacks a field which its schema lets be left out."""
        return ${error}.from_exception_data("body", [{"type": "missing", "loc": (name,), "input": None}])`;
}

function publishWithoutNull(several: boolean): Py {
  if (several)
    return py`
      def publish_without_null(schema: dict[str, ${imported("typing", "Any")}]) -> None:
          choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
          schema |= choices[0] if len(choices) == 1 else {"anyOf": choices}`;
  return py`
    def publish_without_null(schema: dict[str, ${imported("typing", "Any")}]) -> None:
        schema |= next(choice for choice in schema.pop("anyOf") if choice != {"type": "null"})`;
}

function isNone(): Py {
  return py`
    def is_none(value: object) -> bool:
        return value is None`;
}

function publishOptional(withKeywords: boolean): Py {
  const callable = imported("collections.abc", "Callable");
  const any = imported("typing", "Any");
  const keywords = py`, **keywords: ${imported("pydantic", "JsonValue")}`;
  return py`
    def publish_optional(*names: str${withKeywords && keywords}) -> ${callable}[[dict[str, ${any}]], None]:
        """Publish fields as optional, as the contract has them: nothing can be done without."""

        def publish(schema: dict[str, ${any}]) -> None:
            schema["required"] = [name for name in schema["required"] if name not in names]
            ${withKeywords && py`schema |= keywords`}

        return publish`;
}

/** Whether some value is one of several forms. */
function hasUnions({ domain: { entities, values } }: Blueprint): boolean {
  return [...entities, ...values].some(({ fields }) => fields.some(({ meaning }) => isSeveral(meaning)));
}

function isSeveral(meaning: Field["meaning"]): boolean {
  return meaning.kind === "json" && (meaning.shape.kind === "union" || meaning.shape.kind === "any");
}

function refuseUnstorable(): Py {
  return py`
    def refuse_unstorable(value: str) -> str:
        if UNSTORABLE.search(value):
            raise ${imported("pydantic_core", "PydanticCustomError")}("unstorable", ${str(notStorable)})
        return value`;
}

function refuseBlank(): Py {
  return py`
    def refuse_blank(value: str) -> str:
        if not value.strip():
            raise ${imported("pydantic_core", "PydanticCustomError")}("blank", ${str(notBlank)})
        return value`;
}

function refuseLong(): Py {
  return py`
    def refuse_long(value: str) -> str:
        if len(value) > INDEXED_LENGTH_MAX:
            raise ${imported("pydantic_core", "PydanticCustomError")}(
                "long", "must have at most {length} characters", {"length": INDEXED_LENGTH_MAX}
            )
        return value`;
}

const signs: Readonly<Record<string, string>> = { commas: ",", spaces: " ", pipes: "|" };

function splitAt(sign: string): Py {
  return py`
    def ${name(`split_at_${sign}`)}(texts: list[str]) -> list[str]:
        return [part for text in texts if text for part in text.split(${str(signs[sign] ?? ",")})]`;
}

function refuseMany(): Py {
  return py`
    def refuse_many[T](values: list[T]) -> list[T]:
        if len(values) > VALUES_MAX:
            raise ${imported("pydantic_core", "PydanticCustomError")}(
                "many", "must have at most {count} values", {"count": VALUES_MAX}
            )
        return values`;
}

function refuseNone(): Py {
  return py`
    def refuse_none[T](values: list[T]) -> list[T]:
        if not values:
            raise ${imported("pydantic_core", "PydanticCustomError")}("none", "must have at least one value")
        return values`;
}

function clampToBigint(): Py {
  return py`
    def clamp_to_bigint(value: int) -> int:
        return max(BIGINT_MIN, min(value, BIGINT_MAX))`;
}

function clampToPageSize(): Py {
  return py`
    def clamp_to_page_size(value: int) -> int:
        return min(value, PAGE_SIZE_MAX)`;
}

function refuseBelow(least: 0 | 1): Py {
  return py`
    def ${name(least === 0 ? "refuse_negative" : "refuse_below_one")}(value: int) -> int:
        if value < ${least}:
            raise ${imported("pydantic_core", "PydanticCustomError")}("too_small", ${str(`must be at least ${least}`)})
        return value`;
}

function toRfc3339(): Py {
  const utc = imported("datetime", "UTC");
  return py`
    def to_rfc3339(moment: ${imported("datetime", "datetime")}) -> str:
        return moment.astimezone(${utc}).isoformat(timespec="milliseconds").replace("+00:00", "Z")`;
}

function toDay(): Py {
  return py`
    def to_day(moment: ${imported("datetime", "datetime")}) -> str:
        return moment.astimezone(${imported("datetime", "UTC")}).date().isoformat()`;
}

function aliases(needed: ReadonlySet<string>): readonly Py[] {
  const annotated = imported("typing", "Annotated");
  const after = imported("pydantic", "AfterValidator");
  const parts = [
    needed.has("Omittable") &&
      py`
      # A field that may be left out, and then reads as None, but that nobody may set to null.
      Omittable = ${annotated}[
          T | None, ${imported("pydantic", "BeforeValidator")}(refuse_null), ${imported("pydantic", "Field")}(json_schema_extra=publish_without_null)
      ]`,
    needed.has("Omitted") &&
      py`
      # A property of an answer that is left out where there is nothing to tell.
      Omitted = ${annotated}[
          T | None, ${imported("pydantic", "Field")}(exclude_if=is_none, json_schema_extra=publish_without_null)
      ]`,
    needed.has("Text") && py`Text = ${annotated}[str, ${after}(refuse_unstorable)]`,
    needed.has("IndexedText") &&
      py`
      # The bounds below are checked here and not declared, because the contract promises none.
      IndexedText = ${annotated}[Text, ${after}(refuse_long)]`,
    needed.has("BigInt") &&
      py`
      # No row has an id, and no list an offset, that a database integer cannot hold: the nearest one
      # that it can hold selects just as little.
      BigInt = ${annotated}[int, ${after}(clamp_to_bigint)]`,
    needed.has("IntegerKey") &&
      py`
      # Clients choose such keys: the nearest one that the database can hold may be another row's.
      IntegerKey = ${annotated}[int, ${after}(refuse_beyond_int64)]`,
    needed.has("Timestamp") &&
      py`
      Timestamp = ${annotated}[
          ${imported("datetime", "datetime")},
          ${imported("pydantic", "PlainSerializer")}(to_rfc3339),
          ${imported("pydantic", "WithJsonSchema")}({"type": "string", "format": "date-time"}),
      ]`,
    needed.has("Day") &&
      py`
      Day = ${annotated}[
          ${imported("datetime", "datetime")},
          ${imported("pydantic", "PlainSerializer")}(to_day),
          ${imported("pydantic", "WithJsonSchema")}({"type": "string", "format": "date"}),
      ]`,
    ...textAliases(needed),
    ...scalarAliases(needed),
    ...jsonAliases(needed),
  ].filter((part) => part !== false);
  return parts.length === 0 ? [] : [blocks(parts)];
}
