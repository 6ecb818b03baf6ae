/** What may still be spent on the overlays of one document; once it is used up, what is asked for is not done. */
export interface Budget {
  steps: number;
  /** Why a question cannot be answered, where it cannot. */
  problem?: string;
}

/** Above what the largest public documents with dozens of overlay actions need, below what a reader waits for. */
const mostSteps = 10_000_000;

export function newBudget(): Budget {
  return { steps: mostSteps };
}

/** False where nothing is left. */
export function spend(budget: Budget, steps = 1): boolean {
  budget.steps -= steps;
  return budget.steps >= 0;
}
