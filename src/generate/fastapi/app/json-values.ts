import { imported, importedModule, type Py, py, str } from "#python";
import { notStorable } from "../refusal-texts.ts";

/** What each part of `app/schemas.py` for values that are kept whole rests on. */
export const jsonNeeds: Readonly<Record<string, readonly string[]>> = {
  AnyValue: ["refuse_unstorable_json"],
  OpenRequestModel: ["RequestModel", "refuse_unstorable_json"],
  refuse_unstorable_json: ["UNSTORABLE"],
};

/** Classes and functions for values that are kept whole. */
export function jsonFunctions(needed: ReadonlySet<string>): readonly Py[] {
  const has = (symbol: string, part: () => Py): readonly Py[] => (needed.has(symbol) ? [part()] : []);
  return [
    ...has("refuse_unstorable_json", refuseUnstorableJson),
    ...has("OpenRequestModel", openRequestModel),
    ...has("refuse_repeated", refuseRepeated),
    ...has("to_json", toJson),
    ...has("fixed", fixed),
  ];
}

/** `AnyValue = …`, if it is used. */
export function jsonAliases(needed: ReadonlySet<string>): readonly Py[] {
  const after = imported("pydantic", "AfterValidator");
  return needed.has("AnyValue")
    ? [
        py`AnyValue = ${imported("typing", "Annotated")}[${imported("typing", "Any")}, ${after}(refuse_unstorable_json)]`,
      ]
    : [];
}

function refuseUnstorableJson(): Py {
  return py`
    def refuse_unstorable_json(value: object) -> object:
        """Look through a value of any form; not by recursion, which deep values would exhaust."""
        left = [value]
        while left:
            part = left.pop()
            if isinstance(part, dict):
                left += [*part.keys(), *part.values()]
            elif isinstance(part, list):
                left += part
            elif isinstance(part, float) and not ${importedModule("math")}.isfinite(part):
                raise ${imported("pydantic_core", "PydanticCustomError")}("finite", "must not contain infinite numbers")
            elif isinstance(part, str) and UNSTORABLE.search(part):
                raise ${imported("pydantic_core", "PydanticCustomError")}("unstorable", ${str(notStorable)})
        return value`;
}

function openRequestModel(): Py {
  return py`
    class OpenRequestModel(RequestModel, extra="allow"):
        @${imported("pydantic", "model_validator")}(mode="after")
        def refuse_unstorable_extra(self) -> ${imported("typing", "Self")}:
            refuse_unstorable_json(self.model_extra)
            return self`;
}

function refuseRepeated(): Py {
  const json = importedModule("json");
  return py`
    def refuse_repeated[T](values: list[T]) -> list[T]:
        spelled = [${json}.dumps(${imported("pydantic_core", "to_jsonable_python")}(value), sort_keys=True) for value in values]
        if len(set(spelled)) < len(spelled):
            raise ${imported("pydantic_core", "PydanticCustomError")}("repeated", "must not contain the same element twice")
        return values`;
}

function fixed(): Py {
  const before = imported("pydantic", "BeforeValidator");
  return py`
    def fixed(*, value: object) -> ${before}:
        """Set the value, whatever is sent."""
        return ${before}(lambda _: value)`;
}

function toJson(): Py {
  return py`
    def to_json(value: object) -> ${imported("typing", "Any")}:  # noqa: ANN401 - JSON is any of many things
        """Turn what a request brought into what a JSON column keeps: absent properties stay absent."""
        return ${imported("pydantic_core", "to_jsonable_python")}(value, by_alias=True, exclude_none=True)`;
}
