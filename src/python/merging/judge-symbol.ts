/** What becomes of one symbol, by its digests as it stands, as it was written, and as it is wanted. */
export type Verdict =
  /** Stands as it is wanted. */
  | "same"
  /** Nobody touched it: it becomes what is wanted. */
  | "update"
  | "add"
  | "remove"
  /** A hand has touched it, and what is wanted is what was written before: nothing is kept out. */
  | "quiet"
  /** A hand has touched it, and something else is wanted. */
  | "edited"
  | "deleted"
  /** It was not written by us, and has the name of something that is wanted. */
  | "not-ours"
  /** A hand has touched it, and it is no longer wanted. */
  | "unwanted"
  /** Not ours at all, or gone on both sides. */
  | "own"
  | "gone";

type Digest = string | undefined;

export function judgeSymbol(current: Digest, written: Digest, wanted: Digest): Verdict {
  if (wanted === undefined) return judgeUnwanted(current, written);
  if (current === wanted) return "same";
  if (current === undefined) return written === undefined ? "add" : written === wanted ? "quiet" : "deleted";
  if (written === undefined) return "not-ours";
  if (current === written) return "update";
  return written === wanted ? "quiet" : "edited";
}

function judgeUnwanted(current: Digest, written: Digest): Verdict {
  if (current === undefined) return "gone";
  if (written === undefined) return "own";
  return current === written ? "remove" : "unwanted";
}
