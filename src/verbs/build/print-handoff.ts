import { cleanLine } from "#base";
import type { Handoff } from "./build-value.ts";
import { printKept } from "./print-kept.ts";

/** `HANDOFF.md`: the report of a build, for whoever takes the project over. The same build gives the same text. */
export function printHandoff(handoff: Handoff): string {
  const proven = handoff.operations.filter(({ derived }) => derived).length;
  const parts = [
    "# Handoff",
    `${proven} of ${handoff.operations.length} operations are derived and proven. Start: \`${text(handoff.start.command)}\`, then ${text(handoff.start.address)}`,
    "## Asked",
    `${askedDocuments(handoff)} (${text(handoff.asked.label)}), written with ${handoff.asked.stack} on ${handoff.asked.database}.`,
    "## Understood",
    table(
      ["operation", "path", "behaviour", "access", "tests", "derived"],
      handoff.operations.map((row) => [
        row.operation,
        `${row.method} ${row.path}`,
        row.behaviour,
        row.access,
        String(row.tests),
        row.derived ? "yes" : "no",
      ]),
    ),
    "## Assumed",
    handoff.assumptions.length === 0
      ? "Nothing."
      : handoff.assumptions
          .map(
            ({ id, text: statement, setting, chosen }) =>
              `- ${id}: ${text(statement)}${setting === undefined ? "" : ` (\`${text(setting)}: ${text(chosen ?? "")}\`)`}`,
          )
          .join("\n"),
    `${handoff.missingAnswers} error answers that the contract leaves out are in the overlay in \`docs/\`.`,
    ...printNever(handoff),
    "## Written",
    `${handoff.written.files} files, ${handoff.written.lines.toLocaleString("en-US")} lines of Python, ${handoff.written.tests} tests.`,
    ...printKept(handoff.kept),
    ...printProven(handoff),
    "## Left open",
    handoff.leftOpen.length === 0
      ? "Nothing."
      : handoff.leftOpen
          .map(({ operation, reason }) => `- \`${text(operation)}\`: ${text(reason)}`)
          .join("\n"),
    "## Versions",
    table(
      ["what", "version or digest"],
      [...Object.entries(handoff.versions), ...Object.entries(handoff.digests)],
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Documented refusals that no caller ever gets. */
function printNever({ never }: Handoff): readonly string[] {
  if (never.length === 0) return [];
  const lines = never.map(
    ({ operation, status, because }) => `- \`${text(operation)}\`, ${status}: ${text(because)}`,
  );
  return ["Documented and never answered:", lines.join("\n")];
}

function askedDocuments({ asked }: Handoff): string {
  const [contract, ...overlays] = [asked.contract, ...(asked.overlays ?? [])].map(
    (file) => `\`${text(file)}\``,
  );
  return overlays.length === 0 ? `${contract}` : `${contract} with ${overlays.join(", ")}`;
}

function printProven({ gates, switchedOff }: Handoff): readonly string[] {
  if (gates.length === 0) return ["## Proven", "Nothing was run."];
  return [
    "## Proven",
    table(
      ["gate", "holds", "what was found"],
      gates.map(({ gate, holds, summary }) => [gate, holds ? "yes" : "no", summary]),
    ),
    `Not judged by conformance:\n\n${switchedOff.map((line) => `- ${text(line)}`).join("\n")}`,
    ...gates
      .filter(({ holds }) => !holds)
      .map(
        ({ gate, details }) =>
          `### ${gate}\n\n\`\`\`text\n${details.map((line) => line.replaceAll("`", "'")).join("\n")}\n\`\`\``,
      ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => text(cell).replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text of a contract that must stay text in Markdown. */
function text(value: string): string {
  return cleanLine(value).replace(/[<>`]/g, "'");
}
