import type { JsonValue } from "#contract";
import type { ContractLintValue } from "#verbs";
import { formLines } from "../check/form-lines.ts";
import { sumOfContracts, tellAccepted, toldOfContracts } from "../check/told.ts";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";

const most = 60;

export function reportContractLint(value: ContractLintValue, look: Look): readonly string[] {
  const { format, findings, sources, documents, all } = value;
  if (format !== "text")
    return formLines(format, toldOfContracts("contract lint", value, documents), () =>
      contractLintJson(value),
    );
  const more = "keelback contract lint --all";
  const options = { look, sources, ...(all ? {} : { most, more }) };
  return [
    ...reportFindings(findings, options),
    ...layParagraph(
      findings.length === 0 && value.accepted === 0
        ? `nothing to say of ${counted(documents, "document")}`
        : findings.length === 0
          ? sumOfContracts(value, documents)
          : `in ${counted(documents, "document")}${tellAccepted(value)}`,
      look,
    ),
  ];
}

export function contractLintJson({ documents, findings, accepted }: ContractLintValue): {
  readonly [key: string]: JsonValue;
} {
  return { documents, findings: findingsJson(findings), accepted };
}
