import { cleanLine, type Finding, type Fix, formatSpan } from "#base";
import type { CheckValue } from "#verbs";
import type { Sources } from "../sources.ts";
import { counted } from "../text/figures.ts";
import { codeLines } from "./code-lines.ts";
import { diffOf } from "./diff.ts";
import { allOf, type RuleCount, splitMany } from "./many.ts";
import { tellSum } from "./sum.ts";

/** Findings as a page for a review or a summary of a run. */
export function markdownLines(value: CheckValue): readonly string[] {
  const { shown, counts } = splitMany(value.findings);
  return [
    `## ${tellSum(value)}`,
    ...shown.flatMap((finding) => ["", ...section(finding, value.sources)]),
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

function section(finding: Finding, sources: Sources): readonly string[] {
  const { rule, severity, message, span, path = [], mend, fix } = finding;
  const place = span === undefined ? "" : ` at \`${formatSpan(span)}\``;
  const code = span === undefined ? [] : codeLines(span, sources, { before: 2, after: 0 });
  const flag = fix === undefined ? "" : ` (\`${fix.safety === "safe" ? "--fix" : "--fix --unsafe"}\`)`;
  return [
    `### ${severity}: \`${rule}\`${place}`,
    "",
    escapeMarks(message),
    ...fence(
      "python",
      code.map(({ text }) => text),
    ),
    ...(path.length === 0 ? [] : [""]),
    ...path.map((step, index) => `${index + 1}. ${escapeMarks(step.message)} \`${formatSpan(step.span)}\``),
    ...(mend === undefined ? [] : ["", `**Mend**${flag}: ${escapeMarks(mend)}`]),
    ...(fix === undefined ? [] : fence("diff", diffLines(fix, sources))),
  ];
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

/** Text of a project as text, and not as marks or elements. */
function escapeMarks(text: string): string {
  return cleanLine(text).replace(/[\\`*_[\]<>#|~&]/g, (mark) =>
    mark === "<" ? "&lt;" : mark === "&" ? "&amp;" : `\\${mark}`,
  );
}
