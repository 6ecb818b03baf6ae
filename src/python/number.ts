import { assert } from "#base";

/** A number as Python's literal. Whole numbers keep every digit that JavaScript kept. */
export function numberText(value: number | bigint): string {
  if (typeof value === "bigint") return value.toString();
  assert(Number.isFinite(value), `Python has no literal for ${value}`);
  if (Object.is(value, -0)) return "-0.0";
  // From 1e21 on JavaScript prints an exponent, which is a float in Python too.
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}
