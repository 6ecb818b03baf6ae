from typing import Annotated, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from app.schemas import ResponseModel, published
from app.squares.models import EMPTY, Mark


def refuse_empty(mark: Mark) -> Mark:
    if mark == EMPTY:
        raise PydanticCustomError("empty", "Invalid Mark (X or O).")
    return mark


WrittenMark = Annotated[Mark, AfterValidator(refuse_empty)]

Board = Annotated[
    list[Annotated[list[Mark], published(minItems=3, maxItems=3)]],
    published(minItems=3, maxItems=3),
]


class Status(ResponseModel):
    # What decides it is not stated: it is as before anything has happened.
    winner: Literal[".", "X", "O"] = "."
    board: Board
