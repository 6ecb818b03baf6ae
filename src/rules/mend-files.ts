import { type Finding, type Fix, spliceEdits, type TextEdit } from "#base";
import { parseModule } from "#python";

export interface MendedFiles {
  /** The files that change, with their new texts. */
  readonly texts: ReadonlyMap<string, string>;
  readonly mended: readonly Finding[];
  /** Findings whose fix stands in the way of another or would break a file: another run may mend them. */
  readonly left: readonly Finding[];
}

/**
 * Files as the fixes of findings make them. A fix is taken whole or not at all: not where it overlaps one that was taken before, and
 * not where a file would hold more problems of syntax than it did. All other bytes stay.
 */
export function mendFiles(
  sources: ReadonlyMap<string, string>,
  findings: readonly Finding[],
  allows: (fix: Fix) => boolean,
): MendedFiles {
  const taken = new Map<string, readonly TextEdit[]>();
  const texts = new Map<string, string>();
  const mended: Finding[] = [];
  const left: Finding[] = [];
  for (const finding of findings) {
    if (finding.fix === undefined || !allows(finding.fix)) continue;
    const wanted = withFix(sources, taken, finding.fix);
    if (wanted === undefined) {
      left.push(finding);
      continue;
    }
    for (const [path, { edits, text }] of wanted) {
      taken.set(path, edits);
      texts.set(path, text);
    }
    mended.push(finding);
  }
  return { texts, mended, left };
}

interface Wanted {
  readonly edits: readonly TextEdit[];
  readonly text: string;
}

/** The files of a fix with all that was taken before; undefined where it cannot be taken. */
function withFix(
  sources: ReadonlyMap<string, string>,
  taken: ReadonlyMap<string, readonly TextEdit[]>,
  { edits }: Fix,
): ReadonlyMap<string, Wanted> | undefined {
  const wanted = new Map<string, Wanted>();
  for (const file of new Set(edits.map(({ span }) => span.file))) {
    const source = sources.get(file);
    if (source === undefined) return undefined;
    const before = taken.get(file) ?? [];
    const own = edits.filter(({ span }) => span.file === file).map((edit) => asWritten(edit, source));
    // What two fixes need alike, such as an import, is put there once.
    const all = [...before, ...own.filter((edit) => !before.some((other) => isSame(edit, other)))];
    const text = hasTouching(all) ? undefined : spliceEdits(source, all);
    if (text === undefined || countProblems(text) > countProblems(source)) return undefined;
    wanted.set(file, { edits: all, text });
  }
  return wanted.size === 0 ? undefined : wanted;
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return one.text === other.text && one.span.offset === other.span.offset && one.span.end === other.span.end;
}

/** Two that begin at one place may mean one thing; only what is put in stands side by side, in the order of the findings. */
function hasTouching(edits: readonly TextEdit[]): boolean {
  const starts = Map.groupBy(edits, ({ span }) => span.offset);
  return [...starts.values()].some(
    (group) => group.length > 1 && group.some(({ span }) => span.end > span.offset),
  );
}

/** Lines end as they do in the file. */
function asWritten(edit: TextEdit, source: string): TextEdit {
  const isWindows = source.includes("\r\n") && !/(?:^|[^\r])\n/.test(source);
  return isWindows ? { ...edit, text: edit.text.replace(/\r?\n/g, "\r\n") } : edit;
}

function countProblems(text: string): number {
  return parseModule(text).problems.length;
}
