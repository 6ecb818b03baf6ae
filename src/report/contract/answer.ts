import type { Answer, Contract, JsonValue, Operation } from "#contract";
import { printOpenapi } from "#contract";
import type { RecalledStates } from "#verbs";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable, type Row } from "../text/table.ts";
import { eventRows } from "./event-rows.ts";
import { itemJson, placeOf } from "./item-rows.ts";
import { operationRows } from "./operation-rows.ts";
import { typeRows } from "./schema-rows.ts";
import { sourceJson, sourceRows } from "./source-state.ts";

/** The exact contract of one thing for people: what goes in, what comes out, its types in full, where it is written. */
export function layAnswer(answer: Answer, look: Look, source?: RecalledStates): readonly string[] {
  const { item, contract, names, warnings, emits } = answer;
  const [operation] = contract.operations;
  const [event] = contract.events;
  const head = layTable(
    [
      {
        cells: [{ text: item.name, style: "heading" }],
        body: { text: item.id === item.name ? "" : item.id },
        end: { text: placeOf(item), style: "faint" },
      },
    ],
    { look, indent: 0 },
  );
  const rows: readonly Row[] = [
    ...(operation === undefined ? [] : operationRows(contract, operation)),
    ...(event === undefined ? [] : eventRows(contract, event, item)),
    ...listRow(
      "emits",
      emits.map(({ name }) => name),
    ),
    ...typeRows(contract, item.kind === "type" ? [item.id] : []),
    ...listRow(
      "python",
      names.map(([wire, python]) => `${wire} is ${python}`),
    ),
    ...(source === undefined ? [] : sourceRows(source, item)),
    ...warnings.map((text): Row => ({ cells: [{ text: "warning", style: "warning" }], body: { text } })),
  ];
  const version = [
    [item.service, item.version].filter((part) => part !== "").join(" "),
    `digest ${item.digest.slice(0, 12)}`,
  ].filter((part) => part !== "");
  return [
    ...head,
    ...layParagraph(version.join(", "), look, 2, "faint"),
    ...describe(operation, contract, item.summary).flatMap((text) => layParagraph(text, look, 2)),
    ...layTable(rows, { look, indent: 2 }),
  ];
}

function describe(operation: Operation | undefined, contract: Contract, summary: string): readonly string[] {
  const told = operation?.description ?? contract.events[0]?.description ?? "";
  return told.startsWith(summary)
    ? [told].filter((text) => text !== "")
    : [summary, ...(told === "" ? [] : [told])];
}

function listRow(title: string, words: readonly string[]): readonly Row[] {
  return words.length === 0
    ? []
    : [{ cells: [{ text: title, style: "faint" }], body: { text: words.join(", ") } }];
}

/** For programs: the same as a document of OpenAPI 3.1 or of events that holds nothing else. */
export function answerJson(
  { item, contract, names, warnings, emits }: Answer,
  source?: RecalledStates,
): { readonly [key: string]: JsonValue } {
  return {
    ...itemJson(item),
    contract: printOpenapi(contract),
    emits: emits.map(({ name }) => name),
    python: Object.fromEntries(names),
    ...(source && { source: sourceJson(source, item) }),
    warnings,
  };
}
