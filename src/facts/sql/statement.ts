/** A value of a statement. */
export type SqlValue =
  | { readonly kind: "number"; readonly raw: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "truth"; readonly value: boolean }
  | { readonly kind: "null" }
  /** Handed over beside the text: by its place, from 0, or by its name. */
  | { readonly kind: "parameter"; readonly of: number | string }
  | { readonly kind: "column"; readonly name: string }
  /** The time of the statement. */
  | { readonly kind: "now" }
  | {
      readonly kind: "binary";
      readonly operator: "+" | "-" | "*";
      readonly left: SqlValue;
      readonly right: SqlValue;
    };

export type SqlCondition =
  | {
      readonly kind: "compare";
      readonly column: string;
      readonly operator: "=" | "<>" | "<" | "<=" | ">" | ">=";
      readonly value: SqlValue;
    }
  | {
      readonly kind: "in";
      readonly column: string;
      /** One parameter alone stands for a list. */
      readonly values: readonly SqlValue[] | (SqlValue & { readonly kind: "parameter" });
      readonly negated: boolean;
    }
  | {
      readonly kind: "between";
      readonly column: string;
      readonly low: SqlValue;
      readonly high: SqlValue;
    }
  | {
      readonly kind: "like";
      readonly column: string;
      readonly pattern: SqlValue;
      readonly anyCase: boolean;
      readonly negated: boolean;
    }
  | { readonly kind: "null"; readonly column: string; readonly negated: boolean }
  /** A column that is true or false by itself. */
  | { readonly kind: "flag"; readonly column: string }
  | { readonly kind: "and" | "or"; readonly of: readonly SqlCondition[] }
  | { readonly kind: "not"; readonly of: SqlCondition };

/** What a statement asks of each row, or of all of them; of `*` with `count`, how many there are. */
export type SqlItem =
  | { readonly kind: "all" }
  | { readonly kind: "one" }
  | { readonly kind: "column"; readonly name: string }
  | {
      readonly kind: "aggregate";
      readonly name: "count" | "sum" | "avg" | "min" | "max";
      readonly column: string | undefined;
      readonly distinct: boolean;
    };

export interface SqlOrder {
  readonly column: string;
  readonly descending: boolean;
}

export interface SqlSelect {
  readonly kind: "select";
  readonly table: string;
  readonly items: readonly SqlItem[];
  readonly distinct: boolean;
  readonly where?: SqlCondition;
  readonly groups: readonly string[];
  readonly order: readonly SqlOrder[];
  readonly limit?: SqlValue;
  readonly offset?: SqlValue;
  readonly lock?: "wait" | "skip" | "fail";
}

export interface SqlAssignment {
  readonly column: string;
  readonly value: SqlValue;
}

/** A statement about one table, of what each of our object-relational mappers can say as well. */
export type SqlStatement =
  | SqlSelect
  | {
      readonly kind: "update";
      readonly table: string;
      readonly set: readonly SqlAssignment[];
      readonly where?: SqlCondition;
    }
  | { readonly kind: "delete"; readonly table: string; readonly where?: SqlCondition }
  | { readonly kind: "insert"; readonly table: string; readonly set: readonly SqlAssignment[] };

/** The columns that a statement names. */
export function columnsIn(statement: SqlStatement): ReadonlySet<string> {
  const found = new Set<string>();
  gather(statement, found);
  return found;
}

function gather(part: unknown, found: Set<string>): void {
  if (Array.isArray(part)) for (const each of part) gather(each, found);
  else if (typeof part === "object" && part !== null) {
    if ("column" in part && typeof part.column === "string") found.add(part.column);
    if ("kind" in part && part.kind === "column" && "name" in part && typeof part.name === "string")
      found.add(part.name);
    if ("groups" in part && Array.isArray(part.groups)) for (const each of part.groups) found.add(each);
    for (const each of Object.values(part)) gather(each, found);
  }
}
