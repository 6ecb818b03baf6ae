import type { Finding } from "#base";
import { type Contract, type JsonValue, printAsyncapi, printOpenapi, printRecord } from "#contract";

/** A whole contract in another form, and what that form does not say of it. */
export interface PrintedDocument {
  readonly format: string;
  /** Of OpenAPI and AsyncAPI as data, of a record as its text. */
  readonly document: JsonValue;
  readonly findings: readonly Finding[];
}

export function printDocument(contract: Contract, format: string): PrintedDocument {
  const { operations, events } = contract;
  switch (format) {
    case "markdown": {
      const { text, losses } = printRecord(contract);
      const findings = losses.map(({ place, kind }) =>
        lost(`${place} is ${said[kind]} in the record`, "keep the document that says it beside the record"),
      );
      return { format, document: text, findings };
    }
    case "asyncapi":
      return {
        format,
        document: printAsyncapi(contract),
        findings: leftOut(operations.length, "operations", "openapi"),
      };
    default:
      return {
        format,
        document: printOpenapi(contract),
        findings: leftOut(events.length, "events", "asyncapi"),
      };
  }
}

const said = {
  missing: "missing",
  different: "said otherwise",
  added: "more than the contract says",
} as const;

function leftOut(count: number, what: string, other: string): readonly Finding[] {
  return count === 0
    ? []
    : [
        lost(
          `${count} ${what} have no place in this form, and are left out`,
          `print them with --format ${other}`,
        ),
      ];
}

function lost(message: string, mend: string): Finding {
  return { rule: "contract/not-printed", severity: "note", message, mend };
}
