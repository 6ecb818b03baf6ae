from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.database import insert
from app.errors import InvalidError
from app.squares.models import COLUMNS, EMPTY, ROWS, Mark, Square


async def get_board(session: AsyncSession) -> list[list[Mark]]:
    found = await session.scalars(select(Square))
    written = {(square.row, square.column): square.mark for square in found}
    return [[written.get((row, column), EMPTY) for column in COLUMNS] for row in ROWS]


async def get_square(session: AsyncSession, row: int, column: int) -> Mark:
    square = await session.get(Square, (row, column))
    return square.mark if square else EMPTY


async def put_square(session: AsyncSession, row: int, column: int, mark: Mark) -> list[list[Mark]]:
    statement = insert(Square).values(row=row, column=column, mark=mark)
    placed = await session.scalar(statement.on_conflict_do_nothing().returning(Square.row))
    if placed is None:
        raise InvalidError("Square is not empty.")
    return await get_board(session)
