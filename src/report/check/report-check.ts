import type { JsonValue } from "#contract";
import type { CheckValue } from "#verbs";
import { findingsJson, toJson } from "../json.ts";
import type { Look } from "../text/look.ts";
import { githubLines } from "./github.ts";
import { markdownLines } from "./markdown.ts";
import { pageText } from "./page/page.ts";
import { sarifText } from "./sarif.ts";
import { textLines } from "./text.ts";

/** Findings in the form that was asked for. */
export function reportCheck(value: CheckValue, look: Look): readonly string[] {
  switch (value.format) {
    case "text":
      return textLines(value, look);
    case "json": {
      const head = { keelback: value.version, verb: "check", exitCode: value.exitCode };
      return [JSON.stringify({ ...head, ...checkJson(value) }, null, 2)];
    }
    case "sarif":
      return [sarifText(value)];
    case "github":
      return githubLines(value);
    case "markdown":
      return markdownLines(value);
    case "html":
      return [pageText(value)];
  }
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
