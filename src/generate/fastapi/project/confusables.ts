import type { Contract } from "#contract";
import { confusable } from "#python";

/**
 * The characters of a contract's texts that look like others: a dash, a typographic apostrophe, the full-width comma of
 * another script. They are what the contract says, and no mistake of whoever writes Python.
 */
export function confusablesOf(contract: Contract): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<object>();
  const rest: unknown[] = [contract];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === "string") for (const character of value.match(foreign) ?? []) found.add(character);
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Map) rest.push(...value.keys(), ...value.values());
    else rest.push(...Object.values(value));
  }
  return confusable([...found].sort());
}

// What is no letter of ours and can be seen: the rest is printed as escapes.
const foreign = /(?![\p{C}\p{Z}\p{Default_Ignorable_Code_Point}])[^\u0000-\u007f]/gu;
