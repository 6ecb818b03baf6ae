import { formatSpan } from "#base";
import { type FieldPlace, type JsonValue, shownDigest } from "#contract";
import type { ContractQueryValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson, placeJson } from "../json.ts";
import { counted, figure } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable, type Row } from "../text/table.ts";
import { answerJson, layAnswer } from "./answer.ts";
import { itemJson, itemRows } from "./item-rows.ts";
import { laySource } from "./source-state.ts";

const mostShown = 20;

export function reportContractQuery(value: ContractQueryValue, look: Look): readonly string[] {
  const told = reportFindings(value.findings, { look, most: 5, more: "keelback contract lint" });
  return [...layValue(value, look), ...(told.length === 0 ? [] : ["", ...told])];
}

function layValue(value: ContractQueryValue, look: Look): readonly string[] {
  switch (value.kind) {
    case "answers": {
      const more =
        value.more.length === 0
          ? []
          : [
              "",
              ...layMore(value.more.length, look),
              ...layTable(itemRows(value.more.slice(0, mostShown)), { look, indent: 2 }),
            ];
      return [
        ...value.answers.flatMap((answer, index) => [
          ...(index === 0 ? [] : [""]),
          ...layAnswer(answer, look, value.source),
        ]),
        ...laySource(value, look),
        ...more,
        ...(value.fields.length === 0
          ? []
          : ["", ...layParagraph("also a field:", look), ...layFields(value.fields, look, 2)]),
        ...(value.receipts ?? []).flatMap(({ task, name, digest, version, when }) =>
          layParagraph(
            `receipt: ${name}, ${version === undefined ? `digest ${shownDigest(digest)}, not accepted as it is` : `version ${version}`}, looked up for ${task} at ${when}`,
            look,
            0,
            "faint",
          ),
        ),
      ];
    }
    case "fields":
      return layFields(value.places, look);
    case "candidates": {
      const shown = value.items.slice(0, mostShown);
      return [
        ...layParagraph(
          `${counted(value.items.length, "thing")} fit "${value.question}"; ask for one of them by name`,
          look,
        ),
        ...layTable(itemRows(shown), { look, indent: 2 }),
        ...hidden(value.items.length - shown.length, look),
      ];
    }
    case "nothing":
      return layParagraph(tellNothing(value.question, value.nearest), look);
  }
}

function layMore(count: number, look: Look): readonly string[] {
  return layParagraph(
    `${counted(count, "more of this name", "more of this name")}; --service TITLE chooses`,
    look,
  );
}

function hidden(count: number, look: Look): readonly string[] {
  return count > 0 ? [paint(look, "faint", `  … ${figure(count)} more`)] : [];
}

export function tellNothing(question: string, nearest: readonly string[]): string {
  const offered = nearest.map((name) => `"${name}"`).join(", ");
  const meant =
    nearest.length === 0 ? "keelback contract list shows what there is" : `did you mean ${offered}?`;
  return `no contract here speaks of "${question}"; ${meant}`;
}

function layFields(places: readonly FieldPlace[], look: Look, indent = 0): readonly string[] {
  const shown = places.slice(0, mostShown);
  const rows = shown.map(
    ({ field, owner, type, required, span }): Row => ({
      cells: [{ text: field, style: "heading" }, { text: owner }],
      body: { text: `${type}${required ? ", required" : ""}` },
      end: { text: formatSpan(span), style: "faint" },
    }),
  );
  return [...layTable(rows, { look, indent }), ...hidden(places.length - shown.length, look)];
}

export function contractQueryJson(value: ContractQueryValue): { readonly [key: string]: JsonValue } {
  const findings = findingsJson(value.findings);
  const { kind, question } = value;
  switch (value.kind) {
    case "answers":
      return {
        kind,
        question,
        compared: value.source.known,
        answers: value.answers.map((answer) => answerJson(answer, value.source)),
        more: value.more.map(itemJson),
        ...(value.fields.length > 0 && { fields: fieldsJson(value.fields) }),
        ...(value.receipts && {
          receipts: value.receipts.map((receipt): JsonValue => ({ ...receipt })),
        }),
        findings,
      };
    case "fields":
      return {
        kind,
        question,
        fields: fieldsJson(value.places),
        findings,
      };
    case "candidates":
      return { kind, question, candidates: value.items.slice(0, 100).map(itemJson), findings };
    case "nothing":
      return { kind, question, nearest: value.nearest, findings };
  }
}

function fieldsJson(places: readonly FieldPlace[]): JsonValue {
  return places.map(({ span, ...place }) => ({ ...place, at: formatSpan(span), place: placeJson(span) }));
}
