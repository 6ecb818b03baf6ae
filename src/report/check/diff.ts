import { type Fix, spliceEdits, type TextEdit } from "#base";
import type { Sources } from "../sources.ts";

/** What a fix changes in one file: lines that go, and those that come in their place. */
export interface FileDiff {
  readonly file: string;
  readonly hunks: readonly {
    readonly line: number;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
}

/** The lines that a fix changes, file by file. */
export function diffOf({ edits }: Fix, sources: Sources): readonly FileDiff[] {
  return [...Map.groupBy(edits, ({ span }) => span.file)].map(([file, own]) => ({
    file,
    hunks: hunksOf(own, sources.get(file) ?? ""),
  }));
}

/** Edits whose lines touch make one hunk. */
function hunksOf(edits: readonly TextEdit[], text: string): FileDiff["hunks"] {
  const groups: { start: number; end: number; edits: TextEdit[] }[] = [];
  for (const edit of edits.toSorted((one, other) => one.span.offset - other.span.offset)) {
    const start = text.lastIndexOf("\n", edit.span.offset - 1) + 1;
    const newline = text.indexOf("\n", Math.max(edit.span.offset, edit.span.end - 1));
    const end = newline === -1 ? text.length : newline;
    const last = groups.at(-1);
    if (last !== undefined && start <= last.end + 1) {
      last.edits.push(edit);
      last.end = Math.max(last.end, end);
    } else groups.push({ start, end, edits: [edit] });
  }
  return groups.flatMap((group) => {
    const old = text.slice(group.start, group.end);
    const moved = group.edits.map(({ span, text: instead }) => ({
      span: { ...span, offset: span.offset - group.start, end: span.end - group.start },
      text: instead,
    }));
    const made = spliceEdits(old, moved);
    if (made === undefined) return [];
    return [
      { line: text.slice(0, group.start).split("\n").length, before: linesOf(old), after: linesOf(made) },
    ];
  });
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
