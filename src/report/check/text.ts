import { type Finding, formatSpan } from "#base";
import type { CheckValue } from "#verbs";
import { countFindings, styleOf } from "../findings.ts";
import { counted } from "../text/figures.ts";
import { type Look, paint } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layRows, layTable, type Row } from "../text/table.ts";
import { layFrame } from "./frame.ts";
import { allOf, type RuleCount, splitMany } from "./many.ts";
import { tellSum } from "./sum.ts";

/** Each finding with its code, the path that leads to it and what mends it; then how many there are. */
export function textLines(value: CheckValue, look: Look): readonly string[] {
  if (value.silence !== undefined) return layExplanation(value, look);
  const { shown, counts } = splitMany(value.findings);
  return [
    ...shown.flatMap((finding) => [...layFinding(finding, value, look), ""]),
    ...layOverview(shown, look),
    ...layCounts(counts, look),
    ...(value.exitCode === 2 ? [] : layParagraph(tellSum(value), look)),
    ...tellNext(value, look),
  ];
}

/** So many findings are seen at a glance. */
const fewFindings = 15;

/** Below more findings than a screen shows, how often each rule has spoken. */
function layOverview(shown: readonly Finding[], look: Look): readonly string[] {
  if (shown.length <= fewFindings) return [];
  const rows = [...Map.groupBy(shown, ({ rule }) => rule)]
    .toSorted(([, some], [, others]) => others.length - some.length)
    .map(
      ([rule, own]): Row => ({
        cells: [{ text: rule, style: "faint" }],
        body: { text: countFindings(own) },
      }),
    );
  return [...layTable(rows, { look, indent: 0 }), ""];
}

/** What is too much to read, rule by rule: how often, and where first. */
function layCounts(counts: readonly RuleCount[], look: Look): readonly string[] {
  if (counts.length === 0) return [];
  const rows = counts.map(
    ({ rule, count, first }): Row => ({
      cells: [
        { text: rule, style: "faint" },
        { text: counted(count, first.severity), style: styleOf(first.severity) },
      ],
      body: { text: `first: ${first.message}` },
      ...(first.span && { end: { text: formatSpan(first.span), style: "faint" } }),
    }),
  );
  return [...layTable(rows, { look, indent: 0 }), ...layParagraph(allOf(counts), look), ""];
}

function layFinding(finding: Finding, { sources }: CheckValue, look: Look): readonly string[] {
  const { span, severity, rule, message, path = [], mend, fix } = finding;
  const head: Row = {
    cells: [
      { text: span ? formatSpan(span) : "" },
      { text: severity, style: styleOf(severity) },
      { text: rule, style: "faint" },
    ],
    body: { text: message },
  };
  const steps = path.map(
    (step, index): Row => ({
      cells: [{ text: index === 0 ? "path" : "", style: "faint" }],
      body: { text: index === 0 ? step.message : `→ ${step.message}` },
      end: { text: formatSpan(step.span), style: "faint" },
    }),
  );
  const flag = fix === undefined ? undefined : fix.safety === "safe" ? "--fix" : "--fix --unsafe";
  const mends: readonly Row[] =
    mend === undefined
      ? []
      : [
          {
            cells: [{ text: "mend", style: "good" }],
            body: { text: mend },
            ...(flag !== undefined && { end: { text: flag, style: "faint" } }),
          },
        ];
  const [lines = []] = layRows([head], { look, indent: 0 });
  const frame = span === undefined ? [] : layFrame(span, sources, look);
  // Places of steps take no room from what is to be written.
  return [...lines, ...frame, ...[steps, mends].flatMap((rows) => layTable(rows, { look, indent: 3 }))];
}

function tellNext({ findings, mended }: CheckValue, look: Look): readonly string[] {
  const [safe, review] = [
    findings.some(({ fix }) => fix?.safety === "safe"),
    findings.some(({ fix }) => fix?.safety === "review"),
  ];
  const rule = findings.find(({ rule: id }) => !/^(?:source|usage|ruff)\//.test(id))?.rule;
  const next =
    safe && mended.length === 0
      ? "keelback check --fix"
      : review
        ? "keelback check --fix --unsafe"
        : rule === undefined
          ? undefined
          : `keelback explain ${rule}`;
  return next === undefined ? [] : layParagraph(`next: ${next}`, look, 0, "good");
}

/** Why nothing, or nothing more, is said of a line. */
function layExplanation(value: CheckValue, look: Look): readonly string[] {
  const { silence, findings } = value;
  if (silence === undefined) return [];
  const { file, line, silences } = silence;
  const rows = silences.map(
    ({ rule, place, why }): Row => ({
      cells: [{ text: rule, style: "faint" }],
      body: { text: why },
      end: { text: formatSpan(place), style: "faint" },
    }),
  );
  const none =
    "no rule came to a question here that the facts do not answer: either nothing is wrong, or no rule looks for it";
  return [
    ...findings.flatMap((finding) => [...layFinding(finding, value, look), ""]),
    paint(look, "heading", `${file}:${line}`),
    ...(rows.length === 0 ? layParagraph(none, look, 2) : layTable(rows, { look, indent: 2 })),
  ];
}
