import type { ParameterFact } from "../../operation.ts";

/** The parameters that narrow and order a list. */
export interface Filters {
  readonly parameters: readonly ParameterFact[];
  /** Whether parameters may be taken that are not known. */
  readonly isPartial: boolean;
}
