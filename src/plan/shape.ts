/** A check of untrusted JSON: what is wrong and where, or nothing. */
export type Shape = (value: unknown, place: string) => string | undefined;

export const text: Shape = (value, place) => (typeof value === "string" ? undefined : `${place} is no text`);

export const count: Shape = (value, place) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : `${place} is no whole number`;

export function oneOf(...values: readonly (string | number)[]): Shape {
  return (value, place) =>
    values.some((allowed) => allowed === value) ? undefined : `${place} is none of ${values.join(", ")}`;
}

export function listOf(item: Shape): Shape {
  return (value, place) => {
    if (!Array.isArray(value)) return `${place} is no list`;
    for (const [index, element] of value.entries()) {
      const problem = item(element, `${place}[${index}]`);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** An object with these keys and no others; a key that ends in `?` may be absent. */
export function record(keys: Readonly<Record<string, Shape>>): Shape {
  const known = Object.entries(keys).map(
    ([key, shape]) => [key.replace(/\?$/, ""), key.endsWith("?"), shape] as const,
  );
  return (value, place) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return `${place} is no object`;
    const entries = new Map(Object.entries(value));
    for (const [key, optional, shape] of known) {
      if (!entries.has(key)) {
        if (optional) continue;
        return `${place} has no "${key}"`;
      }
      const problem = shape(entries.get(key), `${place}.${key}`);
      if (problem !== undefined) return problem;
      entries.delete(key);
    }
    const [stranger] = entries.keys();
    return stranger === undefined ? undefined : `${place} has an unknown key "${stranger}"`;
  };
}
