import { formatSpan } from "#base";
import { type ContractChange, gravestOf, type JsonValue } from "#contract";
import type { ContractDiffValue, DiffSideName } from "#verbs";
import { escapeMarks } from "../check/escape-marks.ts";
import { reportFindings } from "../findings.ts";
import { findingsJson } from "../json.ts";
import { counted } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";

/** The same change met in several operations: what they share was changed once. */
interface Group {
  readonly first: ContractChange;
  readonly items: readonly string[];
}

export function reportContractDiff(value: ContractDiffValue, look: Look): readonly string[] {
  const { format, version, exitCode, before, after, changes, findings } = value;
  if (format === "json") {
    const head = { keelback: version, verb: "contract diff", exitCode };
    return [JSON.stringify({ ...head, ...contractDiffJson(value) }, null, 2)];
  }
  if (format === "markdown") return markdownLines(value);
  const told = reportFindings(findings, { look, most: 10 });
  if (findings.some(({ rule }) => rule === "contract/not-compared")) return told;
  return [
    ...layParagraph(`${before} → ${after}`, look, 0, "heading"),
    ...groupChanges(changes).flatMap((group) => layGroup(group, value, look)),
    ...layParagraph(summary(value), look),
    ...(told.length === 0 ? [] : ["", ...told]),
  ];
}

/** A table for a review: the gravest first, one row for each change. */
function markdownLines(value: ContractDiffValue): readonly string[] {
  const { before, after, changes, findings } = value;
  const sides = sidesOf(value);
  const head = [`## ${escapeMarks(before)} → ${escapeMarks(after)}`];
  const problems = findings.map(({ message }) => `- ${escapeMarks(message)}`);
  if (findings.some(({ rule }) => rule === "contract/not-compared")) return [...head, "", ...problems];
  const rows = groupChanges(changes).map(({ first, items }) => {
    const more = items.length === 1 ? "" : ` and ${items.length - 1} more`;
    const places = placesOf(first).map((place) => (place === "–" ? place : `\`${place}\``));
    const cells = [
      `\`${(items[0] ?? "").replaceAll("`", "'").replaceAll("|", "\\|")}\`${more}`,
      escapeMarks(first.message),
    ];
    return `| ${[...sides.map((side) => first[side]), ...cells, places.join(" → ")].join(" | ")} |`;
  });
  const columns = [...sides, "of", "change", "where"];
  const table = [`| ${columns.join(" | ")} |`, `|${"---|".repeat(columns.length)}`, ...rows];
  return [
    ...head,
    "",
    summary(value),
    ...(rows.length === 0 ? [] : ["", ...table]),
    ...(problems.length === 0 ? [] : ["", ...problems]),
  ];
}

function sidesOf({ side }: ContractDiffValue): readonly DiffSideName[] {
  return side === undefined ? ["consumer", "provider"] : [side];
}

function layGroup({ first, items }: Group, value: ContractDiffValue, look: Look): readonly string[] {
  const more =
    items.length === 1 ? "" : `, and ${counted(items.length - 1, "more")}`.replace("mores", "more");
  const classes = sidesOf(value).map((side) => `${side}: ${first[side]}`);
  return [
    "",
    ...layParagraph(`${items[0]}${more}`, look),
    ...layParagraph(first.message, look, 2),
    ...layParagraph(classes.join("   "), look, 2),
    ...layParagraph(placesOf(first).join(" → "), look, 2),
  ];
}

function placesOf({ before, after }: ContractChange): readonly string[] {
  return [before, after].map((span) => (span === undefined ? "–" : formatSpan(span)));
}

function groupChanges(changes: readonly ContractChange[]): readonly Group[] {
  const groups = new Map<string, { first: ContractChange; items: string[] }>();
  for (const change of changes) {
    const { kind, message, consumer, provider, before, after } = change;
    const places = [before, after].map((span) => span && formatSpan(span));
    // Of what stands at one place, the way there differs by operation, and the words with it.
    const isShared = before !== undefined && after !== undefined;
    const key = JSON.stringify([
      kind,
      consumer,
      provider,
      ...places,
      isShared ? lastWords(message) : [change.item, message],
    ]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { first: change, items: [change.item] });
    else if (!known.items.includes(change.item)) known.items.push(change.item);
  }
  return [...groups.values()];
}

function lastWords(message: string): readonly string[] {
  return [...message.matchAll(/"([^"]*)"/g)]
    .map(([, name = ""]) => name.split("/").at(-1) ?? "")
    .filter((name) => !/^(?:[1-5]\w\w|default)$/.test(name));
}

function summary(value: ContractDiffValue): string {
  const { changes } = value;
  if (changes.length === 0) return "no change of what is promised";
  const count = (side: DiffSideName, kind: string): number =>
    changes.filter((change) => change[side] === kind).length;
  const tell = (side: DiffSideName): string =>
    `${side}: ${count(side, "breaking")} breaking, ${count(side, "risky")} risky, ${count(side, "safe")} safe`;
  return [counted(changes.length, "change"), ...sidesOf(value).map(tell)].join("; ");
}

export function contractDiffJson({ before, after, side, changes, findings }: ContractDiffValue): {
  readonly [key: string]: JsonValue;
} {
  const place = (span: ContractChange["before"]): JsonValue =>
    span === undefined ? null : { file: span.file, line: span.line, column: span.column };
  return {
    before,
    after,
    ...(side && { side }),
    changes: changes.map(({ item, kind, message, consumer, provider, ...spans }) => ({
      ...{ item, kind, message, consumer, provider },
      ...{ before: place(spans.before), after: place(spans.after) },
    })),
    breaking: changes.some(
      (change) => (side === undefined ? gravestOf(change) : change[side]) === "breaking",
    ),
    findings: findingsJson(findings),
  };
}
