/** UTC written with a fraction: what the contract's `date-time` and its official client agree on. */
const UTC_WITH_FRACTION = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{1,9})(?:Z|\+00:00)$/;

/** Nanoseconds since 1970, or undefined for anything but a real UTC time with a fraction. */
export function readMoment(text: string): bigint | undefined {
  const match = UTC_WITH_FRACTION.exec(text);
  const [, seconds, fraction] = match ?? [];
  if (seconds === undefined || fraction === undefined) return undefined;
  const whole = Date.parse(`${seconds}Z`);
  // Date.parse rolls 31 February over; a time that does not print as it was written never was one.
  if (Number.isNaN(whole) || new Date(whole).toISOString().slice(0, 19) !== seconds) return undefined;
  return BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
