import type { Followed, Summary } from "./flow.ts";

/** Nothing is known yet of a function. */
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
