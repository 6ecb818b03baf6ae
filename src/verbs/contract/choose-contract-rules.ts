import type { Finding } from "#base";
import { contractRules, structureRules } from "#contract";
import { driftRules } from "#drift";
import type { RuleSetting } from "../rule-setting.ts";
import type { ToldRule } from "../told-findings.ts";

const every: readonly ToldRule[] = [
  ...contractRules.map(({ name, severity, summary }) => ({ id: `contract/${name}`, severity, summary })),
  ...Object.entries(driftRules).map(([kind, severity]) => ({ id: `drift/${kind}`, severity })),
  ...Object.entries(structureRules).map(([name, severity]) => ({ id: `structure/${name}`, severity })),
];
const ids = new Set(["contract", "structure", "drift", ...every.map(({ id }) => id)]);

/** Whether settings may name it: a rule across contracts, one of their structure, or a family of these. */
export function isContractRule(name: string): boolean {
  return ids.has(name);
}

/** The rules of a verb that the settings leave on, as severe as they say. */
export function rulesAsked(
  families: readonly string[],
  settings: Readonly<Record<string, RuleSetting>> = {},
): readonly ToldRule[] {
  const settled = new Map(Object.entries(settings));
  return every.flatMap((rule) => {
    const family = rule.id.slice(0, rule.id.indexOf("/"));
    const setting = settled.get(rule.id) ?? settled.get(family);
    if (!families.includes(family) || setting === "off") return [];
    return [setting === undefined || setting === "on" ? rule : { ...rule, severity: setting }];
  });
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
