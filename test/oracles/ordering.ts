import type { Json } from "./json.ts";
import { readInstant } from "./moments.ts";

type Value = Json | undefined;

/** Numbers or times that never rise. */
export function isDescending(values: readonly Value[]): boolean {
  return values.every((value, i) => {
    const before = values[i - 1];
    if (before === undefined) return i === 0 && value !== undefined;
    if (typeof value === "number" && typeof before === "number") return before >= value;
    return compareTimes(before, value) >= 0;
  });
}

/** Numbers, or texts by code unit, that never go against the direction; both kinds together are in no order. */
export function isOrdered(values: readonly Value[], direction: 1 | -1): boolean {
  return values.every((value, i) => {
    const before = i === 0 ? value : values[i - 1];
    if (typeof value === "number" && typeof before === "number") return (value - before) * direction >= 0;
    if (typeof value !== "string" || typeof before !== "string") return false;
    return value === before || value > before === (direction === 1);
  });
}

/** NaN where either side is no time, so that every comparison with it fails. */
export function compareTimes(left: Value, right: Value): number {
  const [a, b] = [instant(left), instant(right)];
  if (a === undefined || b === undefined) return Number.NaN;
  return a === b ? 0 : a > b ? 1 : -1;
}

export function isRecent(value: Value, seconds: number, now: bigint): boolean {
  const then = instant(value);
  const span = BigInt(seconds) * 1_000_000_000n;
  return then !== undefined && then >= now - span && then <= now + span;
}

function instant(value: Value): bigint | undefined {
  return typeof value === "string" ? readInstant(value) : undefined;
}
