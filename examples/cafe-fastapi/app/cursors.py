from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter
from pydantic_core import from_json, to_json
from sqlalchemy import ColumnElement, Select, and_, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute


@dataclass(frozen=True, slots=True)
class Key:
    """One of the columns that rows are ordered by; no two rows have the same values in all."""

    column: InstrumentedAttribute[Any]
    written: Any
    descending: bool = False

    @property
    def ordering(self) -> ColumnElement[Any]:
        return self.column.desc() if self.descending else self.column.asc()


@dataclass(frozen=True, slots=True)
class Window:
    """How many rows are read, and from where: places are values of the keys."""

    limit: int
    after: Sequence[object] | None = None
    before: Sequence[object] | None = None


@dataclass(frozen=True, slots=True)
class Slice[T]:
    """Rows that follow one another, and where they stand among all."""

    rows: Sequence[T]
    has_previous: bool
    has_next: bool
    start: str | None
    end: str | None


async def read_slice[T](
    session: AsyncSession,
    statement: Select[tuple[T]],
    keys: Sequence[Key],
    window: Window,
) -> Slice[T]:
    """Read the first rows, those after a place, or the last ones before it."""
    reversed_keys = [replace(key, descending=not key.descending) for key in keys]
    later = [] if window.after is None else [_beyond(keys, window.after)]
    earlier = [] if window.before is None else [_beyond(reversed_keys, window.before)]
    forwards = window.after is not None or window.before is None
    found = await session.scalars(
        statement.where(*later, *earlier)
        .order_by(*(key.ordering for key in (keys if forwards else reversed_keys)))
        .limit(window.limit + 1)
    )
    rows = found.all()
    shown = rows[: window.limit] if forwards else rows[: window.limit][::-1]
    more = len(rows) > window.limit
    return Slice(
        rows=shown,
        has_previous=(more and not forwards) or await _is_any(session, statement, later),
        has_next=(more and forwards) or await _is_any(session, statement, earlier),
        start=_write_cursor(keys, shown[0]) if shown else None,
        end=_write_cursor(keys, shown[-1]) if shown else None,
    )


def read_cursor(keys: Sequence[Key], parameter: str, cursor: str | None) -> Sequence[object] | None:
    """Read where a cursor stands in the order of a list."""
    if cursor is None:
        return None
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        order, *values = from_json(b64decode(padded, altchars=b"-_", validate=True))
        place = [
            TypeAdapter(key.written).validate_python(value)
            for key, value in zip(keys, values, strict=True)
        ]
    except (TypeError, ValueError) as error:
        raise _refuse(parameter, cursor) from error
    if order != _spell(keys):
        raise _refuse(parameter, cursor)
    return place


def _write_cursor(keys: Sequence[Key], row: object) -> str:
    place = [_spell(keys), *(getattr(row, key.column.key) for key in keys)]
    return urlsafe_b64encode(to_json(place)).rstrip(b"=").decode()


def _beyond(keys: Sequence[Key], place: Sequence[object]) -> ColumnElement[bool]:
    """Rows that come after a place: the first key in which they differ from it decides."""
    known = list(zip(keys, place, strict=True))
    return or_(
        *(
            and_(
                *(earlier.column == same for earlier, same in known[:number]),
                key.column < value if key.descending else key.column > value,
            )
            for number, (key, value) in enumerate(known)
        )
    )


async def _is_any(
    session: AsyncSession, statement: Select[Any], inside: Sequence[ColumnElement[bool]]
) -> bool:
    """Whether there are rows on the other side of a place."""
    if not inside:
        return False
    outside = statement.where(not_(and_(*inside)))
    return await session.scalar(select(outside.exists())) is True


def _spell(keys: Sequence[Key]) -> str:
    return ",".join(f"{'-' if key.descending else ''}{key.column.key}" for key in keys)


def _refuse(parameter: str, given: object) -> RequestValidationError:
    return RequestValidationError(
        [
            {
                "type": "cursor",
                "loc": ("query", parameter),
                "msg": "must be a place that this list has told",
                "input": given,
            }
        ]
    )
