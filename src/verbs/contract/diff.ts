import type { Finding } from "#base";
import { type ChangeClass, type ContractChange, gravestOf } from "#contract";
import type { ExitCode, Verb, VerbResult } from "../verb.ts";
import { compareDocuments } from "./compare-documents.ts";
import type { ContractDiffInput } from "./diff-input.ts";
import { changesOfThing, openSides } from "./diff-sides.ts";

export type DiffSideName = "consumer" | "provider";

export interface ContractDiffValue {
  readonly format: "text" | "json" | "markdown";
  readonly version: string;
  readonly exitCode: number;
  /** The side that alone counts; absent, both. */
  readonly side?: DiffSideName;
  readonly before: string;
  readonly after: string;
  readonly changes: readonly ContractChange[];
  readonly findings: readonly Finding[];
}

const weights = { nothing: 3, breaking: 2, risky: 1, safe: 0 } as const;

/** What differs between two versions of a contract, and whom it breaks. */
export const contractDiff: Verb<ContractDiffInput, ContractDiffValue> = {
  async run(workspace, input, context) {
    const { before: first = "", after: second, failOn = "breaking" } = input;
    const side = input.side as DiffSideName | undefined;
    const findings: Finding[] = [];
    const end = (
      exitCode: ExitCode,
      value: Pick<ContractDiffValue, "before" | "after" | "changes">,
    ): VerbResult<ContractDiffValue> => {
      const format = (input.format ?? "text") as ContractDiffValue["format"];
      const told = { format, version: context.version, exitCode, ...(side && { side }) };
      return { exitCode, value: { ...told, ...value, findings } };
    };
    const sides = await openSides(workspace, first, second, findings);
    if (sides === undefined) return end(2, { before: first, after: second ?? "", changes: [] });
    const [was, is] = sides;
    const [before, after] = [was.label, is.label];
    const compared = await compareDocuments(workspace, context, was, is);
    if (!compared.ok) {
      const { why, mend } = compared;
      findings.push({ rule: "contract/not-compared", severity: "error", message: why, mend });
      return end(2, { before, after, changes: [] });
    }
    const least = weights[failOn as keyof typeof weights];
    const changes = inOrder(changesOfThing(compared.changes, is), side);
    const fails = changes.some((change) => weights[classOf(change, side)] >= least);
    return end(fails ? 1 : 0, { before, after, changes });
  },
};

/** What a change means for one side, or for the side that it means more to. */
function classOf(change: ContractChange, side: DiffSideName | undefined): ChangeClass {
  return side === undefined ? gravestOf(change) : change[side];
}

function inOrder(
  changes: readonly ContractChange[],
  side: DiffSideName | undefined,
): readonly ContractChange[] {
  if (side === undefined) return changes;
  return changes.toSorted((one, other) => weights[other[side]] - weights[one[side]]);
}
