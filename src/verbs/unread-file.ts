import type { Finding, Span } from "#base";
import type { TextReading } from "#workspace";

export type Unread = Exclude<TextReading, { readonly ok: true }>;

/** Why a file is not read: what it is, where in it that shows, and what to do. */
export interface UnreadFile {
  /** Follows the file's name: `is a folder`. */
  readonly why: string;
  readonly mend: string;
  readonly span: Span;
}

/** For files that are there. What is missing is told by those who know what was looked for. */
export function describeUnread(file: string, unread: Unread): UnreadFile {
  const start: Span = { file, line: 1, column: 1, offset: 0, end: 0 };
  switch (unread.reason) {
    case "not-text":
      return { ...describeEncoding(unread), span: endOf(file, unread.before) };
    case "folder":
      return { why: "is a folder", mend: "name a document in it", span: start };
    case "special":
      return {
        why: "is a device, a pipe or a socket: it may never end",
        mend: "save the document as an ordinary file, and name that",
        span: start,
      };
    case "forbidden":
      return { why: "may not be read by you", mend: "let yourself read it, with chmod u+r", span: start };
    case "too-large":
      return {
        why: "has more than 64 MB: it is too large to be read safely",
        mend: "split it into several contracts",
        span: start,
      };
    case "outside":
      return {
        why: "is not read: it lies outside this folder, itself or by a link",
        mend: "keep it in this folder, or start in one that holds both",
        span: start,
      };
    case "missing":
    case "failed":
      return {
        why: "could not be read: the system refused it",
        mend: "see that its disk can be read",
        span: start,
      };
  }
}

/** The same as a finding about the contract. */
export function unreadFinding(file: string, unread: Unread): Finding {
  const { why, mend, span } = describeUnread(file, unread);
  return { rule: "contract/unreadable-file", severity: "error", message: `${file} ${why}`, span, mend };
}

function describeEncoding({ encoding }: Extract<Unread, { readonly reason: "not-text" }>): {
  readonly why: string;
  readonly mend: string;
} {
  switch (encoding) {
    case "UTF-16":
      return {
        why: "is text in UTF-16, and contracts are read as UTF-8",
        mend: "save it as UTF-8, with iconv -f UTF-16 -t UTF-8",
      };
    case "binary":
      return {
        why: "holds a zero byte here: it is no text, or text in another encoding than UTF-8",
        mend: "name a document in YAML or JSON, saved as UTF-8",
      };
    case "unknown":
      return {
        why: "is not UTF-8 from here on: it is no text, or text in another encoding",
        mend: "save it as UTF-8",
      };
  }
}

function endOf(file: string, before: string): Span {
  const line = before.split("\n").length;
  const column = before.length - before.lastIndexOf("\n");
  return { file, line, column, offset: before.length, end: before.length };
}
