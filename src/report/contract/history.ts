import { type Acceptance, type JsonValue, shownDigest, type VersionLine } from "#contract";
import type { ContractHistoryValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted, figure } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable, type Row } from "../text/table.ts";
import { acceptedJson, entryJson, tellChange } from "./accept.ts";

const most = 30;
const mostJson = 1_000;

export function reportContractHistory(value: ContractHistoryValue, look: Look): readonly string[] {
  const told = reportFindings(value.findings, { look, most: value.all ? 1_000 : 20 });
  const waiting = value.proposals;
  if (waiting !== undefined) return layProposals(waiting, told, look);
  const rows = value.name === undefined ? value.entries.map(entryRow) : value.lines.flatMap(versionRows);
  const shown = value.all ? rows : rows.slice(0, most);
  const hidden = rows.length - shown.length;
  return [
    ...layTable(shown, { look, indent: 0 }),
    ...(hidden > 0 ? [paint(look, "faint", `… ${figure(hidden)} more: --all`)] : []),
    ...(told.length === 0 ? [] : ["", ...told]),
    ...layParagraph(sum(value), look),
  ];
}

function layProposals(
  waiting: readonly Acceptance[],
  told: readonly string[],
  look: Look,
): readonly string[] {
  const [first] = waiting;
  return [
    ...layTable(waiting.map(entryRow), { look, indent: 0 }),
    ...(told.length === 0 ? [] : ["", ...told]),
    ...layParagraph(
      first === undefined
        ? "nothing waits to be accepted"
        : `${counted(waiting.length, "proposal")}; keelback contract accept --proposal ${shownDigest(first.digest)} accepts the first`,
      look,
    ),
  ];
}

function sum({ entries, heads, name, lines, verified, findings }: ContractHistoryValue): string {
  if (name !== undefined && lines.length === 0)
    return `nothing called "${name}" was ever accepted; keelback contract history shows what was`;
  const branches = heads.length > 1 ? `, ${counted(heads.length, "branch", "branches")} side by side` : "";
  const sound = verified && findings.length === 0 ? "; all of it is as it was recorded" : "";
  return `${counted(entries.length, "acceptance")}${branches}${sound}`;
}

function entryRow({ digest, when, by, why, items, proposal }: Acceptance): Row {
  const counts = (["added", "changed", "removed", "same"] as const).flatMap((change) => {
    const count = items.filter((item) => item.change === change).length;
    return count === 0 ? [] : [`${figure(count)} ${tellChange(change)}`];
  });
  return {
    cells: [{ text: shownDigest(digest), style: "heading" }, { text: when.slice(0, 16).replace("T", " ") }],
    body: { text: `${counts.join(", ")}: ${why}` },
    end: { text: proposal === undefined ? by : `${by}, proposed by ${proposal.by}`, style: "faint" },
  };
}

function versionRows({ versions }: VersionLine): readonly Row[] {
  return versions.toReversed().map(({ number, item, entry }) => ({
    cells: [
      { text: `${item.name}@${number}`, style: "heading" },
      { text: item.digest === undefined ? "" : shownDigest(item.digest) },
      { text: entry.when.slice(0, 16).replace("T", " ") },
    ],
    body: { text: `${tellChange(item.change)}: ${entry.why}` },
    end: { text: entry.by, style: "faint" },
  }));
}

export function contractHistoryJson(value: ContractHistoryValue): { readonly [key: string]: JsonValue } {
  const { entries, heads, name, lines, proposals, verified, findings, all } = value;
  const shown = all ? entries : entries.slice(0, mostJson);
  return {
    verified,
    heads,
    ...(proposals && { proposals: proposals.map(entryJson) }),
    ...(name === undefined
      ? {
          entries: shown.map(entryJson),
        }
      : {
          name,
          versions: lines.flatMap(({ versions }) =>
            versions.map(({ number, item, entry }) => ({
              number,
              entry: entry.digest,
              when: entry.when,
              by: entry.by,
              why: entry.why,
              item: acceptedJson(item),
            })),
          ),
        }),
    findings: findingsJson(findings),
  };
}
