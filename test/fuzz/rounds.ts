export interface Rounds {
  readonly seed: number;
  readonly numRuns: number;
  readonly endOnFailure: true;
  readonly includeErrorInReport: true;
}

/**
 * How often a property is tried: a few times and with one seed in every run of the tests, so that a run repeats and ends
 * soon; `npm run fuzz` sets other seeds, one after the other. A failure prints the seed it had.
 */
export function rounds(usual: number, seed: number): Rounds {
  const shift = Number(process.env["KEELBACK_FUZZ_SEED"] ?? 0);
  return { seed: seed + shift, numRuns: usual, endOnFailure: true, includeErrorInReport: true };
}
