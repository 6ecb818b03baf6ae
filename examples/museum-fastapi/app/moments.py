from datetime import date, timedelta


def shift_day(day: date, span: timedelta) -> date:
    """Move a day, but not out of the calendar."""
    ordinal = day.toordinal() + span.days
    return date.fromordinal(max(1, min(ordinal, date.max.toordinal())))
