import { type Finding, formatSpan, type Span } from "#base";
import { type Ancestry, orderEntries } from "./ancestry.ts";
import { type Acceptance, contentFile, entryFile, historyFolder, shownDigest } from "./entry.ts";
import { isDigest, readEntry } from "./read-entry.ts";
import { isAgreed, lineKey, type VersionLine, versionLines } from "./version-lines.ts";

/** The files below the folder of the history. */
export interface HistoryFiles {
  readonly paths: readonly string[];
  /** The text of one, or why there is none: `is a folder`. */
  read(path: string): { readonly text: string } | { readonly problem: string };
}

/** What was accepted, by whom, when and why; only what holds is in it. */
export interface History extends Pick<Ancestry, "entries" | "heads"> {
  /** By `lineKey`. */
  readonly lines: ReadonlyMap<string, VersionLine>;
  /** What was tampered with, what is missing, and what was accepted side by side. */
  readonly findings: readonly Finding[];
  /** Whether something that was recorded was changed, or is gone. */
  readonly damaged: boolean;
}

/** More entries than any repository makes in years, and fewer than would stop a machine. */
const mostEntries = 50_000;
const mostCharacters = 512_000_000;
/** Of one kind of finding. */
const mostFindings = 100;

/** Reads all entries, and checks each of them. Never throws. */
export function readHistory(files: HistoryFiles): History {
  const findings: Finding[] = [];
  const known = new Set(files.paths);
  const all = readEntries(files, findings);
  for (const entry of all.values())
    for (const parent of entry.parents)
      if (!all.has(parent) && !known.has(entryFile(parent))) findings.push(missingParent(entry, parent));
  for (const path of files.paths) if (!isKnownPlace(path)) findings.push(unknownFile(path));
  const ancestry = orderEntries(all);
  const lines = versionLines(ancestry);
  const apart = [...lines.values()].filter((line) => !isAgreed(line)).map(concurrent);
  return {
    entries: ancestry.entries,
    heads: ancestry.heads,
    lines,
    findings: [...cut(findings), ...cut(apart)],
    damaged: findings.length > 0,
  };
}

function readEntries(files: HistoryFiles, findings: Finding[]): ReadonlyMap<string, Acceptance> {
  const all = new Map<string, Acceptance>();
  let characters = 0;
  for (const path of files.paths) {
    const name = entryName(path);
    if (name === undefined) continue;
    const file = `${historyFolder}/${path}`;
    if (all.size >= mostEntries || characters > mostCharacters) {
      findings.push(damage("history-too-large", file, "and what follows is too much to be read safely"));
      break;
    }
    const opened = files.read(path);
    if ("problem" in opened) {
      findings.push(damage("history-unreadable", file, opened.problem));
      continue;
    }
    characters += opened.text.length;
    const reading = readEntry(name, opened.text);
    if (reading.ok) all.set(name, { ...reading.entry, digest: name, file });
    else findings.push(damage(reading.rule, file, reading.why, reading.mend));
  }
  return all;
}

function entryName(path: string): string | undefined {
  const name = /^entries\/([0-9a-f]{64})\.json$/.exec(path)?.[1];
  return isDigest(name) ? name : undefined;
}

function isKnownPlace(path: string): boolean {
  const content = /^contents\/[0-9a-f]{2}\/([0-9a-f]{64})\.json$/.exec(path)?.[1];
  return entryName(path) !== undefined || (content !== undefined && contentFile(content) === path);
}

export function damage(rule: string, file: string, why: string, mend?: string): Finding {
  return {
    rule: rule.includes("/") ? rule : `contract/${rule}`,
    severity: "error",
    message: `${file} ${why}`,
    span: startOf(file),
    mend:
      mend ??
      "bring back what was recorded: git log -- FILE shows it, git checkout COMMIT -- FILE restores it",
  };
}

function missingParent({ file, digest }: Acceptance, parent: string): Finding {
  const lost = `${historyFolder}/${entryFile(parent)}`;
  return damage(
    "history-missing",
    file,
    `follows entry ${shownDigest(parent)}, which is gone: nothing that was recorded may be taken away, and what ${shownDigest(digest)} rests on cannot be told`,
    `bring ${lost} back: git log --diff-filter=D -- ${lost} shows who took it away`,
  );
}

function unknownFile(path: string): Finding {
  return damage(
    "history-unknown-file",
    `${historyFolder}/${path}`,
    "is no part of the history: only keelback contract accept writes here",
    "move it elsewhere",
  );
}

function concurrent({ line, current }: VersionLine): Finding {
  const [first, ...others] = current;
  const told = current.map(
    ({ entry, item }) =>
      `${item.digest === undefined ? "its removal" : shownDigest(item.digest)} by ${entry.by} (${entry.why})`,
  );
  return {
    rule: "contract/concurrent-acceptance",
    severity: "error",
    about: lineKey(line),
    message: `${first?.item.name ?? ""} was accepted side by side with different contracts: ${told.join("; ")}. Which of them holds is not decided`,
    ...(first && { span: startOf(first.entry.file) }),
    mend: `make the documents say what is to hold, then keelback contract accept ${JSON.stringify(first?.item.name ?? "")} --why TEXT`,
    path: others.map(({ entry }) => ({
      message: `the other, of ${entry.when}`,
      span: startOf(entry.file),
    })),
  };
}

function startOf(file: string): Span {
  return { file, line: 1, column: 1, offset: 0, end: 0 };
}

/** A history that was spoilt as a whole is told in a hundred lines, not in a million. */
function cut(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings;
  if (first === undefined || findings.length <= mostFindings) return findings;
  const place = first.span === undefined ? "" : `, ${formatSpan(first.span)} the first`;
  return [
    ...findings.slice(0, mostFindings),
    {
      ...first,
      message: `there are ${findings.length - mostFindings} more like these${place}`,
    },
  ];
}
