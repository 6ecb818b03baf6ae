import type { JsonValue } from "#contract";
import type { BuildValue, Built } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson, toJson } from "../json.ts";
import { reportPlan } from "../plan/report-plan.ts";
import { shellWord } from "../shell.ts";
import { counted, figure, listed, seconds } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { type Cell, layTable } from "../text/table.ts";
import { layKept } from "./kept.ts";

/** How a build ended: what holds, what does not, what is left open, and what comes next. */
export function reportBuild(value: BuildValue, look: Look): readonly string[] {
  const { findings, sources, refused, built } = value;
  const problems = reportFindings(findings, { look, sources });
  if (refused) {
    const where = refused.files.length === 0 ? "" : `: ${listed(refused.files, 5)}`;
    const plan = value.understood
      ? [
          "",
          ...reportPlan(value.understood.domain, value.understood.plan, {
            look,
            all: false,
            settled: new Set(),
            notes: [],
          }),
        ]
      : [];
    return [
      ...problems,
      ...layParagraph(`refused: ${refused.reason}${where}`, look, 0, "error"),
      ...layParagraph(refused.mend, look, 2),
      ...plan,
    ];
  }
  if (!built) return problems;
  return [...problems, ...reportBuilt(built, look)];
}

function reportBuilt(built: Built, look: Look): readonly string[] {
  const { handoff, proof } = built;
  const { written, deleted } = built;
  const changed = written.length + deleted.length;
  const summary =
    changed === 0
      ? `nothing to do: ${counted(built.unchanged, "file")} are as they should be`
      : `${counted(written.length, "file")} written${deleted.length === 0 ? "" : `, ${figure(deleted.length)} taken away`}; ${figure(handoff.written.lines)} lines of Python, ${counted(handoff.written.tests, "test")}`;
  return [
    ...layParagraph(summary, look),
    ...(proof ? ["", ...gateTable(built, look), ""] : []),
    ...layKept(built, look),
    ...handoff.leftOpen.flatMap(({ operation, reason }) =>
      layParagraph(`left open: ${operation}: ${reason}`, look),
    ),
    ...conclusion(built, look),
  ];
}

// What a gate judges, by the names under which the proof says what took how long.
const judged: Readonly<Record<string, readonly string[]>> = {
  red: ["skeleton"],
  green: ["green", "shuffled"],
  "able-to-fail": ["mutants"],
};

function gateTable({ handoff, proof }: Built, look: Look): readonly string[] {
  return handoff.gates.flatMap(({ gate, holds, summary, details }) => {
    const times = (judged[gate] ?? [gate]).map((name) => proof?.spent[name] ?? 0);
    const longest = Math.max(...times);
    const time = longest > 0 ? `, ${seconds(longest)}` : "";
    const word: Cell = holds ? { text: "holds", style: "good" } : { text: "fails", style: "error" };
    const row = layTable(
      [{ cells: [{ text: gate.padEnd(13) }, word], body: { text: `${summary}${time}` } }],
      {
        look,
        indent: 2,
      },
    );
    return [...row, ...(holds ? [] : details.flatMap((line) => layParagraph(line, look, 10)))];
  });
}

function conclusion({ handoff, directory, proof }: Built, look: Look): readonly string[] {
  const derived = handoff.operations.filter((operation) => operation.derived).length;
  const all = handoff.operations.length;
  if (!proof) return layParagraph(`start: ${handoff.start.command}`, look);
  const word = proof.holds ? (handoff.leftOpen.length === 0 ? "done" : "done in part") : "not proven";
  const files = `report: ${shellWord(`${directory}/HANDOFF.md`)}      start: ${handoff.start.command}`;
  return [
    files,
    ...layParagraph(
      `${word}: ${derived} of ${counted(all, "operation")} proven`,
      look,
      0,
      proof.holds ? "good" : "error",
    ),
  ];
}

export function buildJson(value: BuildValue): { readonly [key: string]: JsonValue } {
  const { findings, affected, refused, built } = value;
  return {
    ...(built && {
      ...(toJson(built.handoff) as { readonly [key: string]: JsonValue }),
      holds: built.proof?.holds ?? null,
      directory: built.directory,
      changes: toJson({
        written: built.written,
        deleted: built.deleted,
        merged: built.merged,
        kept: built.kept,
        unchanged: built.unchanged,
      }),
      figures: toJson(built.proof?.figures),
      spent: toJson(built.proof && { ...built.proof.spent, all: Math.round(built.proof.durationMs) }),
    }),
    ...(refused && { refused: toJson(refused) }),
    affected: toJson(affected),
    findings: findingsJson(findings),
  };
}
