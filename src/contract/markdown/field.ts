import type { Span } from "#base";
import type { JsonValue } from "../contract.ts";
import type { Draft } from "./context.ts";
import type { Step } from "./field-path.ts";
import type { Place } from "./small-words.ts";

/** One row of a table, or one point of a list, that describes a field, a parameter or a header. */
export interface Field {
  readonly steps: readonly Step[];
  /** What its type and its rules say. */
  readonly schema: Draft;
  readonly description?: string;
  readonly examples?: readonly JsonValue[];
  /** Nothing where it is not said. */
  readonly required?: boolean;
  readonly place?: Place;
  readonly style?: string;
  readonly explode?: boolean;
  /** Whether only the path or the query of the endpoint names it. */
  readonly undescribed?: true;
  readonly span: Span;
}

/** All that is said of a field as one schema: parameters and headers keep words and examples apart from it, fields do not. */
export function fieldSchema(field: Field): Draft {
  const { schema, description, examples = [] } = field;
  const known = schema["examples"];
  return {
    ...schema,
    ...(description !== undefined && { description }),
    ...(examples.length > 0 && {
      examples: [...(Array.isArray(known) ? (known as JsonValue[]) : []), ...examples],
    }),
  };
}
