import type { ChangeClass } from "./contract-change.ts";

/**
 * What a difference does to the values that one side gives and the other reads.
 *
 * - `taken-away`: something that was documented is gone; `taken-from-closed`: where nothing else is allowed;
 * - `loosened`: values of another kind may come, or none; `more-values`: further values of the same kind may;
 * - `tightened`: some values may no longer come, or something must now always be there;
 * - `otherwise`: both at once, or something else altogether;
 * - `added`: something that need not be there and that a reader may pass by; `added-to-closed`: where nothing else was
 *   allowed; `required-in-closed`: the same, and it must always be there;
 * - `closed`: nothing but what is documented may come any more;
 * - `same`: nothing that travels.
 */
export type Effect =
  | "taken-away"
  | "taken-from-closed"
  | "loosened"
  | "more-values"
  | "tightened"
  | "otherwise"
  | "added"
  | "added-to-closed"
  | "required-in-closed"
  | "closed"
  | "same";

export interface Classes {
  readonly consumer: ChangeClass;
  readonly provider: ChangeClass;
}

/** What an effect means where the provider gives the values and the consumer reads them: answers and events. */
export const whenRead: Readonly<Record<Effect, Classes>> = {
  "taken-away": { consumer: "breaking", provider: "safe" },
  "taken-from-closed": { consumer: "breaking", provider: "breaking" },
  loosened: { consumer: "breaking", provider: "safe" },
  // Whether a further value does harm depends on what the reader does with those that it does not know.
  "more-values": { consumer: "risky", provider: "safe" },
  tightened: { consumer: "safe", provider: "breaking" },
  otherwise: { consumer: "breaking", provider: "breaking" },
  added: { consumer: "safe", provider: "safe" },
  // Only a reader that holds what comes to the schema refuses it.
  "added-to-closed": { consumer: "risky", provider: "safe" },
  "required-in-closed": { consumer: "risky", provider: "breaking" },
  closed: { consumer: "safe", provider: "risky" },
  same: { consumer: "safe", provider: "safe" },
};

/** What an effect means where the consumer gives the values and the provider must take them: requests. */
export const whenSent: Readonly<Record<Effect, Classes>> = {
  "taken-away": { consumer: "breaking", provider: "safe" },
  "taken-from-closed": { consumer: "breaking", provider: "safe" },
  loosened: { consumer: "safe", provider: "breaking" },
  // A provider must do something with each value that it is told may come.
  "more-values": { consumer: "safe", provider: "breaking" },
  tightened: { consumer: "breaking", provider: "safe" },
  otherwise: { consumer: "breaking", provider: "breaking" },
  // A provider that does not know it passes it by.
  added: { consumer: "safe", provider: "risky" },
  "added-to-closed": { consumer: "safe", provider: "breaking" },
  "required-in-closed": { consumer: "breaking", provider: "breaking" },
  closed: { consumer: "risky", provider: "safe" },
  same: { consumer: "safe", provider: "safe" },
};
