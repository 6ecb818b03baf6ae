import type { Finding, Severity, Span } from "#base";
import type { Facts, Reading } from "#facts";

/** A project as it was read, once for all rules. */
export interface RuleInput extends Reading {
  readonly facts: Facts;
  /** The day on which this is asked, `2026-04-30`; absent where nobody says. */
  readonly today?: string;
  /** Tells why nothing is said of a place, at the step where the facts run out; heard by those who ask for it. */
  readonly explainSilence: (place: Span, why: string) => void;
}

/**
 * One defect that a rule sees. Its rule and severity are filled in. The message says what is wrong and what it costs, in one
 * sentence without a full stop; `mend` what to write, in the project's own terms; the steps of `path` lead from where it begins (a route, a
 * function) to what it rests on, in the order in which one follows them, without arrows.
 */
export type Hit = Omit<Finding, "rule" | "severity" | "span"> & {
  readonly span: Span;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
};

/**
 * One thing that is looked for. Lives in `rules/<family>/<name>.ts`, named after the bad pattern; the path is its id. The text
 * beside it, `<name>.md`, is what `explain` prints and what tests it.
 */
export interface Rule {
  readonly severity: Severity;
  /** Whether it is on where nobody says anything: only where it has earned it. */
  readonly on: boolean;
  /** What its fixes are, where it has some: a test holds it to that. */
  readonly fix: "safe" | "review" | "none";
  /** Ids of rules that are silent where this one speaks of the same place or of the same `about`: it knows more. */
  readonly precedes?: readonly string[];
  /** Codes of ruff's rules, and of type checkers with their names (`mypy/unused-coroutine`), that see the same defect with less around it: what they say within a place of this one is left out. */
  readonly covers?: readonly string[];
  /** Never throws, never guesses: where the facts run out it is silent. */
  readonly find: (input: RuleInput) => readonly Hit[];
}

/** What several rules ask of a project, worked out once for all of them. */
export function once<T>(make: (input: RuleInput) => T): (input: RuleInput) => T {
  const made = new WeakMap<object, T>();
  return (input) => {
    const before = made.get(input.project);
    if (before !== undefined) return before;
    const value = make(input);
    made.set(input.project, value);
    return value;
  };
}
