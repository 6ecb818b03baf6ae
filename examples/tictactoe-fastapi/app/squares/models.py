from typing import Literal

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base

Mark = Literal[".", "X", "O"]

# What a cell shows that nobody has written.
EMPTY: Mark = "."
# The coordinates that there are.
ROWS = range(1, 4)
COLUMNS = range(1, 4)


class Square(Base):
    __tablename__ = "squares"

    row: Mapped[int] = mapped_column(primary_key=True)
    column: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[Mark] = mapped_column(String(1))
