import type { ItemKind } from "../registry/entry.ts";

/** A section of a record to be added, with a heading of the third level. */
export interface NewSection {
  readonly kind: ItemKind;
  readonly text: string;
}

/** Lines at which the headings of things of each kind stand in a record, counted from 1. */
export type HeadingLines = ReadonlyMap<ItemKind, readonly number[]>;

const titles: Readonly<Record<ItemKind, string>> = { operation: "Endpoints", event: "Events", type: "Types" };

/**
 * A markdown record with sections added: behind the last of their kind, on its level, or below a heading of their own at
 * the end. All that stood in it stands as it was, byte for byte.
 */
export function insertSections(text: string, added: readonly NewSection[], headings: HeadingLines): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split("\n");
  const places = new Map<number, string[]>();
  for (const kind of ["operation", "event", "type"] as const) {
    const own = added.filter((section) => section.kind === kind);
    if (own.length === 0) continue;
    const last = Math.max(0, ...(headings.get(kind) ?? []));
    const depth = depthOf(lines[last - 1]);
    const at = depth === undefined ? lines.length : endOfSection(lines, last, depth);
    const head = depth === undefined ? [`## ${titles[kind]}`] : [];
    const sections = own.map((section) => atDepth(section.text, depth ?? 3));
    places.set(at, [...(places.get(at) ?? []), ...head, ...sections]);
  }
  let grown = text;
  // From the end, so that places before it stay where they are.
  for (const [at, blocks] of [...places].toSorted(([one], [other]) => other - one)) {
    const offset = offsetOf(lines, at);
    const [before, after] = [grown.slice(0, offset), grown.slice(offset)];
    const body = blocks.join("\n\n").replaceAll("\n", newline);
    const lead =
      before === "" || before.endsWith(newline + newline)
        ? ""
        : before.endsWith("\n")
          ? newline
          : newline + newline;
    // A text without an end of its last line has none afterwards.
    const isEnd = after === "" && text !== "" && !text.endsWith("\n");
    grown = `${before}${lead}${body}${isEnd ? "" : newline}${after === "" ? "" : newline}${after}`;
  }
  return grown;
}

function depthOf(line: string | undefined): number | undefined {
  return /^ {0,3}(#{1,6})(?:[ \t]|$)/.exec(line ?? "")?.[1]?.length;
}

/** Index of the line at which the next section of the same or a higher level begins, fences of code passed over. */
function endOfSection(lines: readonly string[], from: number, depth: number): number {
  let fence: string | undefined;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && line.trim() === mark) fence = undefined;
      continue;
    }
    if (mark !== undefined) fence = mark;
    else if ((depthOf(line) ?? 7) <= depth) return at;
  }
  return lines.length;
}

function offsetOf(lines: readonly string[], at: number): number {
  if (at >= lines.length) return lines.join("\n").length;
  return lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
}

function atDepth(section: string, depth: number): string {
  let isCode = false;
  return section
    .split("\n")
    .map((line) => {
      if (line.startsWith("```")) isCode = !isCode;
      const hashes = isCode ? undefined : /^#{3,6}(?= )/.exec(line)?.[0];
      return hashes === undefined
        ? line
        : `${"#".repeat(Math.min(6, hashes.length - 3 + depth))}${line.slice(hashes.length)}`;
    })
    .join("\n");
}
