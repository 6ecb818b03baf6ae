import type { ClassReader } from "../classes.ts";
import type { FieldFact, ModelFact } from "../model.ts";
import type { Project } from "../project.ts";
import type { SqlStatement, SqlValue } from "./statement.ts";

/** What is handed over beside a statement, as the source has it where it is called. */
export type ShowParameter = (parameter: SqlValue & { readonly kind: "parameter" }) => string;

/**
 * Python that asks a model what a statement asks its table; undefined where the framework has no form for it, or one that does not give
 * the same.
 */
export type SqlForm = (
  reading: { readonly project: Project; readonly classes: ClassReader },
  model: ModelFact,
  statement: SqlStatement,
  show: ShowParameter,
) => string | undefined;

/** How a framework writes what is no value by itself. */
export interface ValueWords {
  readonly show: ShowParameter;
  /** A column of the row. */
  readonly column: (name: string) => string;
  /** The present moment, as the database has it. */
  readonly now: string;
}

/** A value of a statement as Python that a framework takes. */
export function valueText(words: ValueWords, value: SqlValue): string {
  switch (value.kind) {
    case "number":
      return value.raw;
    case "text":
      return JSON.stringify(value.text);
    case "truth":
      return value.value ? "True" : "False";
    case "null":
      return "None";
    case "parameter":
      return words.show(value);
    case "column":
      return words.column(value.name);
    case "now":
      return words.now;
    case "binary":
      return `${valueText(words, value.left)} ${value.operator} ${valueText(words, value.right)}`;
  }
}

/**
 * Whether values of a column are the same in SQL and in Python, but for what any driver makes of them: of a document, a list, an
 * enumeration or a type of the project's own, what is handed to the model is another value than what stands in the table.
 */
export function isPlainColumn({ type, relation, choices }: FieldFact): boolean {
  if (relation !== undefined || choices !== undefined) return true;
  return /^(?:(?:Big|Small|Positive|PositiveBig|PositiveSmall)*(?:Auto|Integer|Char|Text|Slug|Email|URL|Float|Decimal|Boolean|NullBoolean|Date|DateTime|Time|UUID)(?:Field)?|String|Unicode|Numeric|Uuid|TIMESTAMP|VARCHAR|BIGINT|INTEGER|str|int|float|bool|datetime|date|UUID)$/.test(
    type,
  );
}
