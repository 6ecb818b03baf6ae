import re
from collections.abc import Callable
from json import loads

from pydantic_core import PydanticCustomError
from starlette.datastructures import UploadFile

from app.files import SentContent

# Numbers and flags as JSON spells them.
SCALAR = re.compile(r"true|false|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")

# What files of a type begin with.
SIGNATURES = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
}


def read_scalar(value: object) -> object:
    if isinstance(value, str) and SCALAR.fullmatch(value):
        return loads(value)
    return value


def read_file(*media_types: str, size_max: int) -> Callable[[object], SentContent]:
    """Take a part for a file of one of these types, as its first bytes tell."""

    def read(part: object) -> SentContent:
        content = read_content(part, size_max)
        for media_type in media_types:
            if SIGNATURES[media_type].match(content):
                return SentContent(content, media_type)
        raise PydanticCustomError(
            "media_type", "must be {types}", {"types": " or ".join(media_types)}
        )

    return read


def read_content(part: object, size_max: int) -> bytes:
    content = part.file.read(size_max + 1) if isinstance(part, UploadFile) else b""
    if not content:
        raise PydanticCustomError("file", "must be a file that is not empty")
    if len(content) > size_max:
        raise PydanticCustomError(
            "too_long", "must have at most {size_max} bytes", {"size_max": size_max}
        )
    return content
