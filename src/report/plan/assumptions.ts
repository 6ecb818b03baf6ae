import { formatSpan } from "#base";
import type { Assumption } from "#domain";
import type { Look } from "../text/look.ts";
import { layTable, type Row } from "../text/table.ts";

/** What had to be assumed, each with the line of keelback.yaml that settles it. */
export function layAssumptions(
  assumptions: readonly Assumption[],
  settled: ReadonlySet<string>,
  look: Look,
): readonly string[] {
  const rows = assumptions.map(({ id, text, span, setting, choices, chosen }): Row => {
    const state = settled.has(setting)
      ? `${chosen} (settled)`
      : [chosen, ...others(choices, chosen)].join(" | ");
    return {
      cells: [{ text: id, style: "heading" }],
      body: { text: `${text}; ${setting}: ${state}` },
      end: { text: formatSpan(span), style: "faint" },
    };
  });
  return layTable(rows, { look, indent: 2 });
}

function others(choices: readonly string[], chosen: string): readonly string[] {
  return choices.filter((choice) => choice !== chosen);
}
