import { cleanLine, type Finding, formatSpan, type Severity } from "#base";
import type { Sources } from "../sources.ts";
import { counted } from "../text/figures.ts";
import { type RuleCount, splitMany } from "./many.ts";
import { endOf } from "./region.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * Workflow commands that GitHub shows beside the lines of a change:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubLines({
  findings,
  sources,
}: {
  readonly findings: readonly Finding[];
  readonly sources: Sources;
}): readonly string[] {
  const { shown, counts } = splitMany(findings);
  return [...shown.map((finding) => annotation(finding, sources)), ...counts.map(tellCount)];
}

/** GitHub shows a few annotations of each step, so that many of one kind would hide the others. */
function tellCount({ rule, count, first }: RuleCount): string {
  const { severity, span, message } = first;
  const told = `${counted(count, severity)}, first ${span ? `${formatSpan(span)}: ` : ""}${cleanLine(message)}`;
  return `::${levels[severity]} title=${escapeProperty(rule)}::${escapeData(told)}`;
}

function annotation(finding: Finding, sources: Sources): string {
  const { rule, severity, message, mend, span } = finding;
  const end = span && endOf(span, sources);
  const properties = {
    ...(span && { file: span.file, line: span.line, col: span.column }),
    ...(end && { endLine: end.line, endColumn: end.column }),
    title: rule,
  };
  const told = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const steps = (finding.path ?? []).map((step) => `${step.message} (${step.span.file}:${step.span.line})`);
  const lines = [
    message,
    ...steps.map((step) => `→ ${step}`),
    ...(mend === undefined ? [] : [`mend: ${mend}`]),
  ];
  return `::${levels[severity]} ${told.join(",")}::${escapeData(lines.map(cleanLine).join("\n"))}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
