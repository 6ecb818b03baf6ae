/** A broken assumption of our own: crashes loudly, and is never used for bad input. A message that takes work is a function. */
export function assert(condition: unknown, message: string | (() => string)): asserts condition {
  if (condition) return;
  throw new Error(`keelback is broken here: ${typeof message === "string" ? message : message()}`);
}

/** For the default branch of a switch over a union: fails to compile when a kind is missing. */
export function unreachable(value: never): never {
  throw new Error(`keelback is broken here: unexpected ${JSON.stringify(value)}`);
}
