export const changeEffects = ["breaking", "risky", "safe"] as const;

export type ChangeEffect = (typeof changeEffects)[number];

/** What one acceptance records of one thing. */
export interface AcceptedItem {
  /** What stays the same of it while its contract changes: its kind first, then its key. */
  readonly line: readonly string[];
  /** `GET /orders/{id}`, `order.created`, `Order`: as people wrote it then. */
  readonly name: string;
  readonly id: string;
  readonly service: string;
  /** Version of the document that said it. */
  readonly version: string;
  /** Against what was accepted last; `same`: accepted anew, for acceptances on two branches said different things. */
  readonly change: "added" | "changed" | "removed" | "same";
  /** What the difference means for who calls it, or takes the event, and for who answers, or gives it; where it was classified. */
  readonly consumer?: ChangeEffect;
  readonly provider?: ChangeEffect;
  /** Digest of all that it promises; none for what is gone. */
  readonly digest?: string;
  /** Digest of the recorded document that says it; none for what is gone. */
  readonly content?: string;
}

/** What an acceptance says, before it has a name. */
export interface AcceptanceDraft {
  /** Names of the entries that nothing followed when it was made, sorted: none for the first, several where branches meet. */
  readonly parents: readonly string[];
  /** RFC 3339, in UTC. */
  readonly when: string;
  readonly by: string;
  readonly why: string;
  /** What somebody else had proposed, where it began so. */
  readonly proposal?: { readonly by: string; readonly digest: string };
  /** Sorted by their lines. */
  readonly items: readonly AcceptedItem[];
}

/** One acceptance, as it is kept: never changed again. */
export interface Acceptance extends AcceptanceDraft {
  /** Digest of its text, which is its name. */
  readonly digest: string;
  readonly file: string;
}

export const historyFolder = ".keelback/history";

export const proposalsFolder = ".keelback/proposals";

export const receiptsFolder = ".keelback/receipts";

export function entryFile(digest: string): string {
  return `entries/${digest}.json`;
}

export function contentFile(digest: string): string {
  return `contents/${digest.slice(0, 2)}/${digest}.json`;
}

/** The digest that people see and type. */
export function shownDigest(digest: string): string {
  return digest.slice(0, 7);
}
