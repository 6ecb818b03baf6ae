import type { Finding, Span } from "#base";
import { limits } from "./limits.ts";

/** Findings as they come up: each once, and no more than a person would ever read. */
export interface FindingList {
  add(finding: Finding): Finding;
  all(): readonly Finding[];
}

export function makeFindingList(start: Span): FindingList {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let left = 0;
  let errorLeft = false;
  return {
    add(finding) {
      const key = `${finding.rule} ${finding.span?.file} ${finding.span?.offset} ${finding.message}`;
      if (seen.has(key)) return finding;
      if (findings.length < limits.findings) {
        seen.add(key);
        findings.push(finding);
      } else {
        left += 1;
        errorLeft ||= finding.severity === "error";
      }
      return finding;
    },
    all() {
      const sorted = findings.toSorted(
        (a, b) => compareFiles(a.span, b.span, start.file) || (a.span?.offset ?? 0) - (b.span?.offset ?? 0),
      );
      if (left > 0) sorted.push(moreFindings(left, errorLeft, start));
      return sorted;
    },
  };
}

// The first file comes first, the others by name.
function compareFiles(one: Span | undefined, other: Span | undefined, first: string): number {
  const [left, right] = [one?.file ?? first, other?.file ?? first];
  if (left === right) return 0;
  if (left === first || right === first) return left === first ? -1 : 1;
  return left < right ? -1 : 1;
}

// As severe as the worst that it stands for: a caller that asks for errors must not be told that there are none.
function moreFindings(count: number, isError: boolean, span: Span): Finding {
  return {
    rule: "contract/too-many-findings",
    severity: isError ? "error" : "warning",
    message: `${count} more findings are left out`,
    span,
    mend: "mend the ones above and read again",
  };
}
