import { digest, type Finding } from "#base";
import type { Workspace } from "#workspace";
import { listPythonFiles, readPythonFile } from "../../python-files.ts";

/** For each file, how it was marked when it was read, and the digest of its text. */
export type KnownDigests = Readonly<Record<string, readonly [mark: string, digest: string]>>;

/** The files of a project by the digests of their texts; those that are as an earlier run left them are not read again. */
export interface KnownFiles {
  /** Of all that can be read. */
  readonly paths: readonly string[];
  /** What is to be told of those that cannot. */
  readonly unread: readonly Finding[];
  /** One digest of all paths and texts. */
  readonly tree: string;
  readonly digests: KnownDigests;
  /** Whether more is known than before. */
  readonly isNews: boolean;
  /** Whether every text that was read later was what its digest says: somebody may write while we read. */
  readonly isWhole: () => boolean;
  /** All texts, read at the latest now. */
  readonly texts: () => ReadonlyMap<string, string>;
  /** The text of one file, if it still is what its digest says. */
  readonly get: (path: string) => string | undefined;
}

/** Asks the disk for the marks of all files, and reads those that have another one than they had. */
export function knowFiles(base: Workspace, project: string, before: KnownDigests): KnownFiles {
  const read = new Map<string, string>();
  const found = new Map<string, string>();
  const unread: Finding[] = [];
  const digests: Record<string, readonly [string, string]> = {};
  const tree: unknown[] = [];
  for (const path of listPythonFiles(base, project)) {
    // Before the text: what changes in between has another mark by the next run.
    const stamp = base.stamp(path);
    const known = Object.hasOwn(before, path) ? before[path] : undefined;
    const isSame = stamp?.settled === true && known?.[0] === stamp.mark;
    const { text, finding } = isSame ? {} : readPythonFile(base, path);
    if (finding !== undefined) unread.push(finding);
    const own = isSame ? known?.[1] : text === undefined ? undefined : digestOf(text);
    if (own === undefined) continue;
    if (text !== undefined) read.set(path, text);
    found.set(path, own);
    if (stamp?.settled) digests[path] = [stamp.mark, own];
    tree.push([path, own, stamp?.executable]);
  }
  let isWhole = true;
  const readAgain = (path: string): string | undefined => {
    const { text } = readPythonFile(base, path);
    if (text === undefined || digestOf(text) !== found.get(path)) isWhole = false;
    else read.set(path, text);
    return text;
  };
  const get = (path: string): string | undefined => {
    if (!read.has(path) && found.has(path)) readAgain(path);
    return read.get(path);
  };
  const texts = (): ReadonlyMap<string, string> =>
    new Map(
      [...found.keys()].flatMap((path) => {
        const text = read.get(path) ?? readAgain(path);
        return text === undefined ? [] : [[path, text] as const];
      }),
    );
  const isNews = read.size > 0 || Object.keys(before).length !== Object.keys(digests).length;
  return {
    paths: [...found.keys()],
    unread,
    tree: digest(JSON.stringify(tree)),
    digests,
    isNews,
    texts,
    get,
    isWhole: () => isWhole,
  };
}

/** 128 bits tell texts apart. */
function digestOf(text: string): string {
  return digest(text).slice(0, 32);
}
