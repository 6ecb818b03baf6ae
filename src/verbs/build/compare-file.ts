import { type MergedModule, mergeModule } from "#python";
import type { FileChange, Workspace } from "#workspace";
import type { HandCode } from "./hand-code.ts";
import type { KeptPart } from "./kept-part.ts";
import { missingLines } from "./missing-lines.ts";
import type { WantedFile } from "./wanted-file.ts";
import { describeText, textDigest, type WrittenText } from "./written.ts";

/** What files are compared in. */
export interface Target {
  readonly workspace: Workspace;
  readonly handCode: HandCode;
  readonly firstParty: readonly string[];
  /** What a hand has left is taken for the answer to what was told: it is told no more. */
  readonly settle: boolean;
}

export interface ComparedFile {
  readonly path: string;
  readonly change?: FileChange;
  readonly merged?: true;
  readonly kept: readonly KeptPart[];
  /** What the record says of it afterwards; absent where it is not ours. */
  readonly record?: WrittenText | undefined;
}

/** The record goes on naming what was last written, so that what an edit keeps out is told again by the next build. */
export function compareFile(target: Target, file: WantedFile, known: WrittenText | undefined): ComparedFile {
  const compared = compareTexts(target, file, known);
  const isWhole = compared.kept.some(({ symbol }) => symbol === undefined);
  return target.settle && isWhole
    ? { path: file.path, kept: [], record: describeText(file.path, file.text) }
    : compared;
}

function compareTexts(target: Target, file: WantedFile, known: WrittenText | undefined): ComparedFile {
  const { path, text } = file;
  const there = target.workspace.readText(path);
  if (there === undefined) return compareAbsent(target, file, known);
  const ours = textDigest(text);
  const standing = textDigest(there);
  if (standing === ours) return { path, kept: [], record: keepOr(known, path, text) };
  if (!known) return keepWhole(file, "not-ours", known, there);
  if (standing === known.digest && !losesUsed(target, file, known)) {
    return { path, change: write(path, text, there), kept: [], record: describeText(path, text) };
  }
  const merged = known.module && mergeFile(target, file, there, known);
  if (merged) return merged;
  return known.digest === ours ? { path, kept: [], record: known } : keepWhole(file, "edited", known, there);
}

/** The record of a file that stands as it is wanted: as it is, where it says all that there is to say. */
function keepOr(known: WrittenText | undefined, path: string, text: string): WrittenText {
  return known?.digest === textDigest(text) && (known.module !== undefined || !path.endsWith(".py"))
    ? known
    : describeText(path, text);
}

function write(path: string, text: string, there: string): FileChange {
  return { kind: "write", path, text: there.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text };
}

function compareAbsent(
  { workspace }: Target,
  file: WantedFile,
  known: WrittenText | undefined,
): ComparedFile {
  const { path, text } = file;
  if (workspace.exists(path)) return keepWhole(file, "not-ours", known);
  if (known) return keepWhole(file, "deleted", known);
  return { path, change: { kind: "write", path, text }, kept: [], record: describeText(path, text) };
}

function keepWhole(
  { path, text }: WantedFile,
  why: KeptPart["why"],
  known: WrittenText | undefined,
  there?: string,
): ComparedFile {
  const isNew = known?.digest !== textDigest(text);
  const missing = isNew && there !== undefined ? missingLines(there, text) : [];
  return {
    path,
    kept: [{ path, why, ...(isNew && { text }), ...(missing.length > 0 && { missing }) }],
    record: known,
  };
}

/** Whether hand-written code uses something that would go with a plain replacement. */
function losesUsed({ handCode }: Target, { path, text }: WantedFile, { module }: WrittenText): boolean {
  if (!module) return false;
  const wanted = new Set(Object.keys(describeText(path, text).module?.symbols ?? {}));
  const gone = Object.keys(module.symbols).filter((name) => !name.includes(".") && !wanted.has(name));
  return gone.length > 0 && gone.some((name) => handCode.usedOf(path)?.has(name));
}

function mergeFile(
  { handCode, firstParty, settle }: Target,
  { path, text }: WantedFile,
  there: string,
  known: WrittenText,
): ComparedFile | undefined {
  if (!known.module) return undefined;
  const merged = mergeModule({
    current: there,
    wanted: text,
    written: known.module,
    used: handCode.usedOf(path) ?? new Set(),
    firstParty,
    settle,
  });
  if (!merged) return undefined;
  return {
    path,
    merged: true,
    ...(merged.text !== there && { change: { kind: "write", path, text: merged.text } }),
    kept: merged.kept.map((kept) => keptPart(path, kept)),
    record: { digest: textDigest(text), module: merged.record },
  };
}

function keptPart(path: string, part: MergedModule["kept"][number]): KeptPart {
  const { symbol, line, why, text, imports, standing } = part;
  const missing =
    text !== undefined && standing
      ? missingLines(standing.text, text).map((run) => ({ ...run, line: standing.line + run.line - 1 }))
      : [];
  return {
    path,
    symbol,
    line,
    why,
    ...(text === undefined ? { unwanted: true } : { text }),
    ...(imports.length > 0 && { imports }),
    ...(missing.length > 0 && { missing }),
  };
}

/** A file that was written before and is no longer wanted. */
export function compareUnwanted(
  { workspace, handCode, settle }: Target,
  path: string,
  known: WrittenText,
): ComparedFile {
  const there = workspace.readText(path);
  if (there === undefined || (settle && textDigest(there) !== known.digest)) return { path, kept: [] };
  const keep = (why: KeptPart["why"]): ComparedFile => ({
    path,
    kept: [{ path, why, unwanted: true }],
    record: known,
  });
  if (textDigest(there) !== known.digest) return keep("edited");
  if (path.endsWith(".py") && handCode.usedOf(path)) return keep("used");
  return { path, change: { kind: "delete", path }, kept: [] };
}
