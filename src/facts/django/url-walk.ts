import type { Expression } from "#python";
import type { ClassReader } from "../classes.ts";
import type { Project } from "../project.ts";
import type { Evaluator, Frame } from "../values.ts";
import type { Entry } from "./entry.ts";
import type { Extension } from "./extension.ts";
import type { Settings } from "./settings.ts";

/** What the reading of URLs carries along. */
export interface UrlWalk {
  readonly project: Project;
  readonly classes: ClassReader;
  readonly evaluator: Evaluator;
  readonly settings: Settings;
  readonly extensions: readonly Extension[];
  /** Lists of patterns and texts that are being read, so that circles end. */
  readonly open: Set<Expression | string>;
  /** What a name stands for within the statement that gives it something else. */
  readonly earlier: Map<Expression, readonly Entry[]>;
  /** Steps that were taken, so that lists which double one another end. */
  readonly spent: { steps: number };
}

const mostSteps = 60_000;

/** Takes a step; false where there were too many. */
export function spend({ spent }: UrlWalk): boolean {
  spent.steps += 1;
  return spent.steps <= mostSteps;
}

/** An expression, and the frame in which it stands. */
export interface PlacedExpression {
  readonly frame: Frame;
  readonly expression: Expression;
}
