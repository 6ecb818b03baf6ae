import type { Span } from "#base";

/** How rows of one model name rows of another. */
export interface RelationFact {
  readonly kind: "many-to-one" | "one-to-one" | "one-to-many" | "many-to-many" | "generic" | "generic-many";
  /**
   * The id of the model that is named, or `application.Name` of one that is no part of the project; undefined where any may be,
   * or where it could not be made out.
   */
  readonly to?: string;
  /** The attribute of the other side that leads back; undefined where there is none. */
  readonly reverse?: string;
  /** The id of the model that stands between the two. */
  readonly through?: string;
  /** How the attribute loads what it leads to, in the words of its framework (`select`, `raise`, `selectin`), where that is declared. */
  readonly loading?: string;
  /** Whether it is a column alone, with no attribute that leads to the row. */
  readonly columnOnly?: true;
}

export interface FieldFact {
  readonly name: string;
  /** Its column in the database, where that is called otherwise. */
  readonly column?: string;
  /** The class of the field or the type of the column, by its last name: `CharField`. */
  readonly type: string;
  readonly span: Span;
  readonly nullable: boolean;
  readonly unique: boolean;
  /** Whether an index of this one column is declared with it, or comes with its type. */
  readonly indexed: boolean;
  readonly primaryKey: boolean;
  /** Values that it may have, where they are written out. */
  readonly choices?: readonly string[];
  readonly relation?: RelationFact;
}

/** An index or a unique constraint over columns, in their order. */
export interface IndexFact {
  readonly fields: readonly string[];
  readonly unique: boolean;
  /** Whether it covers some rows only. */
  readonly partial: boolean;
  /** Whether it is an ordinary one over just these columns, all ascending: no other kind, no expression, nothing else told of it. */
  readonly plain: boolean;
  readonly span: Span;
}

/** A table of the database, as a class of the source declares it. */
export interface ModelFact {
  /** `path:ClassName`, unique in a project. */
  readonly id: string;
  readonly name: string;
  readonly framework: string;
  /** Its table in the database, where source tells its name and no other model has it. */
  readonly table?: string;
  readonly span: Span;
  /** Whether it has no table, and only hands on what it declares. */
  readonly abstract: boolean;
  /** Its own fields and those of its abstract bases, in their order. */
  readonly fields: readonly FieldFact[];
  readonly indexes: readonly IndexFact[];
  /** Ids of models whose rows are part of its own. */
  readonly parents: readonly string[];
  /** What rows are sorted by where nothing else is said, `-` before what descends. */
  readonly ordering: readonly string[];
  /** Whether a base outside the project may hand on fields that nobody sees here. */
  readonly isPartial: boolean;
}
