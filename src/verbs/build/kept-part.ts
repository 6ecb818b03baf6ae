/** Something that a hand has touched, and that is left as it stands. */
export interface KeptPart {
  readonly path: string;
  /** `Book`, or `Book.title`; absent where it is the whole file. */
  readonly symbol?: string;
  /** Where it stands, or where it would go. */
  readonly line?: number;
  readonly why: "edited" | "deleted" | "not-ours" | "used";
  /** What a build would have written; absent where that is what it wrote before. */
  readonly text?: string;
  /** Imports that the text needs, and that are not there. */
  readonly imports?: readonly string[];
  /** What of the text does not stand there, each behind the line of the file that it seems to belong to. */
  readonly missing?: readonly { readonly line: number; readonly text: string }[];
  /** A build would have taken it away. */
  readonly unwanted?: true;
}

/** Whether a build would have something else there than what it wrote before. */
export function isPending({ text, unwanted }: KeptPart): boolean {
  return text !== undefined || unwanted === true;
}

const reasons: Readonly<Record<KeptPart["why"], string>> = {
  edited: "edited by hand",
  deleted: "taken away by hand",
  "not-ours": "not written here",
  used: "no longer wanted, but used by code that was written by hand",
};

/** Why something was left alone: in a few words. */
export function tellReason({ why, unwanted }: KeptPart): string {
  return unwanted && why === "edited" ? "edited by hand, and no longer wanted" : reasons[why];
}

/** `app/books/service.py:48 find_book` */
export function tellPlace({ path, line, symbol }: KeptPart): string {
  return `${path}${line === undefined ? "" : `:${line}`}${symbol === undefined ? "" : ` ${symbol}`}`;
}
