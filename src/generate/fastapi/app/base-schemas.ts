import { assert } from "#base";
import type { OffsetPagination } from "#domain";
import { blocks, imported, literal, name, type Py, py } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName, indexedLength } from "../tables.ts";
import { aliasOf, longString, pythonFile, usesCamelCase } from "./names.ts";

/** What each part of `app/schemas.py` rests on. */
const restsOn: Readonly<Record<string, readonly string[]>> = {
  IndexedText: ["Text", "refuse_long"],
  Text: ["refuse_nul"],
  BigInt: ["clamp_to_bigint"],
  Page: ["RequestModel", "BigInt", "clamp_to_page_size"],
  Patch: ["RequestModel"],
  Timestamp: ["to_rfc3339"],
  refuse_long: ["INDEXED_LENGTH_MAX"],
  clamp_to_bigint: ["BIGINT_MAX"],
  clamp_to_page_size: ["PAGE_SIZE_MAX"],
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
  const has = (symbol: string, part: () => Py): readonly Py[] => (needed.has(symbol) ? [part()] : []);
  const body = [
    ...constants(needed),
    ...has("RequestModel", () => requestModel(blueprint)),
    ...has("Patch", patch),
    ...has("ResponseModel", () => responseModel(blueprint)),
    ...has("refuse_nul", refuseNul),
    ...has("refuse_blank", refuseBlank),
    ...has("refuse_long", refuseLong),
    ...has("clamp_to_bigint", clampToBigint),
    ...has("clamp_to_page_size", clampToPageSize),
    ...has("to_rfc3339", toRfc3339),
    ...aliases(needed),
    ...has("Page", () => page(blueprint)),
  ];
  return pythonFile("app/schemas.py", body);
}

function constants(needed: ReadonlySet<string>): readonly Py[] {
  const lines = [
    needed.has("BIGINT_MAX") &&
      py`
      BIGINT_MIN = -(2**63)
      BIGINT_MAX = 2**63 - 1`,
    needed.has("INDEXED_LENGTH_MAX") && py`INDEXED_LENGTH_MAX = ${indexedLength}`,
  ].filter((line) => line !== false);
  return lines.length === 0 ? [] : [py`${lines}`];
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
  const byName = usesCamelCase(blueprint) ? [py`validate_by_name=True`] : [];
  return py`
    class ResponseModel(${imported("pydantic", "BaseModel")}):
        """Made from rows, whose attributes bear the Python names."""

        ${config(blueprint, py`from_attributes=True`, ...byName)}`;
}

function patch(): Py {
  return py`
    class Patch(RequestModel):
        """A partial change: a field may be absent, which reads as None, but not null."""

        @${imported("pydantic", "field_validator")}("*", mode="before")
        @classmethod
        def refuse_null(cls, value: object) -> object:
            if value is None:
                raise ${imported("pydantic_core", "PydanticCustomError")}("null", "must not be null")
            return value`;
}

function refuseNul(): Py {
  return py`
    def refuse_nul(value: str) -> str:
        if "\0" in value:
            raise ${imported("pydantic_core", "PydanticCustomError")}("nul", "must not contain NUL characters")
        return value`;
}

function refuseBlank(): Py {
  return py`
    def refuse_blank(value: str) -> str:
        if not value.strip():
            raise ${imported("pydantic_core", "PydanticCustomError")}("blank", "must not be blank")
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

function toRfc3339(): Py {
  const utc = imported("datetime", "UTC");
  return py`
    def to_rfc3339(moment: ${imported("datetime", "datetime")}) -> str:
        return moment.astimezone(${utc}).isoformat(timespec="milliseconds").replace("+00:00", "Z")`;
}

function aliases(needed: ReadonlySet<string>): readonly Py[] {
  const annotated = imported("typing", "Annotated");
  const after = imported("pydantic", "AfterValidator");
  const parts = [
    needed.has("Text") &&
      py`
      # Databases differ in whether they can store NUL, so none is let in.
      Text = ${annotated}[str, ${after}(refuse_nul)]`,
    needed.has("IndexedText") &&
      py`
      # The bounds below are checked here and not declared, because the contract promises none.
      IndexedText = ${annotated}[Text, ${after}(refuse_long)]`,
    needed.has("BigInt") &&
      py`
      # No row has an id, and no list an offset, that a database integer cannot hold: the nearest one
      # that it can hold selects just as little.
      BigInt = ${annotated}[int, ${after}(clamp_to_bigint)]`,
    needed.has("Timestamp") &&
      py`
      Timestamp = ${annotated}[
          ${imported("datetime", "datetime")},
          ${imported("pydantic", "PlainSerializer")}(to_rfc3339),
          ${imported("pydantic", "WithJsonSchema")}({"type": "string", "format": "date-time"}),
      ]`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? [] : [blocks(parts)];
}

/** The page that lists share: the first list's, whose bounds and texts stand for all. */
export function sharedPage(blueprint: Blueprint): OffsetPagination | undefined {
  for (const { behaviour } of blueprint.domain.operations) {
    if (behaviour.kind === "list" && behaviour.pagination) return behaviour.pagination;
  }
  return undefined;
}

function page(blueprint: Blueprint): Py {
  const pagination = sharedPage(blueprint);
  assert(pagination, "a page belongs to a list that is paged");
  return py`
    PAGE_SIZE_DEFAULT = ${pagination.defaultLimit}
    PAGE_SIZE_MAX = ${pagination.maximumLimit}


    class Page(RequestModel):
        ${pageFields(blueprint, pagination)}`;
}

function pageFields(blueprint: Blueprint, pagination: OffsetPagination): Py {
  const annotated = imported("typing", "Annotated");
  const field = imported("pydantic", "Field");
  const describe = (parameterName: string): readonly Py[] => {
    const description = describeParameter(blueprint, parameterName);
    const alias = aliasOf(blueprint, parameterName);
    return [
      ...(alias === undefined ? [] : [py`alias=${literal(alias)}`]),
      ...(description === "" ? [] : [py`description=${longString(description)}`]),
    ];
  };
  const limit = name(attributeName(pagination.limit));
  const cut = pagination.maximumDeclared ? py`le=PAGE_SIZE_MAX` : undefined;
  const clamp = pagination.maximumDeclared
    ? []
    : [py`${imported("pydantic", "AfterValidator")}(clamp_to_page_size)`];
  return py`
    ${name(attributeName(pagination.offset))}: ${annotated}[
        BigInt,
        ${field}(${[py`ge=0`, py`default_factory=int`, ...describe(pagination.offset)]}),
    ]
    ${limit}: ${annotated}[
        int, ${[py`${field}(${[py`ge=1`, ...(cut ? [cut] : []), ...describe(pagination.limit)]})`, ...clamp]}
    ] = PAGE_SIZE_DEFAULT`;
}

function describeParameter(blueprint: Blueprint, parameterName: string): string {
  for (const operation of blueprint.contract.operations) {
    const found = operation.parameters.find(
      (parameter) => parameter.in === "query" && parameter.name === parameterName,
    );
    if (found) return found.description;
  }
  return "";
}
