import type { Effect } from "./effects.ts";

/** Which of two types is the wider, as the comparing tool spells a change from type and format to type and format. */
export function typeEffect(text: string): Effect | undefined {
  const [, type, format, otherType, otherFormat] =
    /from `([^`]*)`\/`([^`]*)` to `([^`]*)`\/`([^`]*)`/.exec(text) ?? [];
  if (type === undefined || format === undefined || otherType === undefined || otherFormat === undefined)
    return undefined;
  if (type !== otherType) {
    const wider = isWithin(type, otherType);
    const narrower = isWithin(otherType, type);
    return wider === narrower ? "otherwise" : wider ? "loosened" : "tightened";
  }
  return formatEffect(format, otherFormat);
}

function formatEffect(was: string, is: string): Effect {
  // What any number is by itself: to name or leave it changes nothing that travels.
  const plain = ["", "int64", "double"];
  if (plain.includes(was) && plain.includes(is)) return "same";
  const small = ["int32", "float"];
  if (small.includes(was)) return plain.includes(is) ? "loosened" : "otherwise";
  if (small.includes(is) || was === "") return "tightened";
  return is === "" ? "more-values" : "otherwise";
}

function isWithin(inner: string, outer: string): boolean {
  if (outer === "") return true;
  const all = outer.split(/, ?/);
  return (
    inner !== "" &&
    inner.split(/, ?/).every((type) => all.includes(type) || (type === "integer" && all.includes("number")))
  );
}
