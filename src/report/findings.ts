import { type Finding, formatSpan, type Severity, type Span } from "#base";
import { layExcerpt } from "./excerpt.ts";
import type { Sources } from "./sources.ts";
import { counted, figure } from "./text/figures.ts";
import { type Look, paint, type Style } from "./text/look.ts";
import { layParagraph } from "./text/paragraph.ts";
import { layRows, layTable, type Row } from "./text/table.ts";

export interface FindingsOptions {
  readonly look: Look;
  /** Shows the line under each finding, for the files that are there. */
  readonly sources?: Sources;
  /** Most findings shown; absent, all of them. */
  readonly most?: number;
  /** The command that shows the rest. */
  readonly more?: string;
}

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** The most severe first, then as they stand in the files. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (one, other) => rank[one.severity] - rank[other.severity] || comparePlaces(one.span, other.span) || 0,
  );
}

function comparePlaces(one: Span | undefined, other: Span | undefined): number {
  if (!one || !other) return Number(one !== undefined) - Number(other !== undefined);
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.offset - other.offset;
}

/** Problems, one below the other, each with its place, what to do about it and the path that led to it. */
export function reportFindings(findings: readonly Finding[], options: FindingsOptions): readonly string[] {
  if (findings.length === 0) return [];
  const sorted = sortFindings(findings);
  const shown = sorted.slice(0, options.most ?? sorted.length);
  const hidden = sorted.length - shown.length;
  const more = options.more === undefined ? "" : `: ${options.more}`;
  const heads = layRows(shown.map(findingRow), { look: options.look, indent: 0 });
  return [
    ...shown.flatMap((finding, index) => [...(heads[index] ?? []), ...layDetails(finding, options)]),
    ...(hidden > 0 ? [paint(options.look, "faint", `… ${figure(hidden)} more${more}`)] : []),
    ...layParagraph(countFindings(findings), options.look),
  ];
}

function findingRow({ span, severity, rule, message }: Finding): Row {
  return {
    cells: [
      { text: span ? formatSpan(span) : "" },
      { text: severity, style: styleOf(severity) },
      { text: rule, style: "faint" },
    ],
    body: { text: message },
  };
}

export function styleOf(severity: Severity): Style {
  return severity;
}

function layDetails(finding: Finding, { look, sources }: FindingsOptions): readonly string[] {
  const excerpt = finding.span ? layExcerpt(finding.span, sources, look) : [];
  const path = (finding.path ?? []).map(
    ({ message, span }, index): Row => ({
      cells: [{ text: index === 0 ? "path" : "", style: "faint" }],
      body: { text: index === 0 ? message : `→ ${message}` },
      end: { text: formatSpan(span), style: "faint" },
    }),
  );
  const mend: readonly Row[] =
    finding.mend === undefined
      ? []
      : [{ cells: [{ text: "mend", style: "good" }], body: { text: finding.mend } }];
  return [...excerpt, ...layTable([...path, ...mend], { look, indent: 3 })];
}

/** `2 errors, 1 warning` */
export function countFindings(findings: readonly Finding[]): string {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  return severities
    .map(
      (severity) => [findings.filter((finding) => finding.severity === severity).length, severity] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, severity]) => counted(count, severity))
    .join(", ");
}
