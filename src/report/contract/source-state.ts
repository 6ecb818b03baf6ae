import { formatSpan } from "#base";
import type { Answer, JsonValue, RegistryItem } from "#contract";
import { type RecalledStates, type SourceState, stateOf } from "#verbs";
import { placeJson } from "../json.ts";
import { counted } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import type { Row } from "../text/table.ts";

/** What the source does of a thing; undefined where that is not known. Types are kept by those that name them. */
export function stateIn(source: RecalledStates, item: RegistryItem): SourceState | undefined {
  return source.known === "yes" ? stateOf(source.states, item) : undefined;
}

/** In two words, for a table; `?` where it is not known. */
export function tellState(state: SourceState | undefined): string {
  if (state === undefined) return "?";
  const { kept, tested } = state;
  const words = { yes: "implemented", partly: "partly implemented", no: "not implemented" } as const;
  return `${words[kept]}${tested === undefined ? "" : tested ? ", tested" : ", untested"}`;
}

/** Why nothing is told of the source, and what would tell it; empty where it is known. */
export function tellUnknown({ known }: RecalledStates, command: string): string {
  switch (known) {
    case "yes":
      return "";
    case "changed":
      return `contracts or source have changed since they were compared: ${command} compares them again`;
    case "never":
      return `whether the source keeps it is not known here: ${command} compares them`;
  }
}

/** What is not known of the source, below answers of which it could keep one. */
export function laySource(
  { answers, source }: { readonly answers: readonly Answer[]; readonly source: RecalledStates },
  look: Look,
): readonly string[] {
  const told = tellUnknown(source, "keelback drift");
  const isAsked = answers.some(({ item }) => item.kind !== "type");
  return told === "" || !isAsked ? [] : layParagraph(told, look, 2, "faint");
}

/** Differences, at most, that are told beside an answer. */
const mostDrifts = 8;

/** Where the source answers it, and where it does otherwise, with both places. */
export function sourceRows(source: RecalledStates, item: RegistryItem): readonly Row[] {
  const state = stateIn(source, item);
  if (state === undefined) return [];
  const { at } = state;
  const drifts = state.drifts.filter(({ severity }) => severity !== "note");
  const shown = drifts.slice(0, mostDrifts);
  const more = drifts.length - shown.length;
  return [
    {
      cells: [{ text: "source", style: "faint" }],
      body: { text: `${tellState(state)}${at === undefined ? "" : ` at ${formatSpan(at)}`}` },
    },
    ...[
      ...shown.map((drift) => `drifting: ${tellDrift(drift)}`),
      ...(more > 0 ? [`drifting: ${counted(more, "more difference")}, which keelback drift shows`] : []),
    ].map((text): Row => ({ cells: [{ text: "warning", style: "warning" }], body: { text } })),
  ];
}

function tellDrift({ message, document, source }: SourceState["drifts"][number]): string {
  const places = [document, source].flatMap((span) => (span === undefined ? [] : [formatSpan(span)]));
  return places.length === 0 ? message : `${message} (${places.join(", ")})`;
}

/** For programs; null where it is not known. */
export function sourceJson(source: RecalledStates, item: RegistryItem): JsonValue {
  const state = stateIn(source, item);
  if (state === undefined) return null;
  const { kept, tested, at, drifts } = state;
  return {
    kept,
    tested: tested ?? null,
    at: at === undefined ? null : placeJson(at),
    drifts: drifts.map(({ severity, message, document, source: its }) => ({
      severity,
      message,
      ...(document && { document: placeJson(document) }),
      ...(its && { source: placeJson(its) }),
    })),
  };
}
