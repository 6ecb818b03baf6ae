/** A broken assumption of our own: crashes loudly, and is never used for bad input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`keelback is broken here: ${message}`);
}

/** For the default branch of a switch over a union: fails to compile when a kind is missing. */
export function unreachable(value: never): never {
  throw new Error(`keelback is broken here: unexpected ${JSON.stringify(value)}`);
}
