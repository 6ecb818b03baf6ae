import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError

SIZE_MAX = 10 * 1024 * 1024
MEDIA_TYPE = re.compile(r"[\\w.+-]{1,127}/[\\w.+-]{1,127}", re.ASCII)


@dataclass(frozen=True, slots=True)
class SentContent:
    content: bytes
    media_type: str


async def read_content(request: Request) -> SentContent:
    """Read the body as it is: an empty one is no file, and a large one is not read to its end."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > SIZE_MAX:
            raise _refusal("too_long", f"must have at most {SIZE_MAX} bytes")
    if not content:
        raise _refusal("missing", "a file is needed")
    declared = MEDIA_TYPE.match(request.headers.get("content-type", ""))
    return SentContent(
        bytes(content), declared[0].lower() if declared else "application/octet-stream"
    )


def _refusal(kind: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": kind, "loc": ("body",), "msg": message, "input": None}])


SentFile = Annotated[SentContent, Depends(read_content)]
