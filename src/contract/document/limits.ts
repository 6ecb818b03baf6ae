/** Bounds on what is read at all, so that a hostile document ends in a finding and not in a hang. */
export const limits = {
  /** Files of one contract, the first one included: above the largest public ones (near 3,000). */
  files: 5_000,
  /** Characters of all files together: above the largest public contracts (near 12 million), below what exhausts memory. */
  textLength: 16_000_000,
  /** Words and signs of YAML; each costs memory however short the text is. */
  tokens: 4_000_000,
  /** Maps and lists inside one another, aliases followed. Real contracts stay below 60. */
  depth: 200,
  /** What aliases may add to the nodes that are written out. */
  aliasedNodes: 1_000_000,
  /** What path items and other parts that are put in more than once may add, for the one document is written out. */
  repeatedNodes: 200_000,
  syntaxFindings: 20,
  findings: 1_000,
} as const;
