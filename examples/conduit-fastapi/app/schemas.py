import re
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

T = TypeVar("T")

# JSON can spell both, but UTF-8 has no form for the one, and not every database for the other.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")

BIGINT_MIN = -(2**63)
BIGINT_MAX = 2**63 - 1
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


def publish_without_null(schema: dict[str, Any]) -> None:
    schema |= next(choice for choice in schema.pop("anyOf") if choice != {"type": "null"})


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


def clamp_to_bigint(value: int) -> int:
    return max(BIGINT_MIN, min(value, BIGINT_MAX))


def clamp_to_page_size(value: int) -> int:
    return min(value, PAGE_SIZE_MAX)


def to_rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# A field that may be left out, and then reads as None, but that nobody may set to null.
Omittable = Annotated[
    T | None, BeforeValidator(refuse_null), Field(json_schema_extra=publish_without_null)
]

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


PAGE_SIZE_DEFAULT = 20
PAGE_SIZE_MAX = 100


class Page(RequestModel):
    offset: Annotated[
        BigInt,
        Field(
            ge=0,
            default_factory=int,
            description="The number of items to skip before starting to collect the result set.",
        ),
    ]
    limit: Annotated[
        int,
        Field(ge=1, description="The numbers of items to return."),
        AfterValidator(clamp_to_page_size),
    ] = PAGE_SIZE_DEFAULT
