/** What a project may say of a rule: its severity, or just whether it is on. */
export const ruleSettings = ["off", "on", "error", "warning", "note"] as const;

export type RuleSetting = (typeof ruleSettings)[number];

export function isRuleSetting(value: unknown): value is RuleSetting {
  return ruleSettings.some((setting) => setting === value);
}
