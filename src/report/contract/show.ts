import type { JsonValue } from "#contract";
import { printOpenapi } from "#contract";
import type { ContractShowValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable } from "../text/table.ts";
import { acceptedJson, tellChange } from "./accept.ts";
import { answerJson, layAnswer } from "./answer.ts";
import { itemJson, itemRows } from "./item-rows.ts";
import { layPrinted } from "./printed.ts";
import { tellNothing } from "./query.ts";
import { laySource } from "./source-state.ts";

export function reportContractShow(value: ContractShowValue, look: Look): readonly string[] {
  if (value.kind === "printed") return layPrinted(value);
  const told = reportFindings(value.findings, { look, most: 10 });
  return [...layValue(value, look), ...(told.length === 0 ? [] : ["", ...told])];
}

function layValue(
  value: Exclude<ContractShowValue, { readonly kind: "printed" }>,
  look: Look,
): readonly string[] {
  switch (value.kind) {
    case "answers": {
      const more =
        value.more.length === 0 ? [] : ["", ...layTable(itemRows(value.more), { look, indent: 2 })];
      return [
        ...value.answers.flatMap((answer, index) => [
          ...(index === 0 ? [] : [""]),
          ...layAnswer(answer, look, value.source),
        ]),
        ...laySource(value, look),
        ...more,
      ];
    }
    case "versions":
      return value.versions.flatMap(({ entry, item, number, answer }, index) => [
        ...(index === 0 ? [] : [""]),
        ...layParagraph(
          `${item.name}@${number}, ${tellChange(item.change)} by ${entry.by} on ${entry.when}: ${entry.why}`,
          look,
          0,
          "heading",
        ),
        ...(answer === undefined ? [] : layAnswer(answer, look)),
      ]);
    case "document": {
      const { file, label, title, version, digest } = value.document;
      const head = [
        `${file}: ${label}`,
        [title, version].filter((part) => part !== "").join(" "),
        `digest ${digest.slice(0, 12)}`,
      ];
      return [
        ...layParagraph(head.filter((part) => part !== "").join(", "), look, 0, "heading"),
        ...layTable(itemRows(value.items), { look, indent: 2 }),
        ...layParagraph(counted(value.items.length, "item"), look),
      ];
    }
    case "nothing":
      return layParagraph(tellNothing(value.name, value.nearest), look);
  }
}

export function contractShowJson(value: ContractShowValue): { readonly [key: string]: JsonValue } {
  const findings = findingsJson(value.findings);
  switch (value.kind) {
    case "answers":
      return {
        kind: value.kind,
        name: value.name,
        compared: value.source.known,
        answers: value.answers.map((answer) => answerJson(answer, value.source)),
        more: value.more.map(itemJson),
        findings,
      };
    case "versions":
      return {
        kind: value.kind,
        name: value.name,
        versions: value.versions.map(({ entry, item, number, answer }) => ({
          ...{ number, entry: entry.digest, when: entry.when, by: entry.by, why: entry.why },
          item: acceptedJson(item),
          ...(answer && { answer: answerJson(answer) }),
        })),
        findings,
      };
    case "document": {
      const { file, format, label, title, version, digest } = value.document;
      const items = value.items.map(itemJson);
      return {
        kind: value.kind,
        file,
        format,
        label,
        title,
        version,
        digest,
        contract: printOpenapi(value.contract),
        items,
        findings,
      };
    }
    case "printed":
      return {
        ...{ kind: value.kind, file: value.file, format: value.format, document: value.document },
        findings,
      };
    case "nothing":
      return { kind: value.kind, name: value.name, nearest: value.nearest, findings };
  }
}
