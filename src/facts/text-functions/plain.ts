/** A value while a function of texts is worked out. */
export type Plain = string | number | boolean | null | readonly Plain[] | Callable;

export interface Callable {
  readonly kind: "callable";
  /** Undefined where it cannot be worked out. */
  readonly apply: (args: readonly Plain[]) => Plain | undefined;
}

/** Longest text and longest list that are worked out. */
export const longest = 2000;

export function isCallable(value: Plain | undefined): value is Callable {
  return typeof value === "object" && value !== null && "kind" in value;
}

/** What can be gone through item by item. */
export function itemsOf(value: Plain | undefined): readonly Plain[] | undefined {
  if (typeof value === "string") return [...value];
  return Array.isArray(value) ? (value as readonly Plain[]) : undefined;
}

/** Python's truth of a value: https://docs.python.org/3/library/stdtypes.html#truth-value-testing */
export function isTruthy(value: Plain): boolean {
  if (typeof value === "string" || Array.isArray(value)) return value.length > 0;
  return typeof value === "object" ? value !== null : Boolean(value);
}

export function isEqual(one: Plain, other: Plain): boolean {
  const [left, right] = [itemsOf(one), itemsOf(other)];
  if (typeof one === "object" && typeof other === "object" && left && right)
    return left.length === right.length && left.every((item, index) => isEqual(item, right[index] ?? null));
  return one === other;
}
