import { type Acceptance, type AcceptedItem, type JsonValue, shownDigest } from "#contract";
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
    case "accepted":
    case "proposed": {
      const { items, digest, by, why, file, proposal } = value.entry;
      const id = shownDigest(digest);
      const from =
        proposal === undefined ? "" : `, as ${proposal.by} proposed in ${shownDigest(proposal.digest)}`;
      const hidden = items.length - mostShown;
      return [
        ...layTable(changeRows(items.slice(0, mostShown)), { look, indent: 2 }),
        ...(hidden > 0 ? [paint(look, "faint", `  … ${figure(hidden)} more`)] : []),
        ...layParagraph(
          `${counted(items.length, "thing")} ${value.kind} as ${id} by ${by}${from}: ${why}`,
          look,
        ),
        ...layParagraph(`next: git add ${placesOf(file, proposal !== undefined)}`, look, 0, "good"),
        ...(value.kind === "proposed"
          ? layParagraph(`then somebody else: keelback contract accept --proposal ${id}`, look, 0, "good")
          : []),
      ];
    }
    case "nothing":
      return layParagraph("nothing to do: all is as it was accepted last", look);
    case "refused":
      return layParagraph("not accepted: nothing was recorded", look, 0, "error");
  }
}

/** What git has to take up: the proposal that is gone, too. */
function placesOf(file: string, isProposed: boolean): string {
  return isProposed ? ".keelback" : file.split("/").slice(0, 2).join("/");
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
  if (value.kind === "nothing" || value.kind === "refused") return { kind: value.kind, findings };
  return { kind: value.kind, ...entryJson(value.entry), findings };
}

export function acceptedJson({ line, ...item }: AcceptedItem): JsonValue {
  return { kind: line[0] ?? "", key: line.slice(1), ...item };
}

/** An acceptance, or a proposal of one. */
export function entryJson({ digest, file, by, why, when, parents, proposal, items }: Acceptance): {
  readonly [key: string]: JsonValue;
} {
  return {
    ...{ digest, file, by, why, when, parents },
    ...(proposal && { proposal: { by: proposal.by, digest: proposal.digest } }),
    items: items.map(acceptedJson),
  };
}
