/** Why a file is not read. */
export interface Unopened {
  readonly reason: "missing" | "outside" | "unreadable";
  /** Of a missing one: the name in its folder that was probably meant. */
  readonly nearest?: string | undefined;
}

/**
 * The text of another file of a contract, by its path: relative to what the contract's own path is relative to, or
 * absolute where that is. Whoever hands it in decides what may be read, links followed; nothing: it is not there.
 */
export type OpenFile = (path: string) => string | Unopened | undefined;
