import { cleanLine, type Finding, type Fix, formatSpan, type Span } from "#base";
import type { Sources } from "../sources.ts";
import { counted } from "../text/figures.ts";
import { codeLines } from "./code-lines.ts";
import { diffOf } from "./diff.ts";
import { escapeMarks } from "./escape-marks.ts";
import { allOf, type RuleCount, splitMany } from "./many.ts";
import type { Told } from "./told.ts";

/** Findings as a page for a review or a summary of a run. */
export function markdownLines(value: Told): readonly string[] {
  const { shown, counts } = splitMany(value.findings);
  return [
    `## ${value.sum}`,
    ...shown.flatMap((finding) => ["", ...section(finding, value)]),
    ...table(counts),
  ];
}

/** What is too much to read, rule by rule. */
function table(counts: readonly RuleCount[]): readonly string[] {
  if (counts.length === 0) return [];
  const rows = counts.map(({ rule, count, first }) => {
    const place = first.span === undefined ? "" : `\`${formatSpan(first.span)}\``;
    return `| \`${rule}\` | ${counted(count, first.severity)} | ${escapeMarks(first.message)} | ${place} |`;
  });
  return ["", "| rule | | first | |", "|---|---|---|---|", ...rows, "", allOf(counts)];
}

function section(finding: Finding, { sources, evidence }: Told): readonly string[] {
  const { rule, severity, message, span, path = [], mend, fix } = finding;
  const place = span === undefined ? "" : ` at \`${formatSpan(span)}\``;
  const code = span === undefined ? [] : codeLines(span, sources, { before: 2, after: 0 });
  const flag = fix === undefined ? "" : ` (\`${fix.safety === "safe" ? "--fix" : "--fix --unsafe"}\`)`;
  return [
    `### ${severity}: \`${rule}\`${place}`,
    "",
    escapeMarks(message),
    ...fence(
      languageOf(span?.file ?? ""),
      code.map(({ text }) => text),
    ),
    ...(path.length === 0 ? [] : [""]),
    ...path.flatMap((step, index) => [
      `${index + 1}. ${escapeMarks(step.message)} \`${formatSpan(step.span)}\``,
      // Places beside each other are compared: each is shown as it stands.
      ...(evidence === "way" ? [] : placeLines(step.span, sources)),
    ]),
    ...(mend === undefined ? [] : ["", `**Mend**${flag}: ${escapeMarks(mend)}`]),
    ...(fix === undefined ? [] : fence("diff", diffLines(fix, sources))),
  ];
}

function placeLines(span: Span, sources: Sources): readonly string[] {
  const code = codeLines(span, sources, { before: 0, after: 0 });
  const lines = fence(
    languageOf(span.file),
    code.map(({ text }) => text),
  );
  return lines.map((line) => (line === "" ? line : `   ${line}`));
}

const languages: Readonly<Record<string, string>> = {
  yml: "yaml",
  yaml: "yaml",
  json: "json",
  md: "markdown",
};

function languageOf(file: string): string {
  return languages[file.slice(file.lastIndexOf(".") + 1).toLowerCase()] ?? "python";
}

/** A fence that is longer than any within it. */
function fence(language: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const longest = Math.max(
    2,
    ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((found) => found.length)),
  );
  const mark = "`".repeat(longest + 1);
  return ["", mark + language, ...lines, mark];
}

function diffLines(fix: Fix, sources: Sources): readonly string[] {
  return diffOf(fix, sources).flatMap(({ file, hunks }) => [
    `--- ${cleanLine(file)}`,
    ...hunks.flatMap(({ line, before, after }) => [
      `@@ ${line} @@`,
      ...before.map((text) => `-${text}`),
      ...after.map((text) => `+${text}`),
    ]),
  ]);
}
