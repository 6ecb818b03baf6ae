// In: a project as it was read, with its facts. Out: findings with their evidence and fixes, in a fixed order, each defect once.
// One file and one text per rule, below the folder of its family; what it says is also what tests it.
// Never here: files, settings, how findings are shown, or a framework's name outside the folder named after it.

export { explainLine } from "./explain-line.ts";
export { type MendedFiles, mendFiles } from "./mend-files.ts";
export { notices } from "./notices.ts";
export type { Hit, Rule, RuleInput } from "./rule.ts";
export { rules } from "./rules.ts";
export { type Checked, type RuleChoice, runRules, type Silence } from "./run-rules.ts";
export { applySuppressions, type Suppressed } from "./suppressions.ts";
export { ruleTexts } from "./texts.ts";
