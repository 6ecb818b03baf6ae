from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from app import clock


def any_of(
    column: InstrumentedAttribute[Any], values: Sequence[object]
) -> list[ColumnElement[bool]]:
    """Rows that have one of the values, where some are asked for."""
    return [column.in_(values)] if values else []


def since(column: InstrumentedAttribute[Any], span: timedelta | None) -> list[ColumnElement[bool]]:
    """Rows whose time is no longer ago than a span, where one is asked for."""
    return [] if span is None else [column >= clock.now() - span]
