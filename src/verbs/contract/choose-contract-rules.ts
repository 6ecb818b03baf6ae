import type { Finding } from "#base";
import { contractRules, structureRules } from "#contract";
import { driftRules } from "#drift";
import type { RuleSetting } from "../rule-setting.ts";

const ids = new Set([
  "contract",
  "structure",
  "drift",
  ...contractRules.map(({ name }) => `contract/${name}`),
  ...Object.keys(driftRules).map((kind) => `drift/${kind}`),
  ...Object.keys(structureRules).map((name) => `structure/${name}`),
]);

/** Whether settings may name it: a rule across contracts, one of their structure, or a family of these. */
export function isContractRule(name: string): boolean {
  return ids.has(name);
}

/** Findings as the settings want them: without the rules that are off, and as severe as they say. */
export function settleFindings(
  findings: readonly Finding[],
  settings: Readonly<Record<string, RuleSetting>> = {},
): readonly Finding[] {
  const settled = new Map(Object.entries(settings));
  return findings.flatMap((finding) => {
    const family = finding.rule.slice(0, finding.rule.indexOf("/"));
    const setting = settled.get(finding.rule) ?? settled.get(family);
    // What cannot be read cannot be turned off: only rules can.
    if (setting === undefined || setting === "on" || !ids.has(finding.rule)) return [finding];
    return setting === "off" ? [] : [{ ...finding, severity: setting }];
  });
}
