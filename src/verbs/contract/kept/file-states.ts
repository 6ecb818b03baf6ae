import { digest } from "#base";
import { digestOfOpened } from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../../contract-files.ts";
import type { KeptLines } from "./kept-lines.ts";

/** How files are now, each asked for as seldom as may be. */
export interface FileStates {
  /** To be called before a file is read: what changes in between has another mark by the next run. */
  mark(file: string): void;
  /** Empty where it cannot be told by a mark whether the file will have changed. */
  markOf(file: string): string;
  isSame(file: string, lines: KeptLines): boolean;
  /** Digest of what a document is told of another file. */
  openedDigest(file: string, other: string): string;
}

export function openStates(workspace: Workspace): FileStates {
  const marks = new Map<string, string>();
  const opened = new Map<string, string>();
  const mark = (file: string): void => {
    const stamp = workspace.stamp(file);
    if (stamp?.settled === true) marks.set(file, stamp.mark);
    else marks.delete(file);
  };
  return {
    mark,
    markOf: (file) => marks.get(file) ?? "",
    isSame(file, lines) {
      mark(file);
      if (lines.mark !== "" && marks.get(file) === lines.mark) return true;
      const read = workspace.readUntrusted(file, ["."]);
      return read.ok && digest(read.text) === lines.digest;
    },
    openedDigest(file, other) {
      // Whether it may be opened depends on the folder from which that is asked.
      const key = JSON.stringify([file.slice(0, file.lastIndexOf("/") + 1), other]);
      const known = opened.get(key) ?? digestOfOpened(openBeside(workspace, file)(other));
      opened.set(key, known);
      return known;
    },
  };
}
