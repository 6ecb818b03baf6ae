/** How an operation speaks of the version of the row that it is about (RFC 9110, 13). */
export interface VersionUse {
  /** The header of the answer that tells it: `ETag`. */
  readonly tells?: { readonly description: string; readonly required: boolean };
  /** The header by which callers say which version they have, and are told 304 where it is still that: `If-None-Match`. */
  readonly asks?: { readonly description: string };
  /** The header by which callers say which version they change: `If-Match`. */
  readonly guards?: VersionGuard;
}

export interface VersionGuard {
  readonly description: string;
  /** Whether nothing is changed without it. */
  readonly required: boolean;
  /** What is answered where it is another version, and where the header must be there and is not. */
  readonly stale: 409 | 412;
  /** Absent where that is input that is refused as other input is. */
  readonly missing?: 428;
}
