import { stringify } from "yaml";
import { formatSpan } from "#base";
import type { JsonValue } from "#contract";
import type { ContractExtractValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import type { Look } from "../text/look.ts";

/** The document itself, to be sent into a file; in YAML, what is to be told of it stands before it as comments. */
export function reportContractExtract(value: ContractExtractValue, look: Look): readonly string[] {
  const { document, format, findings } = value;
  if (document === undefined) return reportFindings(findings, { look });
  if (format === "json") return JSON.stringify(document, null, 2).split("\n");
  const notes = findings.map(
    ({ span, message }) =>
      `# ${span === undefined ? "" : `${formatSpan(span)}: `}${message.replaceAll(/\s+/g, " ")}`,
  );
  const text = stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });
  return [...notes, ...text.trimEnd().split("\n")];
}

export function contractExtractJson({
  document,
  operations,
  events,
  unknown,
  findings,
}: ContractExtractValue): {
  readonly [key: string]: JsonValue;
} {
  return { operations, events, unknown, findings: findingsJson(findings), document: document ?? null };
}
