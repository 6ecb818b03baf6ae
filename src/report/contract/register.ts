import { formatSpan } from "#base";
import { type JsonValue, shownDigest } from "#contract";
import type { ContractRegisterValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted, figure } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable } from "../text/table.ts";

const mostShown = 40;

export function reportContractRegister(value: ContractRegisterValue, look: Look): readonly string[] {
  const told = reportFindings(value.findings, { look, most: 20 });
  return [...layValue(value, look), ...(told.length === 0 ? [] : [""]), ...told];
}

function layValue(value: ContractRegisterValue, look: Look): readonly string[] {
  if (value.kind === "nothing")
    return layParagraph("nothing to do: the document says all of it already", look);
  if (value.kind === "refused") return layParagraph("not registered: nothing was written", look, 0, "error");
  const { entries, file } = value;
  const rows = entries.slice(0, mostShown).map(({ kind, name, digest, span }) => ({
    cells: [
      { text: kind, style: "faint" as const },
      { text: name, style: "heading" as const },
    ],
    body: { text: formatSpan(span) },
    end: { text: shownDigest(digest), style: "faint" as const },
  }));
  const hidden = entries.length - mostShown;
  return [
    ...layTable(rows, { look, indent: 2 }),
    ...(hidden > 0 ? [paint(look, "faint", `  … ${figure(hidden)} more`)] : []),
    ...layParagraph(`${counted(entries.length, "thing")} added to ${file}`, look),
    ...layParagraph(nextStep(value), look, 0, "good"),
  ];
}

function nextStep({ proposal }: ContractRegisterValue & { readonly kind: "registered" }): string {
  return proposal === undefined
    ? "next: keelback contract accept --why TEXT"
    : `next: git add ${proposal.file}, then somebody else: keelback contract accept --proposal ${shownDigest(proposal.digest)}`;
}

export function contractRegisterJson(value: ContractRegisterValue): { readonly [key: string]: JsonValue } {
  const findings = findingsJson(value.findings);
  if (value.kind !== "registered") return { kind: value.kind, findings };
  const entries = value.entries.map(({ kind, name, digest, span }) => ({
    kind,
    name,
    digest,
    at: formatSpan(span),
  }));
  const { proposal } = value;
  return {
    ...{ kind: value.kind, file: value.file, entries },
    ...(proposal && { proposal: proposal.digest }),
    findings,
  };
}
