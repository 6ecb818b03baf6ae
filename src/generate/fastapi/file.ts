/** One file of a generated project. */
export interface GeneratedFile {
  /** Relative to the project's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}
