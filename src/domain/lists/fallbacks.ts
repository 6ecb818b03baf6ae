import type { Parameter } from "#contract";
import type { FilterFallback, Shift } from "../behaviour.ts";
import type { ParameterValue } from "./parameter-values.ts";

/** What a parameter defaults to: a value, a moment that the text tells, nothing, or something that is not understood. */
export type FallbackReading = FilterFallback | "none" | "unknown";

const defaultText = /\bdefaults?(?: value)?(?: (?:is|to)\b|:|=)+\s*([^.;\n]*)/i;
const nowText = /^(?:the )?(?:today|now|current (?:day|date|time|moment)|time of the request)\b/i;
const shiftText =
  /^(?:the )?(?:(\d{1,5}|one|an?) )?(minute|hour|day|week)s? (after|before|from|ago|in the (?:past|future))\s*(.*)$/i;

export function readFallback(
  { description }: Parameter,
  { schema, several, type }: ParameterValue,
  others: readonly string[],
): FallbackReading {
  const { default: value } = schema;
  const isMoment = type === "date" || type === "date-time";
  if (value !== undefined && value !== null)
    return typeof value === "object" || several || isMoment ? "unknown" : { kind: "value", value };
  if (!isMoment && type !== "string") return "none";
  const told = defaultText
    .exec(description)?.[1]
    ?.replace(/[`'"*]([\w.[\]]+)[`'"*]/g, "$1")
    .trim();
  if (told === undefined || told === "") return "none";
  if (nowText.test(told)) return { kind: "moment" };
  const found = shiftText.exec(told);
  if (!found) return type === "string" ? "none" : "unknown";
  const [, count = "1", unit = "", direction = "", base = ""] = found;
  // Days have no hours.
  if (type !== "date-time" && /^(?:minute|hour)/i.test(unit)) return "unknown";
  return shifted(count, unit, direction.toLowerCase(), base.trim(), others) ?? "unknown";
}

function shifted(
  count: string,
  unit: string,
  direction: string,
  base: string,
  others: readonly string[],
): FilterFallback | undefined {
  const number = /^\d+$/.test(count) ? Number(count) : 1;
  const isBack = direction === "before" || direction === "ago" || direction === "in the past";
  const shift: Shift = {
    unit: `${unit.toLowerCase()}s` as Shift["unit"],
    count: isBack ? -number : number,
  };
  const needsBase = direction === "after" || direction === "before" || direction === "from";
  if (!needsBase || nowText.test(base)) return { kind: "moment", shift };
  const after = others.find((name) => base === name || base.startsWith(`${name} `) || base === `the ${name}`);
  return after === undefined ? undefined : { kind: "moment", after, shift };
}
