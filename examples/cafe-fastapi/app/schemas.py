import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    PlainSerializer,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

T = TypeVar("T")

# JSON can spell both, but UTF-8 has no form for the one, and not every database for the other.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")

BIGINT_MIN = -(2**63)
BIGINT_MAX = 2**63 - 1
VALUES_MAX = 1000


class RequestModel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class ResponseModel(BaseModel):
    """Made from rows, whose attributes bear the Python names."""

    model_config = ConfigDict(alias_generator=to_camel, from_attributes=True, validate_by_name=True)


def refuse_null(value: object) -> object:
    if value is None:
        raise PydanticCustomError("null", "must not be null")
    return value


def missing(name: str) -> ValidationError:
    """Refuse a body that lacks a field which its schema lets be left out."""
    return ValidationError.from_exception_data(
        "body", [{"type": "missing", "loc": (name,), "input": None}]
    )


def publish_without_null(schema: dict[str, Any]) -> None:
    schema |= next(choice for choice in schema.pop("anyOf") if choice != {"type": "null"})


def is_none(value: object) -> bool:
    return value is None


def refuse_unstorable(value: str) -> str:
    if UNSTORABLE.search(value):
        raise PydanticCustomError("unstorable", "must not contain NUL or lone surrogates")
    return value


def refuse_many[T](values: list[T]) -> list[T]:
    if len(values) > VALUES_MAX:
        raise PydanticCustomError("many", "must have at most {count} values", {"count": VALUES_MAX})
    return values


def clamp_to_bigint(value: int) -> int:
    return max(BIGINT_MIN, min(value, BIGINT_MAX))


def to_rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def refuse_unlike(pattern: str, called: str) -> Callable[[str], str]:
    form = re.compile(pattern, re.ASCII)

    def refuse(value: str) -> str:
        if not form.fullmatch(value):
            raise PydanticCustomError("format", "must be {called}", {"called": called})
        return value

    return refuse


def whole_to_int(value: object) -> object:
    """Take 3.0 for 3, as JSON does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def refuse_beyond_int64(value: int) -> int:
    if not BIGINT_MIN <= value <= BIGINT_MAX:
        raise PydanticCustomError("int64", "must fit into 64 bits")
    return value


def refuse_other_texts(pattern: str, called: str) -> Callable[[object], object]:
    """Take one spelling only, and no numbers for times."""
    form = re.compile(pattern, re.ASCII)

    def refuse(value: object) -> object:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise PydanticCustomError("format", "must be {called}", {"called": called})
        return value

    return refuse


def to_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise PydanticCustomError("year", "must be in the years 1 to 9999") from error


def published(**keywords: JsonValue) -> FieldInfo:
    """Say what holds of a value in answers: it was checked when it came."""
    return FieldInfo(json_schema_extra=keywords)


def told_apart_by(name: str) -> WrapValidator:
    """Tell where a mistake is: the kind of an object is no step of the way into it."""

    def place(value: object, validate: ValidatorFunctionWrapHandler) -> object:
        try:
            return validate(value)
        except ValidationError as error:
            mistakes = [place_mistake(mistake, name) for mistake in error.errors()]
            raise ValidationError.from_exception_data(error.title, mistakes) from None

    return WrapValidator(place)


def place_mistake(mistake: ErrorDetails, name: str) -> InitErrorDetails:
    kind, message, steps = mistake["type"], mistake["msg"], mistake["loc"][1:]
    if kind == "union_tag_not_found":
        kind, message, steps = "missing", "Field required", (name,)
    elif kind == "union_tag_invalid":
        message, steps = f"must be one of {mistake['ctx']['expected_tags']}", (name,)
    return InitErrorDetails(
        type=PydanticCustomError(kind, message), loc=steps, input=mistake["input"]
    )


def take_pairs_apart(value: object) -> object:
    """Read names with their values: `state:new,open made:7d`."""
    if not isinstance(value, str):
        return value
    terms: dict[str, list[str]] = {}
    for pair in value.split():
        name, _, values = pair.partition(":")
        if not name or not values or name in terms:
            raise PydanticCustomError(
                "pair", "must be fields, each once and with a value, such as field:value"
            )
        terms[name] = values.split(",")
    return terms


SPAN_UNITS = {"h": "hours", "d": "days"}


def read_span(values: object) -> object:
    """Read how long ago something may be: `7d`."""
    text = values[0] if isinstance(values, list) and len(values) == 1 else ""
    if not re.fullmatch("[0-9]{1,5}[hd]", text):
        raise PydanticCustomError("span", "must be a span of time, such as 7h")
    return timedelta(**{SPAN_UNITS[text[-1]]: int(text[:-1])})


# A field that may be left out, and then reads as None, but that nobody may set to null.
Omittable = Annotated[
    T | None, BeforeValidator(refuse_null), Field(json_schema_extra=publish_without_null)
]

# A property of an answer that is left out where there is nothing to tell.
Omitted = Annotated[T | None, Field(exclude_if=is_none, json_schema_extra=publish_without_null)]

Text = Annotated[str, AfterValidator(refuse_unstorable)]

# No row has an id, and no list an offset, that a database integer cannot hold: the nearest one
# that it can hold selects just as little.
BigInt = Annotated[int, AfterValidator(clamp_to_bigint)]

Timestamp = Annotated[
    datetime,
    PlainSerializer(to_rfc3339),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]

UriText = Annotated[
    Text,
    AfterValidator(refuse_unlike("[A-Za-z][A-Za-z0-9+.-]*:\\S*", "a URI")),
    published(format="uri"),
]

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]

Moment = Annotated[
    AwareDatetime,
    BeforeValidator(
        refuse_other_texts(
            "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:[Zz]|[+-]\\d{2}:\\d{2})",
            "a time with its offset, as in 2030-12-31T23:59:59Z",
        )
    ),
    AfterValidator(to_utc),
]


Span = Annotated[timedelta, BeforeValidator(read_span)]


PAGE_SIZE_DEFAULT = 10
PAGE_SIZE_MAX = 100


class Page(RequestModel):
    after: Annotated[
        Omittable[Text],
        Field(
            description=(
                "Use the `endCursor` as a value for the `after` parameter to get the next page."
            )
        ),
    ] = None
    before: Annotated[
        Omittable[Text],
        Field(
            description=(
                "Use the `startCursor` as a value for the `before` parameter to get the "
                "previous page.\n"
            )
        ),
    ] = None
    limit: Annotated[
        int,
        Field(
            ge=1,
            le=PAGE_SIZE_MAX,
            description=(
                "Specify the number of results per page.\nIf there is more data, use in "
                "combination with `after` to page through all results.\n"
            ),
        ),
    ] = PAGE_SIZE_DEFAULT
