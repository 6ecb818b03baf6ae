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
    const own = edits.filter(({ span }) => span.file === file).map((edit) => asWritten(edit, source));
    const all = [...(taken.get(file) ?? []), ...own];
    const text = hasTouching(all) ? undefined : spliceEdits(source, all);
    if (text === undefined || countProblems(text) > countProblems(source)) return undefined;
    wanted.set(file, { edits: all, text });
  }
  return wanted.size === 0 ? undefined : wanted;
}

/** Two that begin at one place may mean one thing: which comes first is nobody's to say. */
function hasTouching(edits: readonly TextEdit[]): boolean {
  return new Set(edits.map(({ span }) => span.offset)).size < edits.length;
}

/** Lines end as they do in the file. */
function asWritten(edit: TextEdit, source: string): TextEdit {
  const isWindows = source.includes("\r\n") && !/(?:^|[^\r])\n/.test(source);
  return isWindows ? { ...edit, text: edit.text.replace(/\r?\n/g, "\r\n") } : edit;
}

function countProblems(text: string): number {
  return parseModule(text).problems.length;
}
