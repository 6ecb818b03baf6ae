import type { Span } from "#base";
import type { Call } from "#python";
import type { SourceModule } from "../project.ts";

/** One call of an operation, in a revision's function. */
export interface Step {
  /** The name of the operation: `add_column`. */
  readonly kind: string;
  readonly call: Call;
  readonly module: SourceModule;
  /** The table that it is of; undefined where that cannot be told. */
  readonly table: string | undefined;
  readonly columns: readonly ColumnStep[];
  /** Whether more columns may be among them than can be seen. */
  readonly isOpen: boolean;
  /** Whether it stands on a branch. */
  readonly isConditional: boolean;
  /** The name of the index, the new name of the table or the column: what else it names. */
  readonly name?: string;
}

export interface ColumnStep {
  readonly name: string;
  /** `nullable=False`, or part of the key. */
  readonly isRequired: boolean;
  /** Whether rows that are there get a value: a default of the server, one that is worked out or counted up. */
  readonly isFilled: boolean;
  readonly indexed: boolean;
  readonly span: Span;
}

/** A file that changes a database; https://alembic.sqlalchemy.org/en/latest/tutorial.html#create-a-migration-script */
export interface Revision {
  readonly id: string;
  /** The folder that it lies in. */
  readonly folder: string;
  readonly module: SourceModule;
  readonly span: Span;
  readonly down: readonly string[];
  readonly isLabelled: boolean;
  readonly upgrade: readonly Step[];
  readonly downgrade: readonly Step[];
  /** How far `downgrade` goes: it does something, it does nothing, or it says that there is no way back. */
  readonly back: "steps" | "nothing" | "refuses";
  /** The text of whatever it may do to tables beside the steps. */
  readonly hidden: readonly string[];
  /** Whether what it comes after could be read. */
  readonly isLinked: boolean;
}
