/** A file that a step writes whole. `before` is the digest it must have now; absent means: must not exist. */
export interface FileEdit {
  readonly path: string;
  readonly before?: string;
  readonly text: string;
  readonly executable?: boolean;
}
