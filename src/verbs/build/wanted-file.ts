/** A file as it should be, relative to the target. */
export interface WantedFile {
  readonly path: string;
  readonly text: string;
}
