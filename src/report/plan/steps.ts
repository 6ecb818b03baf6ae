import type { Plan } from "#plan";
import { counted } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layTable, type Row } from "../text/table.ts";

/** The steps of a plan, in order, with what each writes and what must fail before it is written. */
export function laySteps(plan: Plan, look: Look): readonly string[] {
  const rows = plan.steps.map(({ title, purpose, operations, tests, files }, index): Row => {
    const figures = [
      ...(operations.length > 0 ? [counted(operations.length, "operation")] : []),
      ...(tests.length > 0 ? [`${counted(tests.length, "effect")} to be seen failing first`] : []),
      ...(files.length > 0 ? [counted(files.length, "file")] : []),
    ];
    return {
      cells: [
        { text: String(index + 1).padStart(2), style: "faint" },
        { text: title, style: "heading" },
      ],
      body: { text: figures.length === 0 ? purpose : `${purpose}; ${figures.join(", ")}` },
    };
  });
  return layTable(rows, { look, indent: 2 });
}
