import type { JsonValue } from "#contract";
import type { CheckFormat } from "#verbs";
import { githubLines } from "./github.ts";
import { markdownLines } from "./markdown.ts";
import { pageText } from "./page/page.ts";
import { sarifText } from "./sarif.ts";
import type { Told } from "./told.ts";

/** Findings in one of the forms that are the same for every verb. */
export function formLines(
  format: Exclude<CheckFormat, "text">,
  told: Told,
  json: () => { readonly [key: string]: JsonValue },
): readonly string[] {
  switch (format) {
    case "json": {
      const head = { keelback: told.version, verb: told.verb, exitCode: told.exitCode };
      return [JSON.stringify({ ...head, ...json() }, null, 2)];
    }
    case "sarif":
      return [sarifText(told)];
    case "github":
      return githubLines(told);
    case "markdown":
      return markdownLines(told);
    case "html":
      return [pageText(told)];
  }
}
