import type { JsonValue } from "#contract";
import type { RunValue } from "#verbs";
import { reportFindings } from "./findings.ts";
import { findingsJson } from "./json.ts";
import type { Look } from "./text/look.ts";

/** How serving ended. */
export function reportRun(value: RunValue, look: Look): readonly string[] {
  return reportFindings(value.findings, { look, sources: new Map() });
}

export function runJson({ address, findings }: RunValue): { readonly [key: string]: JsonValue } {
  return { ...(address !== undefined && { address }), findings: findingsJson(findings) };
}
