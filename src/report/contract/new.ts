import type { JsonValue } from "#contract";
import type { ContractNewValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";

export function reportContractNew(
  { file, title, findings }: ContractNewValue,
  look: Look,
): readonly string[] {
  if (file === undefined) return reportFindings(findings, { look });
  return [
    ...layParagraph(`${file} is started: ${title}`, look, 0, "heading"),
    ...layParagraph(
      "next: write what the domain promises in it, then keelback contract lint",
      look,
      0,
      "good",
    ),
  ];
}

export function contractNewJson({ file, title, findings }: ContractNewValue): {
  readonly [key: string]: JsonValue;
} {
  return { file: file ?? null, title: title ?? null, findings: findingsJson(findings) };
}
