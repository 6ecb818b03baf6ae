import { imported, type Py, py } from "#python";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";

/** `app/moments.py`: moments so long before or after others, where some list needs them. */
export function emitMoments(used: ReadonlySet<string>): readonly GeneratedFile[] {
  const parts = [
    ...(used.has("shift_day") ? [shiftDay()] : []),
    ...(used.has("on_day") ? [onDay()] : []),
    ...(used.has("shift_moment") ? [edges(), shiftMoment()] : []),
  ];
  return parts.length === 0 ? [] : [pythonFile("app/moments.py", parts)];
}

const timedelta = (): Py => imported("datetime", "timedelta");

function shiftDay(): Py {
  const date = imported("datetime", "date");
  return py`
    def shift_day(day: ${date}, span: ${timedelta()}) -> ${date}:
        """Move a day, but not out of the calendar."""
        ordinal = day.toordinal() + span.days
        return ${date}.fromordinal(max(1, min(ordinal, ${date}.max.toordinal())))`;
}

function onDay(): Py {
  const [date, datetime, time, utc] = ["date", "datetime", "time", "UTC"].map((symbol) =>
    imported("datetime", symbol),
  );
  const column = py`${imported("sqlalchemy.orm", "InstrumentedAttribute")}[${datetime}]`;
  return py`
    def on_day(moment: ${column}, text: str) -> ${imported("sqlalchemy", "ColumnElement")}[bool]:
        """Tell whether a moment lies on a day, in UTC; on what is no day none does."""
        try:
            day = ${date}.fromisoformat(text)
        except ValueError:
            return ${imported("sqlalchemy", "false")}()
        first = ${datetime}.combine(day, ${time}.min, ${utc})
        return moment.between(first, ${datetime}.combine(day, ${time}.max, ${utc}))`;
}

function edges(): Py {
  const datetime = imported("datetime", "datetime");
  const utc = imported("datetime", "UTC");
  return py`
    FIRST = ${datetime}(1, 1, 1, tzinfo=${utc})
    LAST = ${datetime}(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=${utc})`;
}

function shiftMoment(): Py {
  const datetime = imported("datetime", "datetime");
  return py`
    def shift_moment(moment: ${datetime}, span: ${timedelta()}) -> ${datetime}:
        """Move a moment, but not out of the calendar."""
        try:
            return moment + span
        except OverflowError:
            return LAST if span > ${timedelta()}(0) else FIRST`;
}
