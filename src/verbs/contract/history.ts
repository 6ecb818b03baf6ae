import { type Finding, hasErrors } from "#base";
import type { Acceptance, VersionLine } from "#contract";
import type { Verb } from "../verb.ts";
import { linesCalled } from "./choose-named.ts";
import { readHistoryFiles, verifyHistory } from "./history-files.ts";
import type { ContractHistoryInput } from "./history-input.ts";
import { readProposals } from "./proposals.ts";

export interface ContractHistoryValue {
  /** The last first. */
  readonly entries: readonly Acceptance[];
  /** Those that nothing follows. */
  readonly heads: readonly string[];
  /** Of one name, where one was asked for. */
  readonly name?: string;
  readonly lines: readonly VersionLine[];
  /** What waits to be accepted, where that was asked for. */
  readonly proposals?: readonly Acceptance[];
  readonly verified: boolean;
  readonly all: boolean;
  readonly findings: readonly Finding[];
}

/** What was accepted, by whom, when and why. */
export const contractHistory: Verb<ContractHistoryInput, ContractHistoryValue> = {
  async run(workspace, { name: words = [], verify = false, all = false, proposals = false }) {
    const history = readHistoryFiles(workspace);
    const waiting = proposals ? readProposals(workspace) : undefined;
    const own = verify ? await verifyHistory(workspace, history) : history.findings;
    const findings = [...own, ...(waiting?.findings ?? [])];
    const name = words.join(" ").trim();
    const lines = name === "" ? [] : linesCalled(history, name);
    const isMiss = name !== "" && lines.length === 0;
    return {
      exitCode: hasErrors(findings) || isMiss ? 1 : 0,
      value: {
        entries: history.entries.toReversed(),
        heads: history.heads,
        ...(name !== "" && { name }),
        lines,
        ...(waiting && { proposals: waiting.value }),
        verified: verify,
        all,
        findings,
      },
    };
  },
};
