import { digest } from "#base";
import { digestOfOpened } from "#contract";
import type { TextReading, Workspace } from "#workspace";
import { openBeside } from "../../contract-files.ts";

/** How files are now, each asked for as seldom as may be. */
export interface FileStates {
  /** To be called before a file is read: what changes in between has another mark by the next run. */
  mark(file: string): void;
  /** Empty where it cannot be told by a mark whether the file will have changed. */
  markOf(file: string): string;
  /** Whether a mark or what reading it gives tells that a file is as it was. */
  isSame(file: string, then: FileState): boolean;
  /** The same where only reading tells it of files that have no marks: of any other, that would be to read them all. */
  isSurelySame(file: string, then: FileState): boolean;
  /** Whether it can be told at all later, without reading all files, if this one is as it is now. */
  canBeTold(file: string, now: Pick<FileState, "read">): boolean;
  /** Digest of what a document is told of another file. */
  openedDigest(file: string, other: string): string;
}

export interface FileState {
  readonly mark: string;
  /** Digest of what reading it gave. */
  readonly read: string;
}

export function openStates(workspace: Workspace): FileStates {
  const marks = new Map<string, string>();
  const links = new Set<string>();
  const opened = new Map<string, string>();
  const mark = (file: string): void => {
    const stamp = workspace.stamp(file);
    if (stamp === undefined) links.add(file);
    else links.delete(file);
    if (stamp?.settled === true) marks.set(file, stamp.mark);
    else marks.delete(file);
  };
  const readsSame = (file: string, { read }: FileState): boolean =>
    digestOfReading(workspace.readUntrusted(file, ["."])) === read;
  /** Links have no marks of what they lead to, and whether a file may be read hangs on more than the file. */
  const isTold = (file: string, read: string): boolean => !links.has(file) && !isUnread(read);
  const folders = new Map([["", true]]);
  /** Whether the way to its folder leads out of the root by now: the files there have their marks still. */
  const isWithin = (file: string): boolean => {
    const folder = folderOf(file);
    const known = folders.get(folder) ?? !leadsOut(workspace.readUntrusted(file, ["."]));
    folders.set(folder, known);
    return known;
  };
  const isMarked = (file: string, then: FileState): boolean =>
    then.mark !== "" && marks.get(file) === then.mark && isTold(file, then.read) && isWithin(file);
  return {
    mark,
    markOf: (file) => marks.get(file) ?? "",
    isSame(file, then) {
      mark(file);
      return isMarked(file, then) || readsSame(file, then);
    },
    isSurelySame(file, then) {
      mark(file);
      return isMarked(file, then) || (!isTold(file, then.read) && readsSame(file, then));
    },
    canBeTold: (file, { read }) => marks.has(file) || !isTold(file, read),
    openedDigest(file, other) {
      // Whether it may be opened depends on the folder from which that is asked.
      const key = JSON.stringify([folderOf(file), other]);
      const known = opened.get(key) ?? digestOfOpened(openBeside(workspace, file)(other));
      opened.set(key, known);
      return known;
    },
  };
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf("/") + 1);
}

function leadsOut(reading: TextReading): boolean {
  return !reading.ok && reading.reason === "outside";
}

const notRead = "not read: ";

export function digestOfReading(reading: TextReading): string {
  return reading.ok ? digest(reading.text) : `${notRead}${digest(JSON.stringify(reading))}`;
}

export function isUnread(read: string): boolean {
  return read.startsWith(notRead);
}
