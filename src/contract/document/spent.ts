/** What reading has cost so far; shared by all files of a contract, so that many small ones weigh as much as a large one. */
export interface Spent {
  tokens: number;
  /** What aliases add to the nodes that are written out. */
  aliased: number;
}

export function nothingSpent(): Spent {
  return { tokens: 0, aliased: 0 };
}
