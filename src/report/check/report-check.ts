import type { JsonValue } from "#contract";
import type { CheckValue } from "#verbs";
import { findingsJson, toJson } from "../json.ts";
import type { Look } from "../text/look.ts";
import { formLines } from "./form-lines.ts";
import { textLines } from "./text.ts";
import { toldOfCheck } from "./told.ts";

/** Findings in the form that was asked for. */
export function reportCheck(value: CheckValue, look: Look): readonly string[] {
  return value.format === "text"
    ? textLines(value, look)
    : formLines(value.format, toldOfCheck(value), () => checkJson(value));
}

export function checkJson(value: CheckValue): { readonly [key: string]: JsonValue } {
  const { files, lines, durationMs, findings, mended, accepted, silenced, choices, baseline, silence } =
    value;
  return {
    files,
    lines,
    durationMs: Math.round(durationMs),
    rules: choices.map(({ id }) => id),
    findings: findingsJson(findings),
    mended: findingsJson(mended),
    accepted,
    silenced,
    ...(baseline === undefined ? {} : { baseline }),
    ...(silence === undefined ? {} : { silence: toJson(silence) }),
  };
}
