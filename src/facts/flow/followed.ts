import type { Summary } from "./flow.ts";

/** What is remembered of one function that is followed. */
export interface Followed {
  /** For each sort of arguments what it was seen to do; undefined while it is followed for them. */
  readonly summaries: Map<string, Summary | undefined>;
  /** The sorts of arguments that it is followed for at present. */
  readonly open: Set<string>;
  /** How often it was to be followed, by what it is bound to. */
  readonly counts: Map<string, number>;
  /** Whether it was seen to pass messages on. */
  passes: boolean;
}

export function openFollowed(): Followed {
  return { summaries: new Map(), open: new Set(), counts: new Map(), passes: false };
}

/** Remembers what following a function for one sort of arguments shows. */
export function remembered(followed: Followed, key: string, follow: () => Summary): Summary {
  followed.summaries.set(key, undefined);
  followed.open.add(key);
  const summary = follow();
  followed.open.delete(key);
  followed.summaries.set(key, summary);
  if (summary.passes.length > 0) followed.passes = true;
  return summary;
}
