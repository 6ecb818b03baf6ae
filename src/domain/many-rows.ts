import type { AnswerShape, BodyShape } from "./body-shapes.ts";
import type { HoldingField, ParentRow, StateChange } from "./row-places.ts";
import type { ScalarValue } from "./scalar-type.ts";

/** Rows that a request names by their keys, or all that there are. */
interface ManyRows {
  readonly entity: string;
  readonly parent?: ParentRow;
  readonly answer: AnswerShape;
}

/** Those whose keys the request holds: all of them, or none where one is not there. */
interface NamedRows extends ManyRows {
  /** Whether the keys travel in the query: it is the body then. */
  readonly byQuery?: true;
  readonly body: BodyShape;
  /** The field of the body that holds the keys. */
  readonly keysField: string;
}

/** Several rows go. */
export interface DeleteManyBehaviour extends NamedRows {
  readonly kind: "delete-many";
  /** Fields of other rows that may name one of them, and then keep all from going. */
  readonly heldBy?: readonly HoldingField[];
}

/** All rows go that lie below a row, or that are the caller's, or that there are. */
export interface DeleteAllBehaviour extends ManyRows {
  readonly kind: "delete-all";
  /** Only rows that belong to the caller. */
  readonly own?: true;
  readonly heldBy?: readonly HoldingField[];
}

/** One field of several rows gets a value that the path says. */
export interface ChangeStatesBehaviour extends NamedRows {
  readonly kind: "change-states";
  readonly sets: readonly [StateChange, ...StateChange[]];
  /** What the field of each must be before, where not everything will do. */
  readonly from?: readonly ScalarValue[];
}

/** Rows are brought into the order in which their keys come: all that there are, each once. */
export interface ReorderBehaviour extends NamedRows {
  readonly kind: "reorder";
  /** The field that says where a row stands, and what it says of the first. */
  readonly field: string;
  readonly first: number;
}

export type NamedRowsBehaviour = DeleteManyBehaviour | ChangeStatesBehaviour | ReorderBehaviour;
