import type { Domain } from "#domain";
import { counted, listed } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layTable, type Row } from "../text/table.ts";
import { routeOf } from "./operations.ts";

/** Answers of one kind that the contract leaves out. */
export interface MissingAnswer {
  readonly status: number;
  readonly description: string;
  readonly reason: string;
  readonly operations: readonly string[];
}

/** What goes to the overlay, by status and reason. */
export function missingAnswers(domain: Domain): readonly MissingAnswer[] {
  const found = new Map<
    string,
    { status: number; description: string; reason: string; operations: string[] }
  >();
  for (const operation of domain.operations) {
    for (const { status, description, added } of operation.errors) {
      if (added === undefined) continue;
      const key = `${status} ${added}`;
      const group = found.get(key) ?? { status, description, reason: added, operations: [] };
      group.operations.push(routeOf(operation));
      found.set(key, group);
    }
  }
  return [...found.values()].sort((one, other) => one.status - other.status);
}

export function layMissing(missing: readonly MissingAnswer[], look: Look, all: boolean): readonly string[] {
  const rows = missing.map(({ status, description, reason, operations }): Row => {
    const named = listed(operations, all ? operations.length : 2);
    return {
      cells: [
        { text: String(status), style: "heading" },
        { text: description },
        { text: counted(operations.length, "operation") },
      ],
      body: { text: `${reason}: ${named}` },
    };
  });
  return layTable(rows, { look, indent: 2 });
}

/** `NAME.overlay.yaml` for a contract NAME in whatever folder. */
export function overlayName(contractFile: string): string {
  const name = contractFile.split(/[\\/]/).at(-1) ?? contractFile;
  return `${name.replace(/\.(ya?ml|json)$/i, "")}.overlay.yaml`;
}
