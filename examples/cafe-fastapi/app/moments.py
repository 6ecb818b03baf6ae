from datetime import UTC, datetime, timedelta

FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)


def shift_moment(moment: datetime, span: timedelta) -> datetime:
    """Move a moment, but not out of the calendar."""
    try:
        return moment + span
    except OverflowError:
        return LAST if span > timedelta(0) else FIRST
