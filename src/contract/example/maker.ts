import type { Contract, Schema, SchemaNode } from "../contract.ts";
import { flattenSchema } from "../flatten.ts";
import type { Budget } from "./accepts-value.ts";

export interface ExampleOptions {
  /** Leaves out what travels the other way only: `readOnly` in requests, `writeOnly` in responses. */
  readonly direction?: "request" | "response";
  /** Whether properties that may be missing are filled in too, as far as that comes to an end. Default: true. */
  readonly optional?: boolean;
  /** Another number gives another value wherever the schema leaves room for one. Default: 0. */
  readonly variant?: number;
}

/** What making one example shares. */
export interface Maker {
  readonly contract: Contract;
  readonly options: ExampleOptions;
  readonly checks: Budget;
  /** Values that may still be made. */
  readonly values: Budget;
}

/** Where in the value a part is made. */
export interface MakePlace {
  readonly variant: number;
  readonly depth: number;
  /** The schemas around this place, so that one that contains itself comes to an end. */
  readonly around: readonly Schema[];
  /** Only what must be there. */
  readonly isMinimal: boolean;
}

/** Whether a property travels the other way only. */
export function isHidden(maker: Maker, node: SchemaNode): boolean {
  const { direction } = maker.options;
  if (direction === undefined) return false;
  const schema = flattenSchema(maker.contract, node);
  return direction === "request" ? schema.readOnly : schema.writeOnly;
}
