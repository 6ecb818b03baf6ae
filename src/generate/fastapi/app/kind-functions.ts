import { imported, type Py, py } from "#python";

/** Functions of `app/schemas.py` for bodies that are of one of several kinds. */
export function kindFunctions(needed: ReadonlySet<string>): readonly Py[] {
  return needed.has("told_apart_by") ? [toldApartBy(), placeMistake()] : [];
}

function toldApartBy(): Py {
  const wrap = imported("pydantic", "WrapValidator");
  return py`
    def told_apart_by(name: str) -> ${wrap}:
        """Tell where a mistake is: the kind of an object is no step of the way into it."""

        def place(value: object, validate: ${imported("pydantic", "ValidatorFunctionWrapHandler")}) -> object:
            try:
                return validate(value)
            except ${imported("pydantic", "ValidationError")} as error:
                mistakes = [place_mistake(mistake, name) for mistake in error.errors()]
                raise ValidationError.from_exception_data(error.title, mistakes) from None

        return ${wrap}(place)`;
}

function placeMistake(): Py {
  return py`
    def place_mistake(mistake: ${imported("pydantic_core", "ErrorDetails")}, name: str) -> ${imported("pydantic_core", "InitErrorDetails")}:
        kind, message, steps = mistake["type"], mistake["msg"], mistake["loc"][1:]
        if kind == "union_tag_not_found":
            kind, message, steps = "missing", "Field required", (name,)
        elif kind == "union_tag_invalid":
            message, steps = f"must be one of {mistake['ctx']['expected_tags']}", (name,)
        return InitErrorDetails(
            type=${imported("pydantic_core", "PydanticCustomError")}(kind, message), loc=steps, input=mistake["input"]
        )`;
}
