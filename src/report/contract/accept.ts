import { type AcceptedItem, type JsonValue, shownDigest } from "#contract";
import type { ContractAcceptValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted, figure } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable, type Row } from "../text/table.ts";

const mostShown = 40;

export function reportContractAccept(value: ContractAcceptValue, look: Look): readonly string[] {
  const told = reportFindings(value.findings, { look, most: 10 });
  const own = layValue(value, look);
  return [...own, ...(told.length === 0 || own.length === 0 ? [] : [""]), ...told];
}

function layValue(value: ContractAcceptValue, look: Look): readonly string[] {
  switch (value.kind) {
    case "accepted": {
      const { items, digest, by, why, file } = value.entry;
      const hidden = items.length - mostShown;
      return [
        ...layTable(changeRows(items.slice(0, mostShown)), { look, indent: 2 }),
        ...(hidden > 0 ? [paint(look, "faint", `  … ${figure(hidden)} more`)] : []),
        ...layParagraph(
          `${counted(items.length, "thing")} accepted as ${shownDigest(digest)} by ${by}: ${why}`,
          look,
        ),
        ...layParagraph(`next: git add ${file.split("/").slice(0, 2).join("/")}`, look, 0, "good"),
      ];
    }
    case "nothing":
      return layParagraph("nothing to do: all is as it was accepted last", look);
    case "refused":
      return layParagraph("not accepted: nothing was recorded", look, 0, "error");
  }
}

export function changeRows(items: readonly AcceptedItem[]): readonly Row[] {
  return items.map(({ change, name, line, digest, service, version, consumer, provider }) => ({
    cells: [
      { text: tellChange(change) },
      { text: line[0] ?? "", style: "faint" },
      { text: name, style: "heading" },
    ],
    body: {
      text: [
        [service, version].filter((part) => part !== "").join(" "),
        ...tellEffects({ consumer, provider }),
      ].join("; "),
    },
    end: { text: digest === undefined ? "" : shownDigest(digest), style: "faint" },
  }));
}

/** `consumer: breaking, provider: safe`, where that is known. */
export function tellEffects({ consumer, provider }: Classified): readonly string[] {
  return consumer === undefined || provider === undefined
    ? []
    : [`consumer: ${consumer}, provider: ${provider}`];
}

interface Classified {
  readonly consumer: AcceptedItem["consumer"] | undefined;
  readonly provider: AcceptedItem["provider"] | undefined;
}

export function tellChange(change: AcceptedItem["change"]): string {
  return change === "same" ? "confirmed" : change;
}

export function contractAcceptJson(value: ContractAcceptValue): { readonly [key: string]: JsonValue } {
  const findings = findingsJson(value.findings);
  if (value.kind !== "accepted") return { kind: value.kind, findings };
  const { digest, by, why, when, parents, items, file } = value.entry;
  return { kind: value.kind, digest, file, by, why, when, parents, items: items.map(acceptedJson), findings };
}

export function acceptedJson({ line, ...item }: AcceptedItem): JsonValue {
  return { kind: line[0] ?? "", key: line.slice(1), ...item };
}
