// The syntax of Python 3.8 to 3.14 as values. Shapes and places follow the grammar of the language reference and CPython's `ast`,
// so that the two can be compared node by node; offsets are UTF-16 units of the module's text, `end` is past the last one.

interface Placed {
  readonly start: number;
  readonly end: number;
}

export interface Name extends Placed {
  readonly kind: "name";
  /** As the language compares it: NFKC where it is not ASCII. */
  readonly id: string;
}

export interface NumberLiteral extends Placed {
  readonly kind: "number";
  /** As it is written, with its base, underscores and suffix. */
  readonly raw: string;
}

/** `True`, `False`, `None` and `...`. */
export interface Constant extends Placed {
  readonly kind: "constant";
  readonly value: "True" | "False" | "None" | "...";
}

/** One literal, or several that stand side by side and are joined. */
export interface StringLiteral extends Placed {
  readonly kind: "string";
  /** What the text is at run time; of bytes, one character for each byte. */
  readonly value: string;
  readonly bytes: boolean;
}

/** An f-string or t-string, with the plain strings that stand beside it. */
export interface FormattedString extends Placed {
  readonly kind: "formatted";
  readonly template: boolean;
  readonly parts: readonly FormattedPart[];
}

export type FormattedPart = StringLiteral | Replacement;

/** `{value=!r:spec}` within a formatted string. */
export interface Replacement extends Placed {
  readonly kind: "replacement";
  readonly value: Expression;
  /** Whether `=` shows the expression itself. */
  readonly debug: boolean;
  readonly conversion?: string;
  readonly format?: readonly FormattedPart[];
}

export interface Attribute extends Placed {
  readonly kind: "attribute";
  readonly value: Expression;
  readonly name: string;
}

export interface Subscript extends Placed {
  readonly kind: "subscript";
  readonly value: Expression;
  readonly index: Expression;
}

export interface Slice extends Placed {
  readonly kind: "slice";
  readonly lower?: Expression;
  readonly upper?: Expression;
  readonly step?: Expression;
}

/** One argument of a call, or of a class's list of bases, in the order in which they are written. */
export interface Argument extends Placed {
  readonly kind: "argument";
  readonly name?: string;
  readonly spread?: "*" | "**";
  readonly value: Expression;
}

export interface Call extends Placed {
  readonly kind: "call";
  readonly callee: Expression;
  readonly args: readonly Argument[];
}

export interface Starred extends Placed {
  readonly kind: "starred";
  readonly value: Expression;
}

export interface Unary extends Placed {
  readonly kind: "unary";
  readonly operator: string;
  readonly operand: Expression;
}

export interface Binary extends Placed {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface BooleanOperation extends Placed {
  readonly kind: "boolean";
  readonly operator: "and" | "or";
  readonly values: readonly Expression[];
}

export interface Comparison extends Placed {
  readonly kind: "comparison";
  readonly left: Expression;
  /** `not in` and `is not` are one operator each. */
  readonly operators: readonly string[];
  readonly comparators: readonly Expression[];
}

export interface Lambda extends Placed {
  readonly kind: "lambda";
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface Conditional extends Placed {
  readonly kind: "conditional";
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface Collection extends Placed {
  readonly kind: "tuple" | "list" | "set";
  readonly items: readonly Expression[];
}

export interface Dictionary extends Placed {
  readonly kind: "dictionary";
  /** Without a key where `**value` is spread. */
  readonly entries: readonly { readonly key?: Expression; readonly value: Expression }[];
}

export interface Comprehension extends Placed {
  readonly kind: "comprehension";
  readonly form: "list" | "set" | "dictionary" | "generator";
  /** The key, of a dictionary. */
  readonly element: Expression;
  readonly value?: Expression;
  readonly clauses: readonly ComprehensionClause[];
}

export interface ComprehensionClause {
  readonly async: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export interface Await extends Placed {
  readonly kind: "await";
  readonly value: Expression;
}

export interface Yield extends Placed {
  readonly kind: "yield";
  readonly from: boolean;
  readonly value?: Expression;
}

/** `target := value`. */
export interface NamedExpression extends Placed {
  readonly kind: "named";
  readonly target: Name;
  readonly value: Expression;
}

/** Where an expression should stand and none that can be read does. */
export interface BrokenExpression extends Placed {
  readonly kind: "broken-expression";
}

export type Expression =
  | Name
  | NumberLiteral
  | Constant
  | StringLiteral
  | FormattedString
  | Attribute
  | Subscript
  | Slice
  | Call
  | Starred
  | Unary
  | Binary
  | BooleanOperation
  | Comparison
  | Lambda
  | Conditional
  | Collection
  | Dictionary
  | Comprehension
  | Await
  | Yield
  | NamedExpression
  | BrokenExpression;

/** Its place ends before its default. */
export interface Parameter extends Placed {
  readonly kind: "parameter";
  readonly form: "positional-only" | "ordinary" | "variadic" | "keyword-only" | "keywords";
  readonly name: string;
  readonly annotation?: Expression;
  readonly default?: Expression;
}

/** `T: bound = default`, `*Ts`, `**P` of a generic function, class or type alias. */
export interface TypeParameter extends Placed {
  readonly kind: "type-parameter";
  readonly form: "variable" | "tuple" | "parameters";
  readonly name: string;
  readonly bound?: Expression;
  readonly default?: Expression;
}
