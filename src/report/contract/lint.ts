import type { JsonValue } from "#contract";
import type { ContractLintValue } from "#verbs";
import { githubLines } from "../check/github.ts";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";

const most = 60;

export function reportContractLint(value: ContractLintValue, look: Look): readonly string[] {
  if (value.format === "github") return githubLines(value);
  const { findings, sources, documents, all } = value;
  const more = "keelback contract lint --all";
  const options = { look, sources, ...(all ? {} : { most, more }) };
  return [
    ...reportFindings(findings, options),
    ...layParagraph(
      findings.length === 0
        ? `nothing to say of ${counted(documents, "document")}`
        : `in ${counted(documents, "document")}`,
      look,
    ),
  ];
}

export function contractLintJson({ documents, findings }: ContractLintValue): {
  readonly [key: string]: JsonValue;
} {
  return { documents, findings: findingsJson(findings) };
}
