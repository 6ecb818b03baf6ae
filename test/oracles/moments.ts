import { isObject, type Json } from "./json.ts";

const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|z|[+-]\d\d:\d\d)$/;
/** UTC written with a fraction: what one contract's `date-time` and its official client agree on. */
const UTC_WITH_FRACTION = /T.*\.\d+(?:Z|\+00:00)$/;

const MS_PER_DAY = 86_400_000;

/** Nanoseconds since 1970, or undefined for anything but a real UTC time with a fraction. */
export function readMoment(text: string): bigint | undefined {
  return UTC_WITH_FRACTION.test(text) ? readInstant(text) : undefined;
}

/** Nanoseconds since 1970, or undefined for anything but a real RFC 3339 time, in any zone. */
export function readInstant(text: string): bigint | undefined {
  const [, day, clock, fraction = "", zone] = RFC_3339.exec(text) ?? [];
  if (day === undefined || clock === undefined || zone === undefined) return undefined;
  const local = Date.parse(`${day}T${clock}Z`);
  // Date.parse rolls 31 February over; a time that does not print as it was written never was one.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== `${day}T${clock}`)
    return undefined;
  const whole = Date.parse(`${day}T${clock}${zone.toUpperCase()}`);
  return Number.isNaN(whole) ? undefined : BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/**
 * `{ $day: 3 }` is the date in three days and `{ $moment: -60 }` the time a minute ago, both in UTC; any other
 * value stays. Contracts count from "today" and "now", which no text of a script could name.
 */
export function settle(value: Json, nowMs: number): Json {
  if (!isObject(value)) return value;
  const { $day: days, $moment: seconds } = value;
  if (typeof days === "number") return new Date(nowMs + days * MS_PER_DAY).toISOString().slice(0, 10);
  return typeof seconds === "number" ? new Date(nowMs + seconds * 1000).toISOString() : value;
}
