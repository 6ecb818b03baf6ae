import type { Finding } from "#base";
import { type ContractChange, gravestOf } from "#contract";
import type { Verb } from "../verb.ts";
import { compareDocuments } from "./compare-documents.ts";
import type { ContractDiffInput } from "./diff-input.ts";
import { changesOfThing, openSides } from "./diff-sides.ts";

export interface ContractDiffValue {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly ContractChange[];
  readonly findings: readonly Finding[];
}

const weights = { nothing: 3, breaking: 2, risky: 1, safe: 0 } as const;

/** What differs between two versions of a contract, and whom it breaks. */
export const contractDiff: Verb<ContractDiffInput, ContractDiffValue> = {
  async run(workspace, { before: first = "", after: second, failOn = "breaking" }, context) {
    const findings: Finding[] = [];
    const sides = await openSides(workspace, first, second, findings);
    if (sides === undefined)
      return { exitCode: 2, value: { before: first, after: second ?? "", changes: [], findings } };
    const [was, is] = sides;
    const [before, after] = [was.label, is.label];
    const compared = await compareDocuments(workspace, context, was, is);
    if (!compared.ok) {
      const { why, mend } = compared;
      findings.push({ rule: "contract/not-compared", severity: "error", message: why, mend });
      return { exitCode: 2, value: { before, after, changes: [], findings } };
    }
    const least = weights[failOn as keyof typeof weights];
    const changes = changesOfThing(compared.changes, is);
    const fails = changes.some((change) => weights[gravestOf(change)] >= least);
    return { exitCode: fails ? 1 : 0, value: { before, after, changes, findings } };
  },
};
