import type { Span } from "#base";

/** Why a file is not read. */
export type Unopened =
  /** `nearest`: the name in its folder that was probably meant. */
  | { readonly reason: "missing"; readonly nearest?: string | undefined }
  | { readonly reason: "outside" }
  /** `why` follows the file's name: `is a folder`; `span` is where in it that shows. */
  | { readonly reason: "unreadable"; readonly why: string; readonly mend: string; readonly span: Span };

/**
 * The text of another file of a contract, by its path: relative to what the contract's own path is relative to, or
 * absolute where that is. Whoever hands it in decides what may be read, links followed; nothing: it is not there.
 */
export type OpenFile = (path: string) => string | Unopened | undefined;
