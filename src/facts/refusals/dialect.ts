import type { Where } from "../messages/dialect.ts";

/** How a framework answers errors. */
export interface RefusalDialect {
  readonly framework: string;
  /** Classes of answers that carry JSON, by their dotted names, and where what they carry stands. */
  readonly answers: RegExp;
  /** Classes of answers that carry whatever they are given, or nothing at all; what they carry stands there too. */
  readonly plain: RegExp;
  readonly content: Where;
  /** The errors that carry a status, by their dotted names. */
  readonly errors: ReadonlySet<string>;
  /** The fields of the answer to one of those where nothing handles it. */
  readonly fields: readonly string[];
}
