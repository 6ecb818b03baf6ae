import type { Finding } from "#base";
import { type ContractChange, gravestOf, readContract } from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import { unreadFinding } from "../unread-file.ts";
import type { Verb } from "../verb.ts";
import { compareDocuments, type DocumentVersion } from "./compare-documents.ts";
import type { ContractDiffInput } from "./diff-input.ts";

export interface ContractDiffValue {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly ContractChange[];
  readonly findings: readonly Finding[];
}

const weights = { nothing: 3, breaking: 2, risky: 1, safe: 0 } as const;

/** What differs between two versions of a contract, and whom it breaks. */
export const contractDiff: Verb<ContractDiffInput, ContractDiffValue> = {
  async run(workspace, { before = "", after = "", failOn = "breaking" }, context) {
    const findings: Finding[] = [];
    const [was, is] = [before, after].map((file) => readVersion(workspace, file, findings));
    if (!was || !is) return { exitCode: 2, value: { before, after, changes: [], findings } };
    const compared = await compareDocuments(workspace, context, was, is);
    if (!compared.ok) {
      const { why, mend } = compared;
      findings.push({ rule: "contract/not-compared", severity: "error", message: why, mend });
      return { exitCode: 2, value: { before, after, changes: [], findings } };
    }
    const least = weights[failOn as keyof typeof weights];
    const fails = compared.changes.some((change) => weights[gravestOf(change)] >= least);
    return { exitCode: fails ? 1 : 0, value: { before, after, changes: compared.changes, findings } };
  },
};

/** What is wrong with a document reduces what is compared of it, and is told. */
function readVersion(workspace: Workspace, file: string, findings: Finding[]): DocumentVersion | undefined {
  const text = workspace.readUntrusted(file);
  if (!text.ok) {
    findings.push(unreadFinding(file, text));
    return undefined;
  }
  const reading = readContract(file, text.text, openBeside(workspace, file));
  findings.push(...reading.findings.filter(({ severity }) => severity === "error"));
  return reading.value && { contract: reading.value, reading };
}
