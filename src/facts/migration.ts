import type { Span } from "#base";

/** One step of the history of a database, as a file of the project has it. */
export interface MigrationFact {
  /** Unique among those of its framework. */
  readonly id: string;
  readonly framework: string;
  /** The application, or the folder of those that follow one another. */
  readonly app: string;
  readonly name: string;
  readonly span: Span;
  /** Ids of those that come before it, as far as they are part of the project. */
  readonly after: readonly string[];
  /** Whether nothing of the same application comes after it. */
  readonly isLeaf: boolean;
  /** Whether another one stands for it. */
  readonly isReplaced: boolean;
  readonly operations: readonly MigrationOperationFact[];
  /** Whether all of it is done in one transaction, where that is said. */
  readonly isAtomic?: boolean;
  /** What its way back does, where that is written apart. */
  readonly reverse?: readonly MigrationOperationFact[];
  /** Whether the way back that is written does something, does nothing, or says that there is none. */
  readonly back?: "steps" | "nothing" | "refuses";
  /** Whether it begins a line of its own on purpose. */
  readonly isLabelled?: boolean;
  /** Whether some of what it does is put together in a way that cannot be followed. */
  readonly isPartial: boolean;
}

/** One operation of a migration, in the words of its framework. */
export interface MigrationOperationFact {
  readonly kind: string;
  readonly table?: string;
  readonly column?: string;
  /** Of a column that is added to a table that is there. */
  readonly added?: AddedColumnFact;
  /** The name that it gives to the column. */
  readonly renamedTo?: string;
  /** Whether it stands on a branch. */
  readonly isConditional?: boolean;
  /** Whether code is run that has no way back. */
  readonly isOneWay?: boolean;
  /** Classes of the project that it works with as they are now, rather than as they were at that time. */
  readonly directModels?: readonly { readonly model: string; readonly span: Span }[];
  /** SQL that is run as it stands. */
  readonly text?: string;
  readonly span: Span;
}

/** What a column that is added asks of the rows that are there. */
export interface AddedColumnFact {
  /** Whether it may not be null. */
  readonly required: boolean;
  /** Whether rows that are there get a value, or may: nothing is known to the contrary. */
  readonly filled: boolean;
  /** Whether that value may be there once. */
  readonly unique: boolean;
}

/** What a model has that no migration says, or the other way round. */
export interface ModelDifferenceFact {
  readonly framework: string;
  readonly app: string;
  readonly model: string;
  readonly subject: "model" | "field" | "option" | "index" | "constraint";
  /** The name of the field, the option, the index or the constraint; of the model itself, its own. */
  readonly name: string;
  /** Whether the model alone has it, the migrations alone, or both in two ways. */
  readonly change: "added" | "removed" | "changed";
  /** What differs of it, by name. */
  readonly details: readonly string[];
  /** Whether the database's own tables come out different, rather than what the framework knows of them. */
  readonly isOfTable: boolean;
  readonly span: Span;
  /** Where a migration last said something else. */
  readonly before?: Span;
}
