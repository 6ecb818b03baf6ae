from typing import Annotated

from fastapi import Depends, Request
from pydantic import AfterValidator, ValidationInfo


def read_base_url(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def complete(path: str, info: ValidationInfo) -> str:
    """Make an address of a path on this server; the context is where callers find it."""
    return f"{info.context}{path}"


BaseUrl = Annotated[str, Depends(read_base_url)]
Address = Annotated[str, AfterValidator(complete)]
