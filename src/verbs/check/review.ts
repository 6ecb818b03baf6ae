import type { Finding } from "#base";
import { openReading, type Project, readFacts, readProject } from "#facts";
import { applySuppressions, type RuleChoice, runRules, type Silence } from "#rules";
import { brokenFile } from "../source-findings.ts";
import { isRuleName } from "./choose-rules.ts";

export interface Review {
  readonly project: Project;
  readonly findings: readonly Finding[];
  readonly silences: readonly Silence[];
  /** How many findings comments have silenced. */
  readonly silenced: number;
}

/** Reads the files of a project once, asks each rule, and heeds the comments that silence them. */
export function reviewProject(texts: ReadonlyMap<string, string>, choices: readonly RuleChoice[]): Review {
  const project = readProject(texts);
  const reading = openReading(project);
  const { findings, silences } = runRules(reading, readFacts(project, undefined, reading), choices);
  const modules = [...project.modules.values()];
  const asked = new Set(choices.map(({ id }) => id));
  const heeded = applySuppressions(modules, findings, { asked, isKnown: isRuleName });
  return {
    project,
    findings: [...modules.flatMap(brokenFile), ...heeded.findings],
    silences,
    silenced: heeded.silenced,
  };
}
