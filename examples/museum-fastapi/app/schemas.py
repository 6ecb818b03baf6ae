import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    ValidationError,
)
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

T = TypeVar("T")

# JSON can spell both, but UTF-8 has no form for the one, and not every database for the other.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")

BIGINT_MAX = 2**63 - 1


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


def refuse_below_one(value: int) -> int:
    if value < 1:
        raise PydanticCustomError("too_small", "must be at least 1")
    return value


def refuse_unlike(pattern: str, called: str) -> Callable[[str], str]:
    form = re.compile(pattern, re.ASCII)

    def refuse(value: str) -> str:
        if not form.fullmatch(value):
            raise PydanticCustomError("format", "must be {called}", {"called": called})
        return value

    return refuse


def refuse_other_texts(pattern: str, called: str) -> Callable[[object], object]:
    """Take one spelling only, and no numbers for times."""
    form = re.compile(pattern, re.ASCII)

    def refuse(value: object) -> object:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise PydanticCustomError("format", "must be {called}", {"called": called})
        return value

    return refuse


def published(**keywords: JsonValue) -> FieldInfo:
    """Say what holds of a value in answers: it was checked when it came."""
    return FieldInfo(json_schema_extra=keywords)


# A field that may be left out, and then reads as None, but that nobody may set to null.
Omittable = Annotated[
    T | None, BeforeValidator(refuse_null), Field(json_schema_extra=publish_without_null)
]

# A property of an answer that is left out where there is nothing to tell.
Omitted = Annotated[T | None, Field(exclude_if=is_none, json_schema_extra=publish_without_null)]

Text = Annotated[str, AfterValidator(refuse_unstorable)]

EmailText = Annotated[
    Text,
    AfterValidator(refuse_unlike("[^@\\s.]+(?:\\.[^@\\s.]+)*@[^@\\s]+", "a mail address")),
    published(format="email"),
]

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]

Date = Annotated[
    date, BeforeValidator(refuse_other_texts("\\d{4}-\\d{2}-\\d{2}", "a date, as in 2030-12-31"))
]

Uuid = Annotated[
    UUID,
    BeforeValidator(
        refuse_other_texts("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", "a UUID")
    ),
]


PAGE_SIZE_DEFAULT = 10
PAGE_SIZE_MAX = 30


class Page(RequestModel):
    page: Annotated[
        int, Field(description="Page number to retrieve."), AfterValidator(refuse_below_one)
    ] = 1
    limit: Annotated[
        int,
        Field(le=PAGE_SIZE_MAX, description="Number of days per page."),
        AfterValidator(refuse_below_one),
    ] = PAGE_SIZE_DEFAULT

    @property
    def offset(self) -> int:
        # Beyond the last row that a database can count, there is nothing either.
        return min((self.page - 1) * self.limit, BIGINT_MAX)
