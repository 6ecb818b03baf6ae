import { parse } from "yaml";

/**
 * One spelling for what may be null. `{type: [string, "null"]}` and `{anyOf: [{type: string}, {type: "null"}]}` say the
 * same, and the tool that compares documents takes the one for a break of the other.
 */
export function spellNullAlike(document: string): string {
  let value: unknown;
  try {
    value = parse(document, { logLevel: "error" });
  } catch {
    // What cannot be read is compared as it is: the tool says what is wrong with it.
    return document;
  }
  return JSON.stringify(respell(value, new Map()));
}

// Shared nodes are rewritten once, so that the work stays linear.
function respell(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (known.has(value)) return known.get(value);
  const kept = Array.isArray(value)
    ? value.map((each) => respell(each, known))
    : joinNull(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, respell(each, known)])));
  known.set(value, kept);
  return kept;
}

function joinNull(schema: Record<string, unknown>): Record<string, unknown> {
  for (const key of ["anyOf", "oneOf"]) {
    const choices = schema[key];
    if (!Array.isArray(choices) || choices.length !== 2) continue;
    const other = choices.find((choice) => !isNull(choice)) as Record<string, unknown> | undefined;
    if (!choices.some(isNull) || typeof other?.["type"] !== "string") continue;
    const { [key]: _, ...around } = schema;
    const values = other["enum"];
    return {
      ...other,
      ...around,
      type: [other["type"], "null"],
      ...(Array.isArray(values) && { enum: [...values, null] }),
    };
  }
  return schema;
}

function isNull(choice: unknown): boolean {
  return typeof choice === "object" && choice !== null && "type" in choice && choice.type === "null";
}
