import { type Finding, nearestName, type Read, type Severity, type Span } from "#base";
import { type RuleChoice, rules } from "#rules";
import { isContractRule } from "../contract/choose-contract-rules.ts";
import type { RuleSetting } from "../rule-setting.ts";
import { isRuffName, ruffFamily } from "./ruff/choose-ruff.ts";
import { covers } from "./ruff/selectors.ts";
import { isTypesName } from "./types/run-checker.ts";

/** What a project says of one rule, one family, or `all`. */
export interface SettledRule {
  readonly name: string;
  readonly setting: RuleSetting;
  readonly span: Span;
}

const families = new Set([...rules.keys()].map(familyOf));

/** Whether something is the id of a rule, or the family of some; ruff's are named as ruff does. */
export function isRuleName(name: string): boolean {
  return rules.has(name) || families.has(name) || isRuffName(name) || isTypesName(name);
}

/** Whether a name stands for a rule: by its id, by its family, or as ruff names several of its own at once. */
export function standsFor(name: string, id: string): boolean {
  if (name === id || id.startsWith(`${name}/`)) return true;
  return name.startsWith("ruff/") && id.startsWith("ruff/") && covers(name.slice(5), id.slice(5));
}

/** The rules that are on: as each says itself, then as the project says of all, of its family and of it. */
export function chooseRules(settled: readonly SettledRule[], only?: string): Read<readonly RuleChoice[]> {
  const isKnown = (name: string): boolean => name === "all" || isRuleName(name) || isContractRule(name);
  const findings = settled.filter(({ name }) => !isKnown(name)).map(unknownSetting);
  const settings = new Map(settled.map(({ name, setting }) => [name, setting]));
  const asked = only?.split(",").map((name) => name.trim());
  const unknown = asked?.filter((name) => !isRuleName(name)).map(unknownRule) ?? [];
  const chosen = [...rules].flatMap(([id, rule]): readonly RuleChoice[] => {
    const setting = settings.get(id) ?? settings.get(familyOf(id)) ?? settings.get("all");
    const isAsked = asked?.some((name) => name === id || name === familyOf(id));
    const isOn = isAsked ?? (setting === undefined ? rule.on : setting !== "off");
    const severity = severityOf(setting);
    return isOn ? [{ id, rule, ...(severity === undefined ? {} : { severity }) }] : [];
  });
  return { value: chosen, findings: [...findings, ...unknown] };
}

function familyOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}

function severityOf(setting: RuleSetting | undefined): Severity | undefined {
  return setting === undefined || setting === "on" || setting === "off" ? undefined : setting;
}

/** What was probably meant, or where all names are told. */
export function suggestRule(name: string): string {
  const meant = nearestName(name, [...rules.keys(), ...families, ruffFamily]);
  return meant === undefined ? "keelback explain rules tells all of them" : `did you mean "${meant}"?`;
}

function unknownSetting({ name, span }: SettledRule): Finding {
  return {
    rule: "settings/unknown-rule",
    severity: "error",
    message: `there is no rule and no family "${name}"`,
    span,
    mend: suggestRule(name),
  };
}

function unknownRule(name: string): Finding {
  return {
    rule: "usage/unknown-rule",
    severity: "error",
    message: `there is no rule and no family "${name}"`,
    mend: suggestRule(name),
  };
}
