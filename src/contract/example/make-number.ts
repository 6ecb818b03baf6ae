import type { Schema } from "../contract.ts";

/** A number that the schema allows, or `undefined` where none was found. */
export function makeNumber(schema: Schema, isInteger: boolean, variant: number): number | undefined {
  const low = Math.max(schema.minimum ?? -Infinity, schema.exclusiveMinimum ?? -Infinity);
  const high = Math.min(schema.maximum ?? Infinity, schema.exclusiveMaximum ?? Infinity);
  const step = schema.multipleOf ?? (isInteger ? 1 : undefined);
  const candidates = step === undefined ? spread(low, high, variant) : multiples(low, high, step, variant);
  return candidates.find((value) => (!isInteger || Number.isInteger(value)) && allowsNumber(schema, value));
}

export function allowsNumber(schema: Schema, value: number): boolean {
  return (
    Number.isFinite(value) &&
    value >= (schema.minimum ?? -Infinity) &&
    value <= (schema.maximum ?? Infinity) &&
    value > (schema.exclusiveMinimum ?? -Infinity) &&
    value < (schema.exclusiveMaximum ?? Infinity) &&
    (schema.multipleOf === undefined || Number.isInteger(value / schema.multipleOf))
  );
}

/** Multiples from one, or from the lowest, upwards; begun later by the variant and come round at the top. */
function multiples(low: number, high: number, step: number, variant: number): readonly number[] {
  const [lowest, highest] = [Math.ceil(low / step), Math.floor(high / step)];
  const isOneIn = lowest <= 1 && highest >= 1;
  const start = isOneIn ? 1 : Number.isFinite(lowest) ? lowest : highest;
  const room = Math.max(1, highest - start + 1);
  const upwards = Array.from(
    { length: Math.min(room, 200) },
    (_, index) => start + ((variant + index) % room),
  );
  const downwards = Array.from({ length: 50 }, (_, index) => start - 1 - ((variant + index) % 50));
  // Rounded, since 3 × 0.1 is a little more than 0.3.
  return [...upwards, ...downwards].map((count) => Number((count * step).toPrecision(15)));
}

function spread(low: number, high: number, variant: number): readonly number[] {
  if (Number.isFinite(low) && Number.isFinite(high)) {
    const part = (share: number) => low + (high - low) * share;
    const whole = Math.floor(low) + 1 + variant;
    return [whole, part((variant + 1) / (variant + 2)), part(0.5), low, high];
  }
  if (Number.isFinite(low))
    return [Math.max(1, Math.floor(low) + 1) + variant, Math.floor(low) + 1, low * 2, low];
  if (Number.isFinite(high)) {
    const top = Math.ceil(high) - 1;
    return [variant < top ? 1 + variant : top - variant, top - variant, top, high * 2, high];
  }
  return [1 + variant];
}
