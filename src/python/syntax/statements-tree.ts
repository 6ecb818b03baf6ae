import type { Argument, Expression, Name, Parameter, TypeParameter } from "./tree.ts";

interface Placed {
  readonly start: number;
  readonly end: number;
}

export type Body = readonly Statement[];

export interface ExpressionStatement extends Placed {
  readonly kind: "expression";
  readonly value: Expression;
}

export interface Assignment extends Placed {
  readonly kind: "assign";
  /** More than one where it is chained: `a = b = value`. */
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

export interface AugmentedAssignment extends Placed {
  readonly kind: "augmented";
  /** Without its equals sign: `+` of `+=`. */
  readonly operator: string;
  readonly target: Expression;
  readonly value: Expression;
}

export interface AnnotatedAssignment extends Placed {
  readonly kind: "annotated";
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value?: Expression;
}

export interface Return extends Placed {
  readonly kind: "return";
  readonly value?: Expression;
}

export interface Delete extends Placed {
  readonly kind: "delete";
  readonly targets: readonly Expression[];
}

export interface Plain extends Placed {
  readonly kind: "pass" | "break" | "continue";
}

export interface Raise extends Placed {
  readonly kind: "raise";
  readonly error?: Expression;
  readonly cause?: Expression;
}

export interface Assert extends Placed {
  readonly kind: "assert";
  readonly test: Expression;
  readonly message?: Expression;
}

/** One name of an import: `path` is what is named, `alias` what it is called here. */
export interface ImportedName extends Placed {
  readonly path: string;
  readonly alias?: string;
}

export interface Import extends Placed {
  readonly kind: "import";
  readonly names: readonly ImportedName[];
}

export interface ImportFrom extends Placed {
  readonly kind: "import-from";
  /** How many dots stand before the module. */
  readonly level: number;
  /** Empty where only dots stand. */
  readonly module: string;
  /** One of path `*` where all is imported. */
  readonly names: readonly ImportedName[];
}

export interface Scope extends Placed {
  readonly kind: "global" | "nonlocal";
  readonly names: readonly string[];
}

/** An `elif` is an `if` that stands alone in `otherwise`. */
export interface If extends Placed {
  readonly kind: "if";
  readonly test: Expression;
  readonly body: Body;
  readonly otherwise: Body;
}

export interface While extends Placed {
  readonly kind: "while";
  readonly test: Expression;
  readonly body: Body;
  readonly otherwise: Body;
}

export interface For extends Placed {
  readonly kind: "for";
  readonly async: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: Body;
  readonly otherwise: Body;
}

export interface With extends Placed {
  readonly kind: "with";
  readonly async: boolean;
  readonly items: readonly { readonly context: Expression; readonly target?: Expression }[];
  readonly body: Body;
}

export interface ExceptClause extends Placed {
  readonly kind: "except";
  readonly type?: Expression;
  readonly name?: string;
  readonly body: Body;
}

export interface Try extends Placed {
  readonly kind: "try";
  /** Whether its clauses are `except*`. */
  readonly group: boolean;
  readonly body: Body;
  readonly handlers: readonly ExceptClause[];
  readonly otherwise: Body;
  readonly finally: Body;
}

/** Its place begins at `def` or `async`; decorators stand before it. */
export interface FunctionDefinition extends Placed {
  readonly kind: "function";
  readonly async: boolean;
  readonly name: Name;
  readonly typeParameters: readonly TypeParameter[];
  readonly parameters: readonly Parameter[];
  readonly returns?: Expression;
  readonly decorators: readonly Expression[];
  readonly body: Body;
}

/** Its place begins at `class`; decorators stand before it. */
export interface ClassDefinition extends Placed {
  readonly kind: "class";
  readonly name: Name;
  readonly typeParameters: readonly TypeParameter[];
  readonly args: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: Body;
}

export interface Match extends Placed {
  readonly kind: "match";
  readonly subject: Expression;
  readonly cases: readonly MatchCase[];
}

export interface MatchCase {
  readonly pattern: Pattern;
  readonly guard?: Expression;
  readonly body: Body;
}

export interface TypeAlias extends Placed {
  readonly kind: "type-alias";
  readonly name: Name;
  readonly typeParameters: readonly TypeParameter[];
  readonly value: Expression;
}

/** A stretch that is no statement, to the end of its logical line; what could be read of it stands in `values`. */
export interface BrokenStatement extends Placed {
  readonly kind: "broken";
  readonly values: readonly Expression[];
}

export type Statement =
  | ExpressionStatement
  | Assignment
  | AugmentedAssignment
  | AnnotatedAssignment
  | Return
  | Delete
  | Plain
  | Raise
  | Assert
  | Import
  | ImportFrom
  | Scope
  | If
  | While
  | For
  | With
  | Try
  | FunctionDefinition
  | ClassDefinition
  | Match
  | TypeAlias
  | BrokenStatement;

export type Pattern =
  | (Placed & { readonly kind: "value-pattern"; readonly value: Expression })
  | (Placed & { readonly kind: "singleton-pattern"; readonly value: "True" | "False" | "None" })
  | (Placed & { readonly kind: "sequence-pattern"; readonly patterns: readonly Pattern[] })
  | (Placed & {
      readonly kind: "mapping-pattern";
      readonly entries: readonly { readonly key: Expression; readonly pattern: Pattern }[];
      /** The name that takes what is left. */
      readonly rest?: string;
    })
  | (Placed & {
      readonly kind: "class-pattern";
      readonly class: Expression;
      readonly patterns: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    })
  | (Placed & { readonly kind: "star-pattern"; readonly name?: string })
  /** A name that takes the value, with or without a pattern before `as`; `_` is one without a name. */
  | (Placed & { readonly kind: "as-pattern"; readonly pattern?: Pattern; readonly name?: string })
  | (Placed & { readonly kind: "or-pattern"; readonly patterns: readonly Pattern[] })
  | (Placed & { readonly kind: "broken-pattern" });
