import { formatSpan } from "#base";
import { type ContractChange, gravestOf, type JsonValue } from "#contract";
import type { ContractDiffValue } from "#verbs";
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

export function reportContractDiff(
  { before, after, changes, findings }: ContractDiffValue,
  look: Look,
): readonly string[] {
  const told = reportFindings(findings, { look, most: 10 });
  if (findings.some(({ rule }) => rule === "contract/not-compared")) return told;
  const groups = groupChanges(changes);
  return [
    ...layParagraph(`${before} → ${after}`, look, 0, "heading"),
    ...groups.flatMap((group) => layGroup(group, look)),
    ...layParagraph(summary(changes), look),
    ...(told.length === 0 ? [] : ["", ...told]),
  ];
}

function layGroup({ first, items }: Group, look: Look): readonly string[] {
  const more =
    items.length === 1 ? "" : `, and ${counted(items.length - 1, "more")}`.replace("mores", "more");
  const places = [first.before, first.after].map((span) => (span === undefined ? "–" : formatSpan(span)));
  return [
    "",
    ...layParagraph(`${items[0]}${more}`, look),
    ...layParagraph(first.message, look, 2),
    ...layParagraph(`consumer: ${first.consumer}   provider: ${first.provider}`, look, 2),
    ...layParagraph(places.join(" → "), look, 2),
  ];
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

function summary(changes: readonly ContractChange[]): string {
  if (changes.length === 0) return "no change of what is promised";
  const count = (side: "consumer" | "provider", kind: string): number =>
    changes.filter((change) => change[side] === kind).length;
  const tell = (side: "consumer" | "provider"): string =>
    `${side}: ${count(side, "breaking")} breaking, ${count(side, "risky")} risky, ${count(side, "safe")} safe`;
  return `${counted(changes.length, "change")}; ${tell("consumer")}; ${tell("provider")}`;
}

export function contractDiffJson({ before, after, changes, findings }: ContractDiffValue): {
  readonly [key: string]: JsonValue;
} {
  const place = (span: ContractChange["before"]): JsonValue =>
    span === undefined ? null : { file: span.file, line: span.line, column: span.column };
  return {
    before,
    after,
    changes: changes.map(({ item, kind, message, consumer, provider, ...spans }) => ({
      ...{ item, kind, message, consumer, provider },
      ...{ before: place(spans.before), after: place(spans.after) },
    })),
    breaking: changes.some((change) => gravestOf(change) === "breaking"),
    findings: findingsJson(findings),
  };
}
