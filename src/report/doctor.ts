import type { JsonValue } from "#contract";
import type { Check, DoctorValue } from "#verbs";
import { toJson } from "./json.ts";
import { counted, listed } from "./text/figures.ts";
import type { Look, Style } from "./text/look.ts";
import { layParagraph } from "./text/paragraph.ts";
import { layRows, layTable, type Row } from "./text/table.ts";

const styles: Readonly<Record<Check["state"], Style>> = { ok: "good", missing: "error", absent: "faint" };

/** What is here and what is missing, each with the command that mends it. */
export function reportDoctor({ checks }: DoctorValue, look: Look): readonly string[] {
  const rows = checks.map(
    ({ name, state, detail }): Row => ({
      cells: [
        { text: name, style: "heading" },
        { text: state, style: styles[state] },
      ],
      body: { text: detail },
    }),
  );
  const heads = layRows(rows, { look, indent: 0 });
  const missing = checks.filter(({ state }) => state === "missing");
  const end =
    missing.length === 0
      ? "everything that is needed is here"
      : `${counted(missing.length, "thing")} missing: ${missing.map(({ name }) => name).join(", ")}`;
  return [
    ...checks.flatMap((check, index) => [...(heads[index] ?? []), ...layCheck(check, look)]),
    "",
    ...layParagraph(end, look, 0, missing.length === 0 ? "good" : "error"),
  ];
}

function layCheck({ state, looked, mend }: Check, look: Look): readonly string[] {
  const tell = (name: string, text: string): Row => ({
    cells: [{ text: name, style: "faint" }],
    body: { text },
  });
  const rows = [
    ...(state === "ok" || looked.length === 0 ? [] : [tell("looked", listed(looked, 12))]),
    ...(mend === undefined ? [] : [tell("mend", mend)]),
  ];
  return layTable(rows, { look, indent: 3 });
}

export function doctorJson({ checks }: DoctorValue): { readonly [key: string]: JsonValue } {
  return { checks: toJson(checks) };
}
