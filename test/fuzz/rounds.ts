export interface Rounds {
  readonly seed: number;
  readonly numRuns: number;
  readonly endOnFailure: true;
  readonly includeErrorInReport: true;
}

/** Whether only what is needed while one works is to be tried: the fast suite run by itself. The whole run tries all. */
export const isBrief = process.env["KEELBACK_TESTS"] === "brief";

/** All of what is tried one by one, or every third of it where the fast suite runs by itself. */
export function sampled<Each>(all: readonly Each[]): readonly Each[] {
  return isBrief ? all.filter((_, index) => index % 3 === 0) : all;
}

/**
 * How often a property is tried: a few times and with one seed in every run of the tests, so that a run repeats and ends
 * soon, and a quarter of that where the fast suite runs by itself; `npm run fuzz` sets other seeds, one after the other. A
 * failure prints the seed it had.
 */
export function rounds(usual: number, seed: number): Rounds {
  const shift = Number(process.env["KEELBACK_FUZZ_SEED"] ?? 0);
  const numRuns = isBrief ? Math.ceil(usual / 4) : usual;
  return { seed: seed + shift, numRuns, endOnFailure: true, includeErrorInReport: true };
}
