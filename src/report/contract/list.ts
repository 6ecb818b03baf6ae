import { type ItemKind, itemKinds, type JsonValue } from "#contract";
import type { ContractListValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted, figure } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable } from "../text/table.ts";
import { itemJson, itemRows } from "./item-rows.ts";
import { sourceJson, tellUnknown } from "./source-state.ts";

/** Things of one kind, at most, that are shown unless all are asked for. */
const most = 100;

export function reportContractList(value: ContractListValue, look: Look): readonly string[] {
  const told = reportFindings(value.findings, {
    look,
    sources: value.sources,
    most: 10,
    more: "keelback contract lint",
  });
  const tables = itemKinds.flatMap((kind) => layKind(kind, value, look));
  const count = (kind: string): string =>
    counted(value.items.filter((item) => item.kind === kind).length, kind);
  const sum = `${counted(value.documents.length, "document")}: ${itemKinds.map(count).join(", ")}`;
  return [
    ...tables,
    ...(told.length === 0 ? [] : [...told, ""]),
    ...layParagraph(value.filtered ? `${sum} asked for` : sum, look),
    ...tellSource(value, look),
    ...(value.items.length === 0 ? [] : layParagraph("next: keelback contract query NAME", look, 0, "good")),
  ];
}

/** What is not known of the source, where there is anything that it could keep. */
function tellSource({ items, source }: ContractListValue, look: Look): readonly string[] {
  const told = tellUnknown(source, "keelback contract list --code");
  return told === "" || items.every(({ kind }) => kind === "type")
    ? []
    : layParagraph(told, look, 0, "faint");
}

/** One table for each service that has things of a kind. */
function layKind(kind: ItemKind, { items, source, all }: ContractListValue, look: Look): readonly string[] {
  const own = items.filter((item) => item.kind === kind);
  const shown = all ? own : own.slice(0, most);
  const services = [...new Set(shown.map(({ service, version }) => `${service} ${version}`.trim()))];
  const hidden = own.length - shown.length;
  return [
    ...services.flatMap((title) => {
      const its = shown.filter(({ service, version }) => `${service} ${version}`.trim() === title);
      const heading = `${capital(kind)}s${title === "" ? "" : ` of ${title}`}`;
      return [
        ...layParagraph(heading, look, 0, "heading"),
        ...layTable(itemRows(its, "of-one-service", source), { look, indent: 2 }),
        "",
      ];
    }),
    ...(hidden > 0
      ? [paint(look, "faint", `… ${figure(hidden)} more: keelback contract list --only ${kind} --all`), ""]
      : []),
  ];
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

export function contractListJson(value: ContractListValue): { readonly [key: string]: JsonValue } {
  const counts = new Map<string, number>();
  for (const { file } of value.said) counts.set(file, (counts.get(file) ?? 0) + 1);
  return {
    documents: value.documents.map(({ file, format, label, title, version, digest }) => ({
      file,
      format,
      label,
      title,
      version,
      digest,
      items: counts.get(file) ?? 0,
    })),
    compared: value.source.known,
    items: value.items.map((item) => ({ ...itemJson(item), source: sourceJson(value.source, item) })),
    findings: findingsJson(value.findings),
  };
}
