import type { AnswerShape } from "./body-shapes.ts";
import type { ParentRow } from "./row-places.ts";

/** A new row like one that is there, with what lies below it. */
export interface DuplicateBehaviour {
  readonly kind: "duplicate";
  readonly entity: string;
  readonly parameter: string;
  readonly parent?: ParentRow;
  /** Fields in which the two are alike; the others are those of any new row. */
  readonly fields: readonly string[];
  /** Rows below it of which the new one gets copies. */
  readonly below: readonly CopiedRows[];
  readonly answer: AnswerShape;
}

export interface CopiedRows {
  readonly entity: string;
  readonly fields: readonly string[];
}
