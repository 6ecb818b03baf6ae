import re
from collections.abc import Callable
from datetime import UTC, datetime
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
    StrictInt,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, to_jsonable_python

T = TypeVar("T")

# JSON can spell both, but UTF-8 has no form for the one, and not every database for the other.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")

BIGINT_MIN = -(2**63)
BIGINT_MAX = 2**63 - 1
VALUES_MAX = 1000
INDEXED_LENGTH_MAX = 255


class RequestModel(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)


class ResponseModel(BaseModel):
    """Made from rows, whose attributes bear the Python names."""

    model_config = ConfigDict(alias_generator=to_camel, from_attributes=True, validate_by_name=True)


def refuse_null(value: object) -> object:
    if value is None:
        raise PydanticCustomError("null", "must not be null")
    return value


def publish_optional(*names: str, **keywords: JsonValue) -> Callable[[dict[str, Any]], None]:
    """Publish fields as optional, as the contract has them: nothing can be done without."""

    def publish(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]
        schema |= keywords

    return publish


def publish_without_null(schema: dict[str, Any]) -> None:
    schema |= next(choice for choice in schema.pop("anyOf") if choice != {"type": "null"})


def is_none(value: object) -> bool:
    return value is None


def refuse_unstorable(value: str) -> str:
    if UNSTORABLE.search(value):
        raise PydanticCustomError("unstorable", "must not contain NUL or lone surrogates")
    return value


def refuse_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "must not be blank")
    return value


def refuse_long(value: str) -> str:
    if len(value) > INDEXED_LENGTH_MAX:
        raise PydanticCustomError(
            "long", "must have at most {length} characters", {"length": INDEXED_LENGTH_MAX}
        )
    return value


def refuse_many[T](values: list[T]) -> list[T]:
    if len(values) > VALUES_MAX:
        raise PydanticCustomError("many", "must have at most {count} values", {"count": VALUES_MAX})
    return values


def refuse_none[T](values: list[T]) -> list[T]:
    if not values:
        raise PydanticCustomError("none", "must have at least one value")
    return values


def clamp_to_bigint(value: int) -> int:
    return max(BIGINT_MIN, min(value, BIGINT_MAX))


def to_rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def whole_to_int(value: object) -> object:
    """Take 3.0 for 3, as JSON does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def refuse_beyond_int32(value: int) -> int:
    if not -(2**31) <= value < 2**31:
        raise PydanticCustomError("int32", "must fit into 32 bits")
    return value


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


def to_json(value: object) -> Any:  # noqa: ANN401 - JSON is any of many things
    """Turn what a request brought into what a JSON column keeps: absent properties stay absent."""
    return to_jsonable_python(value, by_alias=True, exclude_none=True)


# A field that may be left out, and then reads as None, but that nobody may set to null.
Omittable = Annotated[
    T | None, BeforeValidator(refuse_null), Field(json_schema_extra=publish_without_null)
]

# A property of an answer that is left out where there is nothing to tell.
Omitted = Annotated[T | None, Field(exclude_if=is_none, json_schema_extra=publish_without_null)]

Text = Annotated[str, AfterValidator(refuse_unstorable)]

# The bounds below are checked here and not declared, because the contract promises none.
IndexedText = Annotated[Text, AfterValidator(refuse_long)]

# No row has an id, and no list an offset, that a database integer cannot hold: the nearest one
# that it can hold selects just as little.
BigInt = Annotated[int, AfterValidator(clamp_to_bigint)]

Timestamp = Annotated[
    datetime,
    PlainSerializer(to_rfc3339),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]

Integer = Annotated[StrictInt, BeforeValidator(whole_to_int), AfterValidator(refuse_beyond_int64)]

Int32 = Annotated[
    StrictInt,
    BeforeValidator(whole_to_int),
    AfterValidator(refuse_beyond_int32),
    published(format="int32"),
]

Int64 = Annotated[Integer, published(format="int64")]

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
