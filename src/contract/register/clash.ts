import { type Finding, formatSpan } from "#base";
import type { Entry } from "../registry/entry.ts";

/** What is to be added is there already in other words. */
export function clash({ kind, name, span }: Entry): Finding {
  return {
    rule: "contract/clash",
    severity: "error",
    message: `${kind} ${name} is there already and says something else, at ${formatSpan(span)}: nothing that stands is changed by registering`,
    span,
    mend: "change the document by hand and accept the change, or register it under another name",
  };
}
