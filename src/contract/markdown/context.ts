import type { Severity, Span } from "#base";
import type { JsonValue } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import { type Piece, type Source, spanOf } from "./source.ts";

/** A schema in the making, in the words of OpenAPI 3.1. */
export type Draft = { readonly [key: string]: JsonValue };

/** Everything that reading one record shares. */
export interface Context {
  readonly source: Source;
  readonly findings: FindingList;
  /** Names of the record's own types, by how they are compared. */
  readonly typeNames: ReadonlyMap<string, string>;
}

export interface Told {
  readonly rule: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly mend: string;
}

export function tell(context: Context, place: Span | Piece, told: Told): void {
  const span = "offset" in place ? place : spanOf(context.source, place);
  context.findings.add({
    rule: `contract/${told.rule}`,
    severity: told.severity ?? "warning",
    message: told.message,
    span,
    mend: told.mend,
  });
}
